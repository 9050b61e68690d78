#include "core/package/submission.h"

#include "core/base/text.h"
#include "core/package/input_tables.h"
#include "core/package/package.h"
#include "core/pipeline_file/pipeline_file.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Submission)
};

const auto metadataName = QLatin1String("metadata.yaml");
const auto requirementsName = QLatin1String("requirements.txt");
const auto pipelineName = QLatin1String("pipeline.outcrop");

Error cannotSubmit(const QString &path, const QString &why)
{
    return {ErrorKind::InvalidInput, Tr::tr("Cannot submit %1: %2").arg(plainLine(path), why)};
}

// The name to import for a requirement: "scikit-learn>=1.2" is sklearn.
QString moduleOf(const QString &requirement)
{
    QString name = requirement.section(QRegularExpression(QStringLiteral("[^A-Za-z0-9._-]")), 0, 0);
    if (name == QLatin1String("scikit-learn"))
        return QStringLiteral("sklearn");
    return name.replace(QLatin1Char('-'), QLatin1Char('_'));
}

QStringList modulesOf(const Metadata &metadata)
{
    QStringList modules{moduleOf(metadata.framework.name), QStringLiteral("joblib")};
    for (const QString &requirement : metadata.framework.requirements)
        modules.append(moduleOf(requirement));
    modules.removeDuplicates();
    modules.removeAll(QString());
    modules.sort();
    return modules;
}

QString noMetadata(const QStringList &names)
{
    const auto inside = std::find_if(names.begin(), names.end(), [](const QString &name) {
        return name.endsWith(QLatin1Char('/') + metadataName);
    });
    if (inside == names.end())
        return Tr::tr("it has no metadata.yaml, which says what is to run.");
    return Tr::tr("its metadata.yaml is in the folder %1; pack the files, not their folder.")
        .arg(plainLine(inside->chopped(metadataName.size() + 1), 80));
}

} // namespace

Result<Submission> readSubmission(const QString &zipPath)
{
    PackageLimits limits;
    limits.keep = QStringList{metadataName, requirementsName};
    const auto package = readPackage(zipPath, limits);
    if (!package)
        return failure(package.error());
    const QStringList names = package->files.keys() + package->unkept;
    if (!package->files.contains(metadataName))
        return failure(cannotSubmit(zipPath, noMetadata(names)));
    const auto reading = parseMetadata(package->files[metadataName].content);
    if (!reading)
        return failure(cannotSubmit(zipPath, reading.error().message));
    for (const MetadataProblem &problem : reading->problems) {
        if (problem.severity == MetadataProblem::Severity::Error)
            return failure(cannotSubmit(zipPath, problem.message));
    }
    const Metadata &metadata = reading->metadata;
    const QString shown = plainLine(metadata.entryPoint, 80);
    if (!names.contains(metadata.entryPoint))
        return failure(
            cannotSubmit(zipPath, Tr::tr("its entry point %1 is not in it.").arg(shown)));
    if (!metadata.entryPoint.endsWith(QLatin1String(".py")))
        return failure(
            cannotSubmit(zipPath, Tr::tr("its entry point %1 is no Python program.").arg(shown)));

    Submission submission;
    submission.name = metadata.model.name;
    submission.entryPoint = metadata.entryPoint;
    submission.outputFolder = metadata.outputFolder;
    submission.isOurs =
        names.contains(pipelineName) && names.contains(QStringLiteral("outcrop_run.py"));
    submission.requirements = package->files.value(requirementsName).content;
    if (submission.isOurs) {
        submission.modules = modulesOf(metadata);
        if (metadata.dataset.source.startsWith(QLatin1Char('/')))
            submission.dataPath = metadata.dataset.source;
    }
    submission.problems = reading->problems;
    return submission;
}

Result<CsvOptions> readDataOptions(const QString &zipPath, const QString &dataPath)
{
    PackageLimits limits;
    limits.keep = QStringList{pipelineName};
    const auto package = readPackage(zipPath, limits);
    if (!package)
        return failure(package.error());
    const auto pipeline = parsePipeline(package->files.value(pipelineName).content, pipelineName);
    if (!pipeline)
        return failure(pipeline.error());
    std::optional<CsvOptions> found;
    pipeline->forEachBlock([&](BlockId, const Block &block) {
        const AttributeValue path = block.attributes.value(QStringLiteral("path"));
        if (path.as<QString>() && *path.as<QString>() == dataPath)
            found = csvOptions(block.attributes);
    });
    if (!found)
        return failure(ErrorKind::NotFound, Tr::tr("The pipeline in %1 does not read %2.")
                                                .arg(plainLine(zipPath), plainLine(dataPath)));
    return *found;
}

} // namespace outcrop
