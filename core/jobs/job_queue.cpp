#include "core/base/text.h"
#include "core/jobs/host_lane.h"
#include "core/jobs/job_service.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobService)
};

} // namespace

Result<Submitted> JobService::rerun(const QString &uuid, const QString &host, const QString &key,
                                    bool instead)
{
    const Result<Job> job = m_store.findJob(uuid);
    if (!job)
        return failure(job.error());
    if (!QFileInfo::exists(job->package))
        return failure(ErrorKind::NotFound,
                       Tr::tr("The package of %1 is gone (%2), so it cannot run again.")
                           .arg(job->title, plainLine(job->package)));
    if (instead && isTerminal(job->attempt.state))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("Job %1 has ended (%2), so nothing needs to run in its place.")
                           .arg(job->title, stateTitle(job->attempt.state)));
    if (instead && (host.isEmpty() || host == job->attempt.host))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("Job %1 is on %2 already; name another host.")
                           .arg(job->title, plainLine(job->attempt.host)));
    SubmitRequest request;
    if (instead)
        request.insteadOf = job->uuid;
    request.package = job->package;
    if (QFileInfo::exists(job->pipeline))
        request.pipeline = job->pipeline;
    request.baseFolder = job->baseFolder;
    request.name = job->name;
    request.host = host.isEmpty() ? job->attempt.host : host;
    request.key = key;
    request.limits = job->limits;
    request.restarts = job->restarts;
    Result<Submitted> submitted = submit(request);
    if (submitted && !submitted->alreadySubmitted) {
        const QJsonObject origin{{QStringLiteral("of"), job->uuid},
                                 {QStringLiteral("which_was"), stateName(job->attempt.state)},
                                 {QStringLiteral("instead"), instead}};
        if (const Result<> told =
                m_store.addEvent(submitted->job.attempt, QStringLiteral("rerun"), origin);
            !told)
            emit problem(told.error().message);
    }
    return submitted;
}

Result<HostQueue> JobService::queue(const QString &host) const
{
    return m_store.queueOf(host);
}

Result<> JobService::pauseQueue(const QString &host)
{
    return setPaused(host, true);
}

Result<> JobService::resumeQueue(const QString &host)
{
    return setPaused(host, false);
}

Result<> JobService::setPaused(const QString &host, bool paused)
{
    if (const auto profile = profileOf(host); !profile)
        return failure(profile.error());
    if (const Result<> set = m_store.setPaused(host, paused); !set)
        return set;
    if (const auto lane = m_lanes.find(host); lane != m_lanes.end())
        lane->second->wake();
    emit queueChanged(host);
    return {};
}

Result<> JobService::moveFirst(const QString &uuid)
{
    return move(uuid, {});
}

Result<> JobService::moveBefore(const QString &uuid, const QString &other)
{
    return move(uuid, other);
}

Result<> JobService::move(const QString &uuid, const QString &other)
{
    if (const Result<> moved = m_store.moveInQueue(uuid, other); !moved)
        return moved;
    if (const Result<Job> job = m_store.findJob(uuid))
        emit queueChanged(job->attempt.host);
    return {};
}

} // namespace outcrop
