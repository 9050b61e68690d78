#include "widgets/canvas/block_item.h"

#include "widgets/canvas/canvas_scene.h"

namespace outcrop {

BlockItem::BlockItem(CanvasScene &scene, BlockId id) : m_scene(scene), m_id(id) {}

void BlockItem::refresh()
{
    m_text.reset();
    update();
}

QRectF BlockItem::boundingRect() const
{
    return cardBounds();
}

void BlockItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    m_scene.countPainted();
    const Card card = m_scene.card(m_id);
    if (card.block)
        m_scene.painter().paint(*painter, card, m_text, m_scene.marks().fits);
}

} // namespace outcrop
