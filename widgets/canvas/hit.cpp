#include "widgets/canvas/hit.h"

#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/group_item.h"
#include "widgets/canvas/note_item.h"

namespace outcrop {

namespace {

std::optional<Hit> hitBlock(const CanvasScene &scene, const BlockItem &item, QPointF at,
                            double reach)
{
    const Card card = scene.card(item.id());
    const QPointF local = at - item.pos();
    Hit hit;
    hit.block = item.id();
    if (card.problems && badgeRect().contains(local)) {
        hit.on = Hit::On::Badge;
        return hit;
    }
    if (const auto port = portAt(card.type, local, reach)) {
        hit.on = Hit::On::Port;
        hit.port = {{item.id(), portsOf(card.type, port->side)[port->index].name}, port->side};
        return hit;
    }
    if (!cardRect().contains(local))
        return {};
    hit.on = card.run && stateRect().adjusted(-4, -4, 4, 4).contains(local) ? Hit::On::State
                                                                            : Hit::On::Block;
    return hit;
}

Hit hitNote(const NoteItem &note, QPointF at)
{
    Hit hit;
    hit.index = note.index();
    hit.on = note.corner().contains(at - note.pos()) ? Hit::On::NoteCorner : Hit::On::Note;
    return hit;
}

} // namespace

Hit hitAt(const CanvasScene &scene, QPointF at, double reach)
{
    const QRectF area(at - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
    const QList<QGraphicsItem *> items =
        scene.items(area, Qt::IntersectsItemBoundingRect, Qt::DescendingOrder);
    Hit below;
    for (const QGraphicsItem *item : items) {
        if (item->type() == BlockItem::Type) {
            if (const auto hit = hitBlock(scene, *static_cast<const BlockItem *>(item), at, reach))
                return *hit;
        } else if (below.on != Hit::On::Nothing) {
            continue;
        } else if (item->type() == NoteItem::Type) {
            const auto *note = static_cast<const NoteItem *>(item);
            if (note->frame().contains(at - note->pos()))
                below = hitNote(*note, at);
        } else if (item->type() == GroupItem::Type) {
            const auto *group = static_cast<const GroupItem *>(item);
            if (group->titleRect().contains(at))
                below = {Hit::On::GroupTitle, {}, {}, {}, group->index()};
        }
    }
    if (const ConnectionsItem::Line *line = scene.connections().nearest(at, reach))
        return {Hit::On::Connection, {}, {}, line->connection, -1};
    return below;
}

} // namespace outcrop
