#include "widgets/canvas/connection_curve.h"

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

constexpr int pieces = 24; // Straight ones, for distances.

double distanceToPiece(QPointF a, QPointF b, QPointF point)
{
    const QPointF along = b - a;
    const double length = QPointF::dotProduct(along, along);
    const double t =
        length > 0 ? std::clamp(QPointF::dotProduct(point - a, along) / length, 0.0, 1.0) : 0;
    const QPointF off = point - (a + along * t);
    return std::hypot(off.x(), off.y());
}

} // namespace

ConnectionCurve curveBetween(QPointF from, QPointF to)
{
    const double across = to.x() - from.x();
    const double down = std::abs(to.y() - from.y());
    // Backwards it needs room to turn; forwards half of the way looks calm.
    const double reach = across >= 0 ? std::max(across / 2, std::min(28.0, down / 2 + across / 2))
                                     : std::min(220.0, 60 + -across / 3 + down / 8);
    return {from, from + QPointF(reach, 0), to - QPointF(reach, 0), to};
}

QRectF boundsOf(const ConnectionCurve &curve)
{
    const auto [left, right] =
        std::minmax({curve.from.x(), curve.control1.x(), curve.control2.x(), curve.to.x()});
    const auto [top, bottom] = std::minmax({curve.from.y(), curve.to.y()});
    return {left, top, right - left, bottom - top};
}

QPainterPath pathOf(const ConnectionCurve &curve)
{
    QPainterPath path(curve.from);
    path.cubicTo(curve.control1, curve.control2, curve.to);
    return path;
}

QPointF pointOn(const ConnectionCurve &curve, double t)
{
    const double u = 1 - t;
    return curve.from * (u * u * u) + curve.control1 * (3 * u * u * t)
           + curve.control2 * (3 * u * t * t) + curve.to * (t * t * t);
}

double distanceTo(const ConnectionCurve &curve, QPointF point)
{
    double best = HUGE_VAL;
    QPointF last = curve.from;
    for (int i = 1; i <= pieces; ++i) {
        const QPointF next = pointOn(curve, double(i) / pieces);
        best = std::min(best, distanceToPiece(last, next, point));
        last = next;
    }
    return best;
}

} // namespace outcrop
