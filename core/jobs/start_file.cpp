#include "core/jobs/start_file.h"

#include "core/hosts/requirement.h"
#include "core/package/submission.h"

#include <QFileInfo>

namespace outcrop {

Result<PackageNeeds> needsOf(const QString &package)
{
    const Result<Submission> submission = readSubmission(package);
    if (!submission)
        return failure(submission.error());
    const RequirementList list = readRequirements(submission->requirements);
    PackageNeeds needs;
    needs.modules = submission->modules;
    needs.requirements = list.requirements;
    needs.refused = list.refused;
    if (!submission->dataPath.isEmpty())
        needs.data << submission->dataPath;
    needs.bytes = QFileInfo(package).size();
    return needs;
}

Result<StartFile> startFileOf(const QString &package, const HostProfile &host)
{
    const Result<Submission> submission = readSubmission(package);
    if (!submission)
        return failure(submission.error());
    StartFile start;
    start.entryPoint = submission->entryPoint;
    start.outputFolder = submission->outputFolder;
    start.modules = submission->modules;
    start.pythons = host.pythons;
    return start;
}

} // namespace outcrop
