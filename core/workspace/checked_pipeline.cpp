#include "core/workspace/checked_pipeline.h"

#include "core/base/gui_thread.h"
#include "core/package/input_tables.h"
#include "core/pipeline/selection.h"
#include "core/pipeline_file/pipeline_file.h"

#include <QDateTime>
#include <QFileInfo>

namespace outcrop {

namespace {

// The Input blocks, and when the files that they name were written.
QByteArray inputsOf(const Pipeline &pipeline, const Catalog &catalog, const QString &baseFolder)
{
    QVector<BlockId> inputs;
    QByteArray files = baseFolder.toUtf8();
    pipeline.forEachBlock([&](BlockId id, const Block &block) {
        const BlockType *const type = catalog.find(block.type);
        if (!type || type->role != BlockRole::Input)
            return;
        inputs.append(id);
        const AttributeValue path = block.attributes.value(QStringLiteral("path"));
        if (!path.as<QString>())
            return;
        const QFileInfo file(dataFile(*path.as<QString>(), baseFolder));
        files += '\n' + QByteArray::number(file.size()) + ' '
                 + QByteArray::number(file.lastModified().toMSecsSinceEpoch());
    });
    Pipeline alone = selectionOf(pipeline, inputs);
    for (const BlockId id : alone.blockIds()) {
        Block block = *alone.find(id);
        block.position = {};
        alone.replace(id, block);
    }
    return formatSelection(alone, alone.blockIds()) + files;
}

} // namespace

CheckedPipeline checkPipeline(const Pipeline &pipeline, const Catalog &catalog,
                              const QString &baseFolder, const CheckedPipeline &before)
{
    assertMayBlock();
    CheckedPipeline now = before;
    now.inputs = inputsOf(pipeline, catalog, baseFolder);
    now.readTables = now.inputs != before.inputs;
    if (now.readTables) {
        const InputReading reading = readInputTables(pipeline, catalog, baseFolder);
        now.tables = reading.tables;
        now.unreadable = reading.problems;
    }
    now.problems = now.unreadable + check(pipeline, catalog, now.tables);
    return now;
}

} // namespace outcrop
