#include "widgets/canvas/connection_curve.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace outcrop {

namespace {

constexpr int deepest = 7;         // Halvings: 128 pieces.
constexpr double pieceSize = 400;  // Units a side.
constexpr double chordLength = 16; // Of the straight pieces that distances are measured to.

using Halves = std::pair<ConnectionCurve, ConnectionCurve>;

// After de Casteljau.
Halves halved(const ConnectionCurve &curve)
{
    const auto middle = [](QPointF a, QPointF b) { return (a + b) / 2; };
    const QPointF a = middle(curve.from, curve.control1);
    const QPointF b = middle(curve.control1, curve.control2);
    const QPointF c = middle(curve.control2, curve.to);
    const QPointF ab = middle(a, b), bc = middle(b, c), half = middle(ab, bc);
    return {{curve.from, a, ab, half}, {half, bc, c, curve.to}};
}

bool isSmall(const QRectF &bounds)
{
    return bounds.width() <= pieceSize && bounds.height() <= pieceSize;
}

void addWithin(QPainterPath &path, const ConnectionCurve &curve, const QRectF &area, int depth)
{
    const QRectF bounds = boundsOf(curve);
    if (!bounds.adjusted(-1, -1, 1, 1).intersects(area))
        return;
    if (depth == 0 || isSmall(bounds) || area.contains(bounds)) {
        if (path.isEmpty() || path.currentPosition() != curve.from)
            path.moveTo(curve.from);
        path.cubicTo(curve.control1, curve.control2, curve.to);
        return;
    }
    const Halves parts = halved(curve);
    addWithin(path, parts.first, area, depth - 1);
    addWithin(path, parts.second, area, depth - 1);
}

void visitBelow(const ConnectionCurve &curve, int depth,
                const std::function<void(const QRectF &)> &visit)
{
    const QRectF bounds = boundsOf(curve);
    if (depth == 0 || isSmall(bounds)) {
        visit(bounds);
        return;
    }
    const Halves parts = halved(curve);
    visitBelow(parts.first, depth - 1, visit);
    visitBelow(parts.second, depth - 1, visit);
}

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
    const auto [top, bottom] =
        std::minmax({curve.from.y(), curve.control1.y(), curve.control2.y(), curve.to.y()});
    return {left, top, right - left, bottom - top};
}

QPainterPath pathOf(const ConnectionCurve &curve)
{
    QPainterPath path(curve.from);
    path.cubicTo(curve.control1, curve.control2, curve.to);
    return path;
}

QPainterPath pathWithin(const ConnectionCurve &curve, const QRectF &area)
{
    if (isSmall(boundsOf(curve)))
        return pathOf(curve);
    QPainterPath path;
    addWithin(path, curve, area, deepest);
    return path;
}

void visitPieces(const ConnectionCurve &curve, const std::function<void(const QRectF &)> &visit)
{
    visitBelow(curve, deepest, visit);
}

QPointF pointOn(const ConnectionCurve &curve, double t)
{
    const double u = 1 - t;
    return curve.from * (u * u * u) + curve.control1 * (3 * u * u * t)
           + curve.control2 * (3 * u * t * t) + curve.to * (t * t * t);
}

double distanceTo(const ConnectionCurve &curve, QPointF point)
{
    const QRectF bounds = boundsOf(curve);
    const int pieces = std::clamp(int((bounds.width() + bounds.height()) / chordLength), 24, 2000);
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
