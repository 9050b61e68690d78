#include "core/jobs/start_file.h"

#include "core/package/submission.h"

namespace outcrop {

Result<StartFile> startFileOf(const QString &package, const HostProfile &host,
                              const JobLimits &limits)
{
    const Result<Submission> submission = readSubmission(package);
    if (!submission)
        return failure(submission.error());
    StartFile start;
    start.entryPoint = submission->entryPoint;
    start.outputFolder = submission->outputFolder;
    start.modules = submission->modules;
    start.pythons = host.pythons;
    start.job = merged(limits, host.limits);
    return start;
}

} // namespace outcrop
