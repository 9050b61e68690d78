#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"
#include "widgets/style/block_look.h"

#include <QPainterPath>
#include <QRectF>

#include <optional>

namespace outcrop {

// Where the parts of a card are, in its own coordinates: (0, 0) is the upper left corner of the
// frame, a unit is a pixel at a zoom of 100 %. Nothing here paints.

constexpr double gridStep = 24; // Of the dots behind the blocks, and of moves by Shift and arrow.

enum class Side { Input, Output };

// An end of a connection on the canvas. A block may have an input and an output of one name.
struct PortEnd
{
    Port port;
    Side side = Side::Output;

    friend bool operator==(const PortEnd &a, const PortEnd &b)
    {
        return a.port == b.port && a.side == b.side;
    }
};

QRectF cardRect();   // The frame, 176 x 64.
QRectF cardBody();   // The frame with its ports.
QRectF cardBounds(); // All that is ever painted: badge and the line below too.

QRectF iconBox();
// Of a run, all beneath the one line of attributes that is shown with it.
QRectF stateRect();
QRectF warningRect();
QRectF badgeRect(); // The symbol of a problem, across the upper right corner.
QRectF barRect();   // Progress.
QRectF sparkRect(); // The loss.
QRectF belowRect(); // Time and estimate.
double textLeft();
double textWidth();

const QVector<PortSpec> &portsOf(const BlockType *type, Side side); // nullptr: none is known.

// Several ports are spread over the edge. One that the type does not have is in its middle.
QPointF portCenter(const BlockType *type, Side side, const QString &name);
QPointF portCenter(int index, int count, Side side);

// The nearest port within `reach`.
struct PortPlace
{
    Side side;
    int index; // In portsOf().
};
std::optional<PortPlace> portAt(const BlockType *type, QPointF at, double reach);

constexpr double portRadius = 5;
QPainterPath portPath(PortShape shape, QPointF center, double radius);

// A place from a file, where it can be painted: finite and within a million units.
QPointF shownPosition(QPointF position);

} // namespace outcrop
