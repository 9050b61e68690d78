#pragma once

#include <QPair>
#include <QVector>

class QCustomPlot;

namespace outcrop {

// Lower and upper end of every axis of a plot, in a fixed order.
using PlotRanges = QVector<QPair<double, double>>;

PlotRanges rangesOf(const QCustomPlot &plot);
// Does nothing if they are of a plot with other axes.
void setRanges(QCustomPlot &plot, const PlotRanges &ranges);

// Along the axes that may be zoomed; a factor below 1 shows less, larger. Replots.
void zoomPlot(QCustomPlot &plot, double factor);

// The enlarged corner a chart may have: it would lie over what a person zooms to.
void showEnlargedCorner(QCustomPlot &plot, bool isShown);

} // namespace outcrop
