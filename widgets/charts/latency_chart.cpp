#include "widgets/charts/latency_chart.h"

#include "widgets/charts/chart_parts.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::LatencyChart)
};

double addBars(QCPAxisRect &rect, const Histogram &bins, const ChartStyle &style)
{
    auto *bars = new QCPBars(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    bars->setWidth((bins.edge(1) - bins.edge(0)) * 0.92);
    bars->setPen(Qt::NoPen);
    bars->setBrush(style.bars);
    double highest = 0;
    for (std::size_t i = 0; i < bins.counts.size(); ++i) {
        if (bins.counts[i] == 0)
            continue;
        bars->addData((bins.edge(i) + bins.edge(i + 1)) / 2, double(bins.counts[i]));
        highest = std::max(highest, double(bins.counts[i]));
    }
    return highest;
}

} // namespace

void drawLatency(QCustomPlot &plot, const LatencyModel &model, const ChartStyle &style)
{
    if (!model.empty.isEmpty()) {
        drawEmpty(plot, model.title, model.empty, style);
        return;
    }
    clear(plot, style);
    addTitle(plot, 0, model.title, style);
    auto *rect = new QCPAxisRect(&plot);
    plot.plotLayout()->addElement(1, 0, rect);
    styleAxes(*rect, Tr::tr("milliseconds"), Tr::tr("requests"), style);
    const double highest = addBars(*rect, model.bins, style) * 1.06;
    QCPLegend *legend = addLegend(*rect, Qt::AlignRight | Qt::AlignTop, QString(), style);
    int dash = 0;
    for (const LatencyModel::Mark &mark : model.marks) {
        QPen pen = style.line(dash++, 1.2);
        pen.setColor(style.text);
        if (mark.milliseconds > model.bins.high)
            pen.setColor(style.faint); // Beyond the axis: only the legend has it.
        addLine(*rect, {mark.text, 0, {mark.milliseconds, mark.milliseconds}, {0, highest}}, pen,
                legend);
    }
    const double width = model.bins.high - model.bins.low;
    // From zero on, unless that leaves a third of the chart empty.
    const double low = model.bins.low < width / 2 ? 0 : model.bins.low - width * 0.05;
    rect->axis(QCPAxis::atBottom)->setRange(low, model.bins.high + width * 0.03);
    rect->axis(QCPAxis::atLeft)->setRange(0, highest);
    if (!model.note.isEmpty())
        addNote(plot, 2, model.note, style);
}

} // namespace outcrop
