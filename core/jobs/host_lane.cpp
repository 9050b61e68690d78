#include "core/jobs/host_lane.h"

#include <chrono>
#include <utility>

namespace outcrop {

HostLane::HostLane(const DriverSetup &setup)
    : m_worker(QStringLiteral("jobs of %1").arg(setup.host.id), connected(setup))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HostLane::wake);
}

DriverSetup HostLane::connected(DriverSetup setup)
{
    const auto here = [this](auto work) { QMetaObject::invokeMethod(this, std::move(work)); };
    setup.reports.jobChanged = [this, here](const Job &job) {
        here([this, job] { emit jobChanged(job); });
    };
    setup.reports.collected = [this, here](const QString &uuid, qint64 done, qint64 total) {
        here([this, uuid, done, total] { emit collected(uuid, done, total); });
    };
    setup.reports.linkChanged = [this, here](LinkState state, const QString &sentence) {
        here([this, state, sentence] {
            m_linkIsOk = state == LinkState::Ok;
            emit linkChanged(state, sentence);
        });
    };
    setup.reports.asked = [this, here](std::optional<std::chrono::milliseconds> untilRetry) {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        here([this, untilRetry, now] {
            if (untilRetry)
                emit unanswered(now.addMSecs(untilRetry->count()));
            else
                emit answered();
        });
    };
    setup.reports.problem = [this, here](const QString &sentence) {
        here([this, sentence] { emit problem(sentence); });
    };
    return setup;
}

void HostLane::goOn(const DriverTask &task)
{
    m_task = task;
    wake();
}

void HostLane::drive(const QString &uuid)
{
    m_task.jobs.insert(uuid);
    wake();
}

void HostLane::driveAll()
{
    m_task.all = true;
    wake();
}

void HostLane::setWatched(const QString &uuid, bool watched)
{
    if (watched)
        m_task.watched.insert(uuid);
    else
        m_task.watched.remove(uuid);
}

void HostLane::lookNow()
{
    m_task.lookNow = true;
    wake();
}

void HostLane::setAround(int jobsAtOnce, const std::vector<HostProfile> &standIns)
{
    m_worker.post(
        this,
        [jobsAtOnce, standIns](JobDriver &driver, const CancelToken &) {
            driver.setAround(jobsAtOnce, standIns);
            return true;
        },
        [](bool) {}); // Who waits asks often.
}

void HostLane::wake()
{
    m_wakeAgain = m_working;
    if (!m_working)
        turn();
}

void HostLane::turn()
{
    m_working = true;
    m_timer.stop();
    const DriverTask task = m_task;
    m_task.lookNow = false;
    m_worker.post(
        this,
        [task](JobDriver &driver, const CancelToken &cancel) { return driver.turn(task, cancel); },
        [this](std::optional<std::chrono::milliseconds> pause) {
            m_working = false;
            emit looked(m_linkIsOk);
            if (std::exchange(m_wakeAgain, false))
                turn();
            else if (pause)
                m_timer.start(*pause);
        });
}

} // namespace outcrop
