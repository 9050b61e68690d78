#pragma once

#include "widgets/canvas/connection_curve.h"
#include "widgets/style/theme.h"

#include <QGraphicsItem>

#include <optional>

namespace outcrop {

// What a gesture draws over the blocks while it lasts.
class GestureItem : public QGraphicsItem
{
public:
    explicit GestureItem(const Theme &theme);

    void showRubberBand(const QRectF &rect);
    void showConnection(QPointF from, QPointF to, const QColor &color,
                        bool ends); // Ends at a port.
    void showCard(QPointF corner);  // Where a dropped block will be.
    void clear();

    QRectF boundingRect() const override { return m_bounds; }
    QPainterPath shape() const override { return {}; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *) override;

private:
    void setBounds(const QRectF &bounds);

    const Theme &m_theme;
    QRectF m_bounds;
    std::optional<QRectF> m_band, m_card;
    std::optional<ConnectionCurve> m_curve;
    QColor m_color;
    bool m_ends = false;
};

} // namespace outcrop
