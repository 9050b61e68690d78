#include "core/jobs/job_driver.h"

#include "core/hosts/remote_shell.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace outcrop {

using namespace std::chrono_literals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobDriver)
};

constexpr auto leaseFor = 60s;
constexpr auto renewAfter = 20s;

// Of a host that answered, or did not: some errors stay until a person does something about them.
LinkState linkAfter(const Error *error, int failures)
{
    if (!error)
        return LinkState::Ok;
    if (error->kind == ErrorKind::HostKey)
        return LinkState::HostKeyProblem;
    if (error->kind == ErrorKind::NeedsLogin)
        return LinkState::NeedsLogin;
    return failures < 3 ? LinkState::Retrying : LinkState::Unreachable;
}

} // namespace

JobDriver::JobDriver(DriverSetup setup) : m_setup(std::move(setup)) {}

AttemptId JobDriver::idOf(const Attempt &attempt)
{
    return {QUuid::fromString(attempt.job), attempt.number};
}

JobDriver::~JobDriver()
{
    if (m_host) {
        // An unreleased lease does no harm: its owner will be found dead.
        [[maybe_unused]] const Result<> released = m_host->store().releaseLeases(m_owner);
    }
}

void JobDriver::setAround(int jobsAtOnce, std::vector<HostProfile> standIns)
{
    m_setup.host.jobs = jobsAtOnce;
    m_setup.standIns = std::move(standIns);
}

Result<> JobDriver::open()
{
    if (m_host)
        return {};
    auto link = HostLink::open(m_setup.dataFolder, m_setup.host, m_setup.makeShell);
    if (!link)
        return failure(link.error());
    m_host = std::move(*link);
    return {};
}

std::optional<std::chrono::milliseconds> JobDriver::turn(const DriverTask &task,
                                                         const CancelToken &cancel)
{
    m_cancel = cancel;
    if (task.lookNow)
        m_nextLook = {};
    if (const Result<> opened = open(); !opened) {
        say(opened.error());
        return m_setup.times.background;
    }
    const auto jobs = m_host->store().listJobs({m_setup.host.id, true});
    if (!jobs) {
        say(jobs.error());
        return m_setup.times.background;
    }

    m_toLook.clear();
    m_waits = false;
    const bool all = task.all || movesQueue(task, *jobs);
    bool mine = false, others = false, watched = false;
    for (const Job &job : *jobs) {
        if (m_cancel.isCanceled() || !(all || task.jobs.contains(job.uuid)))
            continue;
        report(job);
        watched = watched || task.watched.contains(job.uuid);
        if (takeLease(job)) {
            drive(job, NothingNew{});
            mine = true;
        } else {
            helpOther(job);
            others = true;
        }
    }
    if (now() >= m_nextLook)
        look(watched);
    reportEnded(task, *jobs);

    if (!mine && !others && !m_endsRest)
        return std::nullopt;
    const auto untilLook = std::chrono::ceil<std::chrono::milliseconds>(m_nextLook - now());
    return std::max(0ms, others || m_waits ? std::min(untilLook, m_setup.times.others) : untilLook);
}

// Who waits in the queue of a host that has one drives all its jobs: those before it may be nobody
// else's, and so may those whose end it waits for.
bool JobDriver::movesQueue(const DriverTask &task, const std::vector<Job> &jobs) const
{
    return m_setup.host.jobs > 0 && std::any_of(jobs.begin(), jobs.end(), [&](const Job &job) {
               return task.jobs.contains(job.uuid) && job.attempt.state == JobState::Queued;
           });
}

bool JobDriver::takeLease(const Job &job)
{
    const auto renewed = m_leased.find(job.uuid);
    if (renewed != m_leased.end() && now() - renewed->second < renewAfter)
        return true;
    const QDateTime until = QDateTime::currentDateTimeUtc().addSecs(leaseFor.count());
    const Result<bool> taken = m_host->store().takeLease(job.uuid, m_owner, until);
    if (!taken)
        say(taken.error());
    if (!taken || !*taken)
        return false;
    m_leased[job.uuid] = now();
    return true;
}

