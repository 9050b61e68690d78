#include "widgets/canvas/gesture_item.h"

#include "widgets/canvas/card_geometry.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace outcrop {

GestureItem::GestureItem(const Theme &theme) : m_theme(theme)
{
    setZValue(10);
    setAcceptedMouseButtons(Qt::NoButton);
}

void GestureItem::setBounds(const QRectF &bounds)
{
    prepareGeometryChange();
    m_bounds = bounds;
    update();
}

void GestureItem::showRubberBand(const QRectF &rect)
{
    m_band = rect;
    setBounds(rect.adjusted(-2, -2, 2, 2));
}

void GestureItem::showConnection(QPointF from, QPointF to, const QColor &color, bool ends)
{
    m_curve = curveBetween(from, to);
    m_color = color;
    m_ends = ends;
    setBounds(boundsOf(*m_curve).adjusted(-14, -14, 14, 14));
}

void GestureItem::showCard(QPointF corner)
{
    m_card = cardRect().translated(corner);
    setBounds(m_card->adjusted(-2, -2, 2, 2));
}

void GestureItem::clear()
{
    m_band.reset();
    m_card.reset();
    m_curve.reset();
    setBounds({});
}

void GestureItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const double scale = option->levelOfDetailFromTransform(painter->worldTransform());
    painter->setRenderHint(QPainter::Antialiasing, m_curve.has_value());
    QColor veil = m_theme.accent;
    veil.setAlphaF(0.1);
    if (m_band) {
        painter->setPen(QPen(m_theme.accent, 0));
        painter->setBrush(veil);
        painter->drawRect(*m_band);
    }
    if (m_card) {
        QPen pen(m_theme.accent, 1.5 / scale);
        pen.setDashPattern({4, 3});
        painter->setPen(pen);
        painter->setBrush(veil);
        painter->drawRoundedRect(*m_card, 6, 6);
    }
    if (m_curve) {
        QPen pen(m_color, 2 / std::min(1.0, scale));
        if (!m_ends)
            pen.setDashPattern({5, 4});
        painter->setPen(pen);
        painter->setBrush(Qt::NoBrush);
        painter->drawPath(pathOf(*m_curve));
    }
}

} // namespace outcrop
