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
    bool embedded = false;
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
        return DataPlace{about.canonicalFilePath(), {}, false};
    const auto content = readFile(path, embeddedUpTo);
    if (!content)
        return failure(content.error());
    if (sha256(*content) != table.sha256)
        return failure(ErrorKind::Busy,
                       Tr::tr("%1 changed while it was read; try again.").arg(plainLine(path)));
    return DataPlace{embeddedPath(path), {*content, {}}, true};
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
    const auto table = readTable(written->input.type, written->input.attributes, baseFolder);
    if (!table)
        return failure(table.error());

    DataPlace place;
    AssembledPackage package;
    if (written->input.type == csvType) {
        const QString path = *written->input.attributes.value(pathAttribute).as<QString>();
        const auto placed = placeData(dataFile(path, baseFolder), *table);
        if (!placed)
            return failure(placed.error());
        place = *placed;
        if (place.embedded)
            package.files.insert(place.path, place.file);
        else
            package.notices.append(Tr::tr("%1 is larger than %2: it is not in the package but read "
                                          "where it is, so the package runs on "
                                          "this computer only.")
                                       .arg(plainLine(place.path), formatSize(embeddedUpTo)));
    }

    const Pipeline packed = withoutMachinePaths(pipeline, written->input.block, place);
    const auto plan = makePlan(packed, catalog);
    if (!plan)
        return failure(plan.error());
    const GeneratedFiles generated = generate(*plan);
    for (auto file = generated.begin(); file != generated.end(); ++file)
        package.files.insert(file.key(), {*file, {}});
    Metadata metadata = makeMetadata(*plan, {*table, place.path, catalog.source(), {}});
    if (purpose == Purpose::CheckLeakage) {
        metadata.entryPoint = QStringLiteral("check_leakage.py");
        package.files.insert(metadata.entryPoint, {leakTest, {}});
    }
    package.files.insert(QStringLiteral("metadata.yaml"), {formatMetadata(metadata), {}});
    package.files.insert(QStringLiteral("pipeline.outcrop"), {formatPipeline(packed), {}});
    return package;
}

} // namespace outcrop
