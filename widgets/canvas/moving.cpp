#include "widgets/canvas/moving.h"

#include "core/pipeline/edits.h"
#include "core/pipeline/naming.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Moving)
};

} // namespace

Pipeline moveSelection(Pipeline pipeline, const CanvasSelection &what, QPointF by)
{
    pipeline = moveBlocks(std::move(pipeline),
                          QVector<BlockId>(what.blocks.begin(), what.blocks.end()), by);
    for (int index : what.notes) {
        Note note = pipeline.notes().value(index);
        note.position = (note.position + by).toPoint();
        pipeline = replaceNote(std::move(pipeline), index, note);
    }
    return pipeline;
}

QString moveLabel(const Pipeline &pipeline, const Catalog &catalog, const CanvasSelection &what)
{
    if (what.blocks.isEmpty())
        return what.notes.size() == 1 ? Tr::tr("Move note")
                                      : Tr::tr("Move %1 notes").arg(what.notes.size());
    const Block *first = pipeline.find(*what.blocks.begin());
    if (what.blocks.size() == 1 && first)
        return Tr::tr("Move %1").arg(displayTitle(*first, catalog));
    return Tr::tr("Move %1 blocks").arg(what.blocks.size());
}

} // namespace outcrop
