#include "widgets/charts/plot_series.h"

#include <qcustomplot.h>

namespace outcrop {

namespace {

QVector<QCPPlottableLegendItem *> legendItems(const QCustomPlot &plot)
{
    QVector<QCPPlottableLegendItem *> items;
    for (const QCPLegend *legend : plot.findChildren<QCPLegend *>()) {
        for (int i = 0; i < legend->itemCount(); ++i) {
            if (auto *item = qobject_cast<QCPPlottableLegendItem *>(legend->item(i)))
                items << item;
        }
    }
    return items;
}

QString labelOf(const QCPAbstractPlottable &plottable)
{
    const QVariant owner = plottable.property("series");
    return owner.isValid() ? owner.toString() : plottable.name();
}

} // namespace

QStringList seriesOf(const QCustomPlot &plot)
{
    QStringList labels;
    for (QCPPlottableLegendItem *item : legendItems(plot))
        labels << item->plottable()->name();
    labels.removeDuplicates();
    return labels;
}

QString seriesAt(const QCustomPlot &plot, const QPointF &pixel)
{
    for (QCPPlottableLegendItem *item : legendItems(plot)) {
        if (item->outerRect().contains(pixel.toPoint()))
            return item->plottable()->name();
    }
    return {};
}

void hideSeries(QCustomPlot &plot, const QSet<QString> &labels)
{
    for (int i = 0; i < plot.plottableCount(); ++i) {
        QCPAbstractPlottable *plottable = plot.plottable(i);
        plottable->setVisible(!labels.contains(labelOf(*plottable)));
    }
    for (QCPPlottableLegendItem *item : legendItems(plot)) {
        QFont font = item->font();
        font.setStrikeOut(!item->plottable()->visible());
        item->setFont(font);
    }
}

} // namespace outcrop