void JobDriver::drive(Job job, Observation seen)
{
    while (!m_cancel.isCanceled()) {
        const Step step = outcrop::advance(job.attempt, seen);
        const bool changed = !sameRecord(job.attempt, step.after);
        if (changed && !store(job, step))
            return;
        if (job.attempt.host != m_setup.host.id)
            return; // It goes on on another host.
        if (step.effect == Effect::Look) {
            m_toLook.insert(job.uuid);
            return;
        }
        if (step.effect == Effect::None && !changed)
            return;
        seen = NothingNew{};
        if (step.effect != Effect::None) {
            const std::optional<Observation> answer = perform(job, step.effect);
            if (!answer)
                return;
            seen = *answer;
        }
        // Somebody may have asked for the end meanwhile.
        if (!readAgain(job))
            return;
    }
}

bool JobDriver::store(Job &job, const Step &step)
{
    const bool moved = job.attempt.state != step.after.state;
    const QString name = stateName(step.after.state);
    if (moved)
        fault(QStringLiteral("before ") + name);
    const Result<bool> written = write(job, step);
    if (!written)
        say(written.error());
    if (!written || !*written)
        return false;
    if (moved) {
        fault(QStringLiteral("after ") + name);
        m_looks = 0;
        if (m_failures == 0)
            m_nextLook = std::min(m_nextLook, now() + m_setup.times.next(0, true));
    }
    if (!readAgain(job))
        return false;
    report(job);
    return true;
}

// False: it is not its turn.
Result<bool> JobDriver::write(const Job &job, const Step &step)
{
    const Attempt &before = job.attempt;
    JobStore &store = m_host->store();
    if (before.state == JobState::Queued && step.after.state == JobState::Staging) {
        const Result<bool> admitted = store.admit(before, step.after, m_setup.host.jobs);
        m_waits = m_waits || (admitted && !*admitted);
        return admitted;
    }
    const bool fetched = step.after.collected && !before.collected;
    if (const Result<> recorded = store.recordCollected(
            before, step.after, fetched ? m_fetched : std::vector<CollectedFile>(), step.evidence);
        !recorded)
        return failure(recorded.error());
    if (isTerminal(step.after.state))
        m_leased.erase(before.job); // The store has given it back.
    if (mayStartAgain(job, step)) {
        if (const Result<> again = startAgain(job, step.after); !again)
            return failure(again.error());
    }
    return true;
}

bool JobDriver::readAgain(Job &job)
{
    Result<Job> fresh = m_host->store().findJob(job.uuid);
    if (!fresh) {
        say(fresh.error());
        return false;
    }
    job = std::move(*fresh);
    return true;
}

// It did not answer, and is not asked again before its time: however many jobs it has, and whatever
// they need, that makes one connection.
bool JobDriver::isWaitingForHost() const
{
    return m_failures > 0 && now() < m_nextLook;
}

void JobDriver::answered(const Error *error)
{
    if (error && error->kind == ErrorKind::Canceled)
        return;
    m_failures = error ? m_failures + 1 : 0;
    if (error)
        m_nextLook = now() + m_setup.times.afterFailures(m_failures - 1);
    const LinkState link = linkAfter(error, m_failures);
    if (std::exchange(m_link, link) != link)
        m_setup.reports.linkChanged(link, error ? error->message : QString());
    std::optional<std::chrono::milliseconds> untilRetry;
    if (error)
        untilRetry = std::chrono::ceil<std::chrono::milliseconds>(m_nextLook - now());
    m_setup.reports.asked(untilRetry);
}

void JobDriver::report(const Job &job)
{
    const auto [known, isNew] = m_reported.try_emplace(job.uuid, job.attempt);
    const bool same = known->second.number == job.attempt.number
                      && sameRecord(known->second, job.attempt)
                      && known->second.flags == job.attempt.flags;
    known->second = job.attempt;
    if (isNew || !same)
        m_setup.reports.jobChanged(job);
}

// Jobs that somebody waits for and that have left the list: another Outcrop took them to their end.
void JobDriver::reportEnded(const DriverTask &task, const std::vector<Job> &unfinished)
{
    QSet<QString> awaited = task.jobs;
    for (const Job &job : unfinished)
        awaited.remove(job.uuid);
    for (const QString &uuid : awaited) {
        const auto known = m_reported.find(uuid);
        if (known != m_reported.end() && isTerminal(known->second.state))
            continue;
        if (const Result<Job> job = m_host->store().findJob(uuid))
            report(*job);
    }
}

void JobDriver::say(const Error &error) const
{
    m_setup.reports.problem(error.message);
}

void JobDriver::fault(const QString &point) const
{
    if (m_setup.fault)
        m_setup.fault(point.toLatin1().constData());
}

Patience JobDriver::patience() const
{
    Patience patience;
    patience.cancel = m_cancel;
    return patience;
}

} // namespace outcrop
