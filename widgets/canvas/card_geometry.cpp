#include "widgets/canvas/card_geometry.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

constexpr double width = 176, height = 64;
constexpr double farthest = 1e6;

} // namespace

QRectF cardRect()
{
    return {0, 0, width, height};
}

QRectF cardBody()
{
    return {-8, -6, width + 16, height + 12};
}

QRectF cardBounds()
{
    return {-10, -10, width + 20, height + 32};
}

QRectF iconBox()
{
    return {14, 11, 24, 24};
}

QRectF stateRect()
{
    return {width - 24, height - 19, 14, 14};
}

QRectF warningRect()
{
    return stateRect().translated(-18, 0);
}

QRectF badgeRect()
{
    return {width - 12, -8, 18, 18};
}

QRectF barRect()
{
    return {14, height - 8, width - 14 - 50, 3};
}

QRectF sparkRect()
{
    return {textLeft(), height - 18, width - textLeft() - 50, 8};
}

QRectF belowRect()
{
    return {0, height + 3, width, 17};
}

double textLeft()
{
    return 45;
}

double textWidth()
{
    return width - textLeft() - 7;
}

const QVector<PortSpec> &portsOf(const BlockType *type, Side side)
{
    static const QVector<PortSpec> none;
    if (!type)
        return none;
    return side == Side::Input ? type->inputs : type->outputs;
}

QPointF portCenter(int index, int count, Side side)
{
    return {side == Side::Input ? 0 : width, height * (index + 1) / (count + 1)};
}

QPointF portCenter(const BlockType *type, Side side, const QString &name)
{
    const QVector<PortSpec> &ports = portsOf(type, side);
    for (int i = 0; i < ports.size(); ++i) {
        if (ports[i].name == name)
            return portCenter(i, ports.size(), side);
    }
    return portCenter(0, 1, side);
}

std::optional<PortPlace> portAt(const BlockType *type, QPointF at, double reach)
{
    std::optional<PortPlace> nearest;
    double best = reach;
    for (const Side side : {Side::Input, Side::Output}) {
        const int count = portsOf(type, side).size();
        for (int i = 0; i < count; ++i) {
            const double distance = QLineF(at, portCenter(i, count, side)).length();
            if (distance <= best) {
                best = distance;
                nearest = PortPlace{side, i};
            }
        }
    }
    return nearest;
}

QPainterPath portPath(PortShape shape, QPointF center, double radius)
{
    QPainterPath path;
    const double r = radius;
    switch (shape) {
    case PortShape::Circle:
        path.addEllipse(center, r, r);
        break;
    case PortShape::Square:
        path.addRect(QRectF(center - QPointF(r, r) * 0.9, QSizeF(r, r) * 1.8));
        break;
    case PortShape::Diamond:
        path.addPolygon(QPolygonF({center + QPointF(0, -r * 1.25), center + QPointF(r * 1.25, 0),
                                   center + QPointF(0, r * 1.25), center + QPointF(-r * 1.25, 0)}));
        path.closeSubpath();
        break;
    case PortShape::Ring:
        path.addEllipse(center, r, r);
        path.addEllipse(center, r * 0.45, r * 0.45);
        break;
    }
    return path;
}

QPointF shownPosition(QPointF position)
{
    const auto bounded = [](double v) {
        return std::isfinite(v) ? std::clamp(v, -farthest, farthest) : 0.0;
    };
    return {bounded(position.x()), bounded(position.y())};
}

} // namespace outcrop
