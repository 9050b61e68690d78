#include "widgets/canvas/connection_curve.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace outcrop {

namespace {

constexpr int deepest = 7;         // Halvings: 128 pieces.
constexpr double pieceSize = 400;  // Units a side.
constexpr double chordLength = 16; // Of the straight pieces that distances are measured to.
constexpr int mostHalvings = 20;   // Until the longest connection is in such pieces.

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

double distanceToRect(const QRectF &rect, QPointF point)
{
    const double across = std::max({rect.left() - point.x(), point.x() - rect.right(), 0.0});
    const double down = std::max({rect.top() - point.y(), point.y() - rect.bottom(), 0.0});
    return std::hypot(across, down);
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

// Makes `best` the distance if it is not farther; what lies farther is not looked into.
void approach(const ConnectionCurve &curve, QPointF point, int depth, double &best, bool &isFound)
{
    const QRectF bounds = boundsOf(curve);
    if (distanceToRect(bounds, point) > best)
        return;
    if (depth == 0 || bounds.width() + bounds.height() <= chordLength) {
        const double distance = distanceToPiece(curve.from, curve.to, point);
        isFound = isFound || distance <= best;
        best = std::min(best, distance);
        return;
    }
    const Halves parts = halved(curve);
    approach(parts.first, point, depth - 1, best, isFound);
    approach(parts.second, point, depth - 1, best, isFound);
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

bool isStraight(const ConnectionCurve &curve)
{
    return curve.from.y() == curve.to.y() && curve.from.x() <= curve.to.x()
           && boundsOf(curve) == QRectF(curve.from, curve.to);
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

std::optional<double> distanceTo(const ConnectionCurve &curve, QPointF point, double reach)
{
    double best = reach;
    bool isFound = false;
    approach(curve, point, mostHalvings, best, isFound);
    return isFound ? std::optional(best) : std::nullopt;
}

} // namespace outcrop
