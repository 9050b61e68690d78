#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QRectF>

#include <functional>
#include <optional>

namespace outcrop {

// A connection from an output to an input, as one cubic: it leaves to the right and arrives from
// the left.
struct ConnectionCurve
{
    QPointF from, control1, control2, to;
};

ConnectionCurve curveBetween(QPointF from, QPointF to);
QRectF boundsOf(const ConnectionCurve &curve); // Of the control points: holds the curve.
// Forward and level: nothing of it is off the line between its ends.
bool isStraight(const ConnectionCurve &curve);
QPainterPath pathOf(const ConnectionCurve &curve);
// Only what may be seen of it in `area`: a stroker's time goes by length, not by what is in sight.
QPainterPath pathWithin(const ConnectionCurve &curve, const QRectF &area);

// visit(bounds) for pieces of the curve that are each at most some hundred units wide and high, so
// that a long one does not claim all that lies between its ends.
void visitPieces(const ConnectionCurve &curve, const std::function<void(const QRectF &)> &visit);

QPointF pointOn(const ConnectionCurve &curve, double t); // 0: from, 1: to.
// Nothing if it is farther than `reach`; a curve that is costs next to nothing, however long.
std::optional<double> distanceTo(const ConnectionCurve &curve, QPointF point, double reach);

} // namespace outcrop
