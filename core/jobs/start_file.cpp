#include "core/jobs/start_file.h"

#include "core/base/text.h"
#include "core/package/metadata.h"
#include "core/package/package.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Submission)
};

// What the programs that Outcrop writes import. What a foreign package imports is its own affair.
QStringList modulesOf(const Package &package)
{
    if (!package.files.contains(QStringLiteral("pipeline.outcrop")))
        return {};
    return {QStringLiteral("sklearn"), QStringLiteral("pandas"), QStringLiteral("joblib")};
}

} // namespace

Result<StartFile> startFileOf(const QString &package, const HostProfile &host)
{
    const auto content = readPackage(package);
    if (!content)
        return failure(content.error());
    const auto metadata = content->files.find(QStringLiteral("metadata.yaml"));
    if (metadata == content->files.end())
        return failure(
            ErrorKind::InvalidInput,
            Tr::tr("%1 cannot be run: it has no metadata.yaml.").arg(plainLine(package)));
    const Result<MetadataReading> reading = parseMetadata(metadata->content);
    if (!reading)
        return failure(plainLine(package), reading.error());
    for (const MetadataProblem &problem : reading->problems) {
        if (problem.severity == MetadataProblem::Severity::Error)
            return failure(ErrorKind::InvalidInput,
                           QStringLiteral("%1: %2").arg(plainLine(package), problem.message));
    }
    StartFile start;
    start.entryPoint = reading->metadata.entryPoint;
    start.outputFolder = reading->metadata.outputFolder;
    start.modules = modulesOf(*content);
    start.pythons = host.pythons;
    if (!content->files.contains(start.entryPoint) && !content->large.contains(start.entryPoint))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("%1 cannot be run: its entry point %2 is not in it.")
                           .arg(plainLine(package), plainLine(start.entryPoint)));
    return start;
}

} // namespace outcrop
