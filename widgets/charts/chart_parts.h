#pragma once

#include "widgets/charts/chart_series.h"
#include "widgets/charts/chart_style.h"

#include <qcustomplot.h>

namespace outcrop {

// What the charts are put together from.

// A line drawn segment by segment if it is solid. One polyline with a pen wider than a pixel goes
// through the stroker, which on a dense zigzag costs seconds.
class LineGraph : public QCPGraph
{
public:
    LineGraph(QCPAxis *x, QCPAxis *y) : QCPGraph(x, y) {}

protected:
    void drawLinePlot(QCPPainter *painter, const QVector<QPointF> &lines) const override;
};

// An axis rect that is as high as wide, in the middle or at the right of its place.
class SquareAxisRect : public QCPAxisRect
{
public:
    explicit SquareAxisRect(QCustomPlot *plot) : QCPAxisRect(plot) {}

    void moveToRight() { m_isAtRight = true; }
    void update(UpdatePhase phase) override;

private:
    bool m_isAtRight = false;
};

// Removes everything that was drawn, and sets the background.
void clear(QCustomPlot &plot, const ChartStyle &style);

// A line of text in a row of its own, made to fit the width the plot has now. Nothing if it is
// empty.
void addTitle(QCustomPlot &plot, int row, const QString &title, const ChartStyle &style);
void addNote(QCustomPlot &plot, int row, const QString &note, const ChartStyle &style);

// In place of a chart: why there is nothing to see.
void addSentence(QCustomPlot &plot, const QString &sentence, const ChartStyle &style);

// Grids below axes, both on one layer.
void setAxesLayer(QCPAxisRect &rect, const QString &layer);

// Pens, fonts, ticks and grid of bottom and left axis; none at top and right.
void styleAxes(QCPAxisRect &rect, const QString &xLabel, const QString &yLabel,
               const ChartStyle &style);

// The one axis rect of a chart, below its title, with its axes.
enum class RectShape { Wide, Square };
QCPAxisRect *addAxes(QCustomPlot &plot, RectShape shape, const QString &xLabel,
                     const QString &yLabel, const ChartStyle &style);

// A place for a legend right of the rect that addAxes() made, `width` pixels wide. Both stand
// together in the middle of the plot if the rect is a square.
QCPAxisRect *addPlaceBeside(QCPAxisRect &rect, int width);

// Where a pointer may drag and zoom: nowhere, along one axis, or along both.
void setMovable(QCPAxisRect &rect, Qt::Orientations directions);

// Hides and shows with the lines of this label; see ChartView.
void belongTo(QCPAbstractPlottable &plottable, const QString &label);

// A legend in a corner of the rect, a small note above it if there is one.
QCPLegend *addLegend(QCPAxisRect &rect, Qt::Alignment corner, const QString &note,
                     const ChartStyle &style);

void addToLegend(QCPAbstractPlottable &plottable, QCPLegend &legend);

// Replaces the points of a graph, unless they are the same.
void setPoints(QCPGraph &graph, const Series &series);

// NaN in y is a gap. `legend` may be null.
LineGraph *addLine(QCPAxisRect &rect, const Series &series, const QPen &pen, QCPLegend *legend);

} // namespace outcrop
