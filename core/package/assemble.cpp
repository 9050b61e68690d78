#include "core/package/assemble.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/codegen/generate.h"
#include "core/package/entry_names.h"
#include "core/package/input_tables.h"
#include "core/package/make_metadata.h"
#include "core/pipeline_file/pipeline_file.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Assemble)
};

constexpr qint64 embeddedUpTo = 10'000'000;

const auto csvType = QLatin1String("input.csv");
const auto pathAttribute = QLatin1String("path");

// The only code that is not codegen's: a program of its own, so that a host runs it without
// arguments.
const char *const leakTest = R"("""Makes the leak test of train.py, and nothing else."""

import sys

import train
from outcrop_check import check_leakage

sys.exit(check_leakage(train))
)";

// Where the data of one package lie.
struct DataPlace
{
    QString path;     // As train.py reads it; empty for a bundled data set.
    PackageFile file; // Empty unless embedded.
    std::optional<DataLocation> outside = {};
};

QString pathOf(const Block &block)
{
    const AttributeValue value = block.attributes.value(pathAttribute);
    return value.as<QString>() ? *value.as<QString>() : QString();
}

// data/<name of the file>, under a name that every host can hold.
QString embeddedPath(const QString &file)
{
    const QString path = QLatin1String("data/") + QFileInfo(file).fileName();
    return entryNameProblem(path) ? QStringLiteral("data/table.csv") : path;
}

Result<DataPlace> placeData(const QString &path, const TableFacts &table)
{
    const QFileInfo about(path);
    if (about.size() > embeddedUpTo)
        return DataPlace{
            about.canonicalFilePath(), {}, DataLocation{{}, about.canonicalFilePath()}};
    const auto content = readFile(path, embeddedUpTo);
    if (!content)
        return failure(content.error());
    if (sha256(*content) != table.sha256)
        return failure(ErrorKind::Busy,
                       Tr::tr("%1 changed while it was read; try again.").arg(plainLine(path)));
    return DataPlace{embeddedPath(path), {*content, {}}};
}

// The data of the plan: what is known of them, and where they lie.
struct InputData
{
    TableFacts table; // Empty where they lie on a host: nothing is connected to.
    DataPlace place;
};

Result<InputData> readInput(const PlannedStep &input, const QString &baseFolder)
{
    const bool isFile = input.type == csvType;
    const AttributeValue path = isFile ? input.attributes.value(pathAttribute) : AttributeValue();
    if (const DataLocation location = dataLocation(isFile ? *path.as<QString>() : QString());
        location.isOnHost())
        return InputData{{}, {location.path, {}, location}};
    const auto table = readTable(input.type, input.attributes, baseFolder);
    if (!table)
        return failure(table.error());
    if (!isFile)
        return InputData{*table, {}};
    return placeData(dataFile(*path.as<QString>(), baseFolder), *table)
        .map([&](const DataPlace &place) {
            return InputData{*table, place};
        });
}

QString noticeOf(const DataLocation &data)
{
    if (data.isOnHost())
        return Tr::tr("%1 is read where it is, so the package runs on %2 only.")
            .arg(plainLine(data.path), data.host);
    return Tr::tr("%1 is larger than %2: it is not in the package but read where it is, so the "
                  "package runs on this computer only.")
        .arg(plainLine(data.path), formatSize(embeddedUpTo));
}

// The pipeline as it lies in the package: the planned input reads from `place`; a file that no plan
// reads keeps its name but not its folder, which is this computer's business.
Pipeline withoutMachinePaths(Pipeline pipeline, const QString &input, const DataPlace &place)
{
    for (const BlockId id : pipeline.blockIds()) {
        Block block = *pipeline.find(id);
        if (block.type != csvType || pathOf(block).isEmpty())
            continue;
        block.attributes[pathAttribute] =
            AttributeValue(block.id == input ? place.path : embeddedPath(pathOf(block)));
        pipeline.replace(id, block);
    }
    return pipeline;
}

} // namespace

Result<AssembledPackage> assemblePackage(const Pipeline &pipeline, const Catalog &catalog,
                                         const QString &baseFolder, Purpose purpose)
{
    const auto written = makePlan(pipeline, catalog);
    if (!written)
        return failure(written.error());
    const auto read = readInput(written->input, baseFolder);
    if (!read)
        return failure(read.error());
    const auto &[table, place] = *read;
    AssembledPackage package;
    package.data = place.outside;
    if (place.outside)
        package.notices << noticeOf(*place.outside);
    else if (!place.path.isEmpty())
        package.files.insert(place.path, place.file);

    const Pipeline packed = withoutMachinePaths(pipeline, written->input.block, place);
    const auto plan = makePlan(packed, catalog);
    if (!plan)
        return failure(plan.error());
    const GeneratedFiles generated = generate(*plan);
    for (auto file = generated.begin(); file != generated.end(); ++file)
        package.files.insert(file.key(), {*file, {}});
    Metadata metadata = makeMetadata(*plan, {table, place.path, catalog.source(), {}});
    if (purpose == Purpose::CheckLeakage) {
        metadata.entryPoint = QStringLiteral("check_leakage.py");
        package.files.insert(metadata.entryPoint, {leakTest, {}});
    }
    package.files.insert(QStringLiteral("metadata.yaml"), {formatMetadata(metadata), {}});
    package.files.insert(QStringLiteral("pipeline.outcrop"), {formatPipeline(packed), {}});
    return package;
}

} // namespace outcrop
