#include "widgets/canvas/move_gesture.h"

#include "core/pipeline/naming.h"
#include "widgets/canvas/insertion.h"
#include "widgets/canvas/moving.h"

#include <QApplication>
#include <QCoreApplication>

#include <cmath>
#include <utility>

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

} // namespace

MoveGesture::MoveGesture(CanvasScene &scene, const Pointer &start, CanvasSelection byClick)
    : m_scene(scene), m_what(scene.selection()), m_byClick(std::move(byClick)), m_start(start)
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
    if (!m_moved)
        m_scene.pick(m_byClick);
    else if (!m_by.isNull())
        apply();
}

void MoveGesture::apply()
{
    const Pipeline pipeline = m_scene.pipeline();
    const Pipeline next = moveSelection(pipeline, m_what, m_by);
    if (m_below) {
        if (auto inserted = insertBlock(next, *m_single, *m_below, m_scene.catalog())) {
            m_scene.document().apply(
                Tr::tr("Insert %1").arg(displayTitle(*pipeline.find(*m_single), m_scene.catalog())),
                *inserted);
            return;
        }
    }
    m_scene.document().apply(moveLabel(pipeline, m_scene.catalog(), m_what), next);
    m_scene.shift(m_what, {}); // To whole pixels, as the document has them.
}

void MoveGesture::cancel()
{
    m_scene.highlight(nullptr);
    m_scene.shift(m_what, {});
}

} // namespace outcrop
