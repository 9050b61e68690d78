#include "core/jobs/found_jobs.h"

#include "core/base/files.h"
#include "core/base/hash.h"

#include <QFileInfo>

namespace outcrop {

Result<std::vector<FoundJob>> findUnknownJobs(const JobStore &store, HostSession &session,
                                              const Patience &patience)
{
    const Result<HostStatus> status = session.status({}, true, patience);
    if (!status)
        return failure(status.error());
    std::vector<FoundJob> unknown;
    for (const FoundJob &found : status->found) {
        const Result<Job> known = store.findJob(found.job.uuid.toString(QUuid::WithoutBraces));
        if (!known && known.error().kind != ErrorKind::NotFound)
            return failure(known.error());
        if (!known && found.attempts > 0)
            unknown.push_back(found);
    }
    return unknown;
}

Result<Job> importJob(JobStore &store, HostSession &session, const FoundJob &found,
                      const Patience &patience)
{
    NewJob job;
    job.uuid = found.job.uuid.toString(QUuid::WithoutBraces);
    job.name = found.job.name;
    job.host = session.profile().id;
    job.packageSha256 = found.job.packageSha256;
    job.createdAt = QDateTime::fromString(found.job.created, Qt::ISODate).toUTC();
    if (!job.createdAt.isValid())
        job.createdAt = QDateTime::currentDateTimeUtc();
    job.key = found.job.key;
    job.attempt = found.attempts;
    job.state = JobState::Submitting;

    const JobFolder folder = store.folderOf(job.uuid);
    if (const Result<> made = makeFolder(folder.path); !made)
        return failure(made.error());
    if (sha256OfFile(folder.package()).value_or(QByteArray()) != job.packageSha256) {
        if (const Result<> fetched =
                session.fetchPackage(found.job.uuid, job.packageSha256, folder.package(), patience);
            !fetched)
            return failure(fetched.error());
    }
    job.hasPipeline = QFileInfo::exists(folder.pipeline());
    return store.insertJob(job);
}

} // namespace outcrop
