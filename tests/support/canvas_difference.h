#pragma once

#include "widgets/canvas/canvas_scene.h"
#include "widgets/canvas/group_item.h"
#include "widgets/canvas/note_item.h"

namespace outcrop {

// What differs between the scene and its document; empty: nothing.
inline QString difference(const CanvasScene &scene)
{
    const Pipeline &pipeline = scene.pipeline();
    if (int(scene.boxes().size()) != pipeline.blockCount())
        return QStringLiteral("%1 boxes of %2")
            .arg(scene.boxes().size())
            .arg(pipeline.blockCount());
    for (const CanvasScene::Box &box : scene.boxes()) {
        const Block *block = pipeline.find(box.id);
        const BlockItem *item = scene.find(box.id);
        if (!block || !item || item->pos() != block->position || box.corner != block->position)
            return QStringLiteral("place of block %1").arg(quint32(box.id));
        const BlockType *type = scene.catalog().find(block->type);
        if (box.role != (type ? type->role : BlockRole::Other))
            return QStringLiteral("role of %1").arg(block->id);
    }
    if (scene.connections().count() != pipeline.connectionCount())
        return QStringLiteral("number of connections");
    // Finding one looks at all that cross there: of many, some are looked for.
    const int every = 1 + pipeline.connectionCount() / 100;
    int number = 0;
    for (const Connection &connection : pipeline.connections()) {
        const ConnectionsItem::Line *line = scene.connections().find(connection);
        if (!line || line->curve.from != scene.centerOf({connection.from, Side::Output})
            || line->curve.to != scene.centerOf({connection.to, Side::Input}))
            return QStringLiteral("a connection of %1")
                .arg(pipeline.find(connection.from.block)->id);
        const QPointF middle = pointOn(line->curve, 0.5);
        if (number++ % every == 0 && !scene.connections().nearest(middle, 2))
            return QStringLiteral("a connection is not found where it is");
    }
    if (scene.notes().size() != pipeline.notes().size()
        || scene.groups().size() != pipeline.groups().size())
        return QStringLiteral("number of notes or groups");
    for (int i = 0; i < scene.notes().size(); ++i) {
        if (!(scene.notes()[i]->note() == pipeline.notes()[i]))
            return QStringLiteral("note %1").arg(i);
    }
    for (int i = 0; i < scene.groups().size(); ++i) {
        for (const QString &id : pipeline.groups()[i].blocks) {
            const QRectF card = scene.rectOf(pipeline.findById(id));
            if (!card.isEmpty() && !scene.groups()[i]->frame().contains(card))
                return QStringLiteral("frame of group %1").arg(i);
        }
    }
    for (BlockId id : scene.selection().blocks) {
        if (!pipeline.find(id))
            return QStringLiteral("a block that is gone is picked");
    }
    const int items = int(scene.boxes().size()) + scene.notes().size() + scene.groups().size() + 2;
    return scene.items().size() == items ? QString() : QStringLiteral("number of items");
}

} // namespace outcrop
