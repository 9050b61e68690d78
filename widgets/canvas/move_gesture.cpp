#include "widgets/canvas/move_gesture.h"

#include "core/pipeline/edits.h"
#include "core/pipeline/naming.h"
#include "widgets/canvas/insertion.h"

#include <QApplication>
#include <QCoreApplication>

#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::MoveGesture)
};

QPointF snapped(QPointF point)
{
    return {std::round(point.x() / gridStep) * gridStep,
            std::round(point.y() / gridStep) * gridStep};
}

Pipeline moveNotes(Pipeline pipeline, const QSet<int> &notes, QPointF by)
{
    for (int index : notes) {
        Note note = pipeline.notes().value(index);
        note.position = (note.position + by).toPoint();
        pipeline = replaceNote(std::move(pipeline), index, note);
    }
    return pipeline;
}

} // namespace

MoveGesture::MoveGesture(CanvasScene &scene, const Pointer &start)
    : m_scene(scene), m_what(scene.selection()), m_start(start)
{
    const bool single = m_what.blocks.size() == 1 && m_what.notes.isEmpty();
    const BlockId block = single ? *m_what.blocks.begin() : BlockId{};
    if (single && scene.pipeline().inputsOf(block).isEmpty()
        && scene.pipeline().outputsOf(block).isEmpty())
        m_single = block;
}

void MoveGesture::move(const Pointer &pointer)
{
    const int dragged = (pointer.view - m_start.view).manhattanLength();
    if (!m_moved && dragged < QApplication::startDragDistance())
        return;
    m_moved = true;
    m_by = pointer.scene - m_start.scene;
    if (pointer.modifiers & Qt::ShiftModifier && !m_what.blocks.isEmpty()) {
        const QPointF corner = m_scene.pipeline().find(*m_what.blocks.begin())->position;
        m_by = snapped(corner + m_by) - corner;
    }
    m_scene.shift(m_what, m_by);
    findConnectionBelow();
}

void MoveGesture::findConnectionBelow()
{
    m_below.reset();
    if (m_single) {
        const BlockType *type = m_scene.typeOf(*m_single);
        const ConnectionsItem::Line *line =
            m_scene.connections().nearest(m_scene.rectOf(*m_single).center(), 24);
        if (line && type
            && canInsert(*type, m_scene.pipeline(), line->connection, m_scene.catalog()))
            m_below = line->connection;
    }
    m_scene.highlight(m_below ? &*m_below : nullptr);
}

void MoveGesture::release(const Pointer &pointer)
{
    move(pointer);
    m_scene.highlight(nullptr);
    if (m_moved && !m_by.isNull())
        apply();
}

void MoveGesture::apply()
{
    const Pipeline &pipeline = m_scene.pipeline();
    const QVector<BlockId> blocks(m_what.blocks.begin(), m_what.blocks.end());
    Pipeline next = moveNotes(moveBlocks(pipeline, blocks, m_by), m_what.notes, m_by);
    if (m_below) {
        if (auto inserted = insertBlock(next, *m_single, *m_below, m_scene.catalog())) {
            m_scene.document().apply(
                Tr::tr("Insert %1").arg(displayTitle(*pipeline.find(*m_single), m_scene.catalog())),
                *inserted);
            return;
        }
    }
    const QString label =
        blocks.isEmpty() ? Tr::tr("Move note")
        : blocks.size() == 1
            ? Tr::tr("Move %1").arg(displayTitle(*pipeline.find(blocks[0]), m_scene.catalog()))
            : Tr::tr("Move %1 blocks").arg(blocks.size());
    m_scene.document().apply(label, std::move(next));
    m_scene.shift(m_what, {}); // To whole pixels, as the document has them.
}

void MoveGesture::cancel()
{
    m_scene.highlight(nullptr);
    m_scene.shift(m_what, {});
}

} // namespace outcrop
