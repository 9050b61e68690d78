#include "widgets/charts/plot_zoom.h"

#include <qcustomplot.h>

namespace outcrop {

namespace {

QVector<QCPAxis *> axesOf(const QCustomPlot &plot)
{
    QVector<QCPAxis *> axes;
    for (const QCPAxisRect *rect : plot.axisRects()) {
        for (QCPAxis *axis : rect->axes())
            axes << axis;
    }
    return axes;
}

} // namespace

PlotRanges rangesOf(const QCustomPlot &plot)
{
    PlotRanges ranges;
    for (const QCPAxis *axis : axesOf(plot))
        ranges << qMakePair(axis->range().lower, axis->range().upper);
    return ranges;
}

void setRanges(QCustomPlot &plot, const PlotRanges &ranges)
{
    const QVector<QCPAxis *> axes = axesOf(plot);
    for (int i = 0; i < axes.size() && axes.size() == ranges.size(); ++i)
        axes[i]->setRange(ranges[i].first, ranges[i].second);
}

void zoomPlot(QCustomPlot &plot, double factor)
{
    for (const QCPAxisRect *rect : plot.axisRects()) {
        for (QCPAxis *axis : rect->axes()) {
            if (rect->rangeZoom().testFlag(axis->orientation()))
                axis->scaleRange(factor);
        }
    }
    plot.replot();
}

void showEnlargedCorner(QCustomPlot &plot, bool isShown)
{
    for (const char *name : {"zoom", "zoom background"}) {
        if (QCPLayer *layer = plot.layer(QString::fromLatin1(name)))
            layer->setVisible(isShown);
    }
}

} // namespace outcrop
