// Log and events of jobs: who watches them, and that the end is told behind the last of them.

#include "core/hosts/host_session.h"
#include "core/jobs/host_lane.h"
#include "core/jobs/job_service.h"
#include "core/jobs/job_watch.h"

#include <QCoreApplication>
#include <QFile>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobStreams)
};

} // namespace

Result<> JobService::watch(const QString &uuid, qint64 logOffset, qint64 eventsOffset)
{
    const Result<Job> job = m_store.findJob(uuid);
    if (!job)
        return failure(job.error());
    const bool hasEnded = isTerminal(job->attempt.state); // All there is of it is here.
    if (const auto host = profileOf(job->attempt.host); !host && !hasEnded)
        return failure(host.error());

    ReaderSetup setup;
    setup.dataFolder = m_options.dataFolder;
    setup.host = profileFor(*job);
    setup.makeShell = m_options.makeShell;
    setup.from = {logOffset, eventsOffset};
    auto watch = std::make_unique<JobWatch>(setup, m_options.times);
    const QString id = job->uuid;
    connect(watch.get(), &JobWatch::logReceived, this,
            [this, id](const QByteArray &bytes) { emit logReceived(id, bytes); });
    connect(watch.get(), &JobWatch::eventsReceived, this,
            [this, id](const QByteArray &bytes) { emit eventsReceived(id, bytes); });
    connect(watch.get(), &JobWatch::ended, this, [this, id] { endStreams(id); });
    if (!hasEnded)
        laneOf(setup.host).setWatched(id, true);
    JobWatch &kept = *(m_watches[id] = std::move(watch));
    if (const auto known = m_answering.find(job->attempt.host); known != m_answering.end())
        kept.setAnswering(known->second);
    kept.update(*job);
    return {};
}

void JobService::unwatch(const QString &uuid)
{
    // Its signal may be what led here, so it goes when that has returned.
    if (auto watch = m_watches.extract(uuid)) {
        watch.mapped()->disconnect(this);
        watch.mapped()->setParent(this);
        watch.mapped().release()->deleteLater();
    }
    for (const auto &[host, lane] : m_lanes)
        lane->setWatched(uuid, false);
    if (const auto held = m_held.extract(uuid))
        emit jobChanged(held.mapped());
}

void JobService::tell(const Job &job)
{
    m_known[job.uuid] = {job.attempt.number, job.attempt.state};
    m_held.erase(job.uuid); // Of an earlier attempt, which nobody waits for any more.
    const auto watch = m_watches.find(job.uuid);
    if (watch != m_watches.end()) {
        watch->second->update(job);
        if (isTerminal(job.attempt.state) && !watch->second->hasEnded()) {
            m_held[job.uuid] = job;
            return;
        }
    }
    emit jobChanged(job);
}

void JobService::endStreams(const QString &uuid)
{
    emit streamsEnded(uuid);
    const auto held = m_held.extract(uuid);
    if (held)
        emit jobChanged(held.mapped());
    else if (const Result<Job> job = m_store.findJob(uuid); job && m_lanes.count(job->attempt.host))
        m_lanes[job->attempt.host]->lookNow();
}

Result<QByteArray> JobService::read(const QString &uuid, Stream stream, qint64 offset, qint64 count)
{
    const Result<Job> job = m_store.findJob(uuid);
    if (!job)
        return failure(job.error());
    if (job->results.isEmpty()) {
        const Result<HostProfile> host = profileOf(job->attempt.host);
        if (!host)
            return failure(host.error());
        const auto shell = m_options.makeShell(*host);
        return HostSession(*shell, *host)
            .read({QUuid::fromString(job->uuid), job->attempt.number}, stream, offset, count);
    }
    const QString name =
        stream == Stream::Log ? QStringLiteral("/process.log") : QStringLiteral("/events.jsonl");
    QFile file(job->results + name);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(offset))
        return failure(ErrorKind::Io,
                       Tr::tr("Cannot read %1: %2.").arg(file.fileName(), file.errorString()));
    return file.read(count);
}

} // namespace outcrop
