#include "core/jobs/start_file.h"

#include "core/base/text.h"
#include "core/hosts/requirement.h"
#include "core/package/submission.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Submission)
};

} // namespace

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
    start.wheels = host.wheels;
    start.activation = host.activation;
    const RequirementList list = readRequirements(submission->requirements);
    start.requirements = list.requirements;
    if (!list.refused.isEmpty())
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("requirements.txt of %1 asks for “%2”, which is no name with "
                              "versions; write it as name>=version, without options, addresses "
                              "and markers.")
                           .arg(plainLine(package), plainLine(list.refused.front(), 80)));
    return start;
}

} // namespace outcrop
