#include "widgets/canvas/select_gesture.h"

#include "widgets/canvas/gesture_item.h"
#include "widgets/canvas/note_item.h"

namespace outcrop {

namespace {

CanvasSelection within(const CanvasScene &scene, const QRectF &band)
{
    CanvasSelection found;
    const QList<QGraphicsItem *> items = scene.items(band, Qt::IntersectsItemBoundingRect);
    for (const QGraphicsItem *item : items) {
        if (item->type() == BlockItem::Type && cardRect().translated(item->pos()).intersects(band))
            found.blocks.insert(static_cast<const BlockItem *>(item)->id());
        else if (item->type() == NoteItem::Type && band.contains(item->sceneBoundingRect()))
            found.notes.insert(static_cast<const NoteItem *>(item)->index());
    }
    found.connections = scene.connections().within(band);
    return found;
}

} // namespace

SelectGesture::SelectGesture(CanvasScene &scene, const Pointer &start)
    : m_scene(scene), m_start(start.scene), m_before(scene.selection())
{
    if (start.modifiers & (Qt::ShiftModifier | Qt::ControlModifier))
        m_base = m_before;
    else
        m_scene.pick({});
}

void SelectGesture::move(const Pointer &pointer)
{
    const QRectF band = QRectF(m_start, pointer.scene).normalized();
    m_scene.gestureItem().showRubberBand(band);
    CanvasSelection next = within(m_scene, band);
    next.blocks.unite(m_base.blocks);
    next.notes.unite(m_base.notes);
    next.groups = m_base.groups;
    for (const Connection &connection : qAsConst(m_base.connections)) {
        if (!next.connections.contains(connection))
            next.connections << connection;
    }
    m_scene.pick(next);
}

void SelectGesture::release(const Pointer &)
{
    m_scene.gestureItem().clear();
}

void SelectGesture::cancel()
{
    m_scene.gestureItem().clear();
    m_scene.pick(m_before);
}

} // namespace outcrop
