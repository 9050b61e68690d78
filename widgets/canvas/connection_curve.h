#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QRectF>

namespace outcrop {

// A connection from an output to an input, as one cubic: it leaves to the right and arrives from
// the left.
struct ConnectionCurve
{
    QPointF from, control1, control2, to;
};

ConnectionCurve curveBetween(QPointF from, QPointF to);
QRectF boundsOf(const ConnectionCurve &curve); // Of the control points: holds the curve.
QPainterPath pathOf(const ConnectionCurve &curve);
QPointF pointOn(const ConnectionCurve &curve, double t); // 0: from, 1: to.
double distanceTo(const ConnectionCurve &curve, QPointF point);

} // namespace outcrop
