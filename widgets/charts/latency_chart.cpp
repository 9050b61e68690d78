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

void draw(QCustomPlot &plot, const LatencyModel &model, const ChartStyle &style)
{
    QCPAxisRect *rect =
        addAxes(plot, RectShape::Wide, Tr::tr("milliseconds"), Tr::tr("requests"), style);
    setMovable(*rect, Qt::Horizontal);
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
    addNote(plot, 2, model.note, style);
}

ChartTable table(const LatencyModel &model)
{
    ChartTable table{{Tr::tr("From, ms"), Tr::tr("To, ms"), Tr::tr("Requests")}, {}, {}};
    for (std::size_t i = 0; i < model.bins.counts.size(); ++i)
        table.rows.push_back(
            {model.bins.edge(i), model.bins.edge(i + 1), double(model.bins.counts[i])});
    return table;
}

} // namespace

Chart makeLatencyChart(const LatencyModel &model)
{
    Chart chart;
    chart.title = model.title;
    chart.empty = model.empty;
    chart.printSize = widePrint;
    QStringList marks;
    for (const LatencyModel::Mark &mark : model.marks)
        marks << mark.text.simplified();
    chart.summary = marks.join(QStringLiteral("; "));
    if (model.empty.isEmpty())
        chart.table = table(model);
    chart.draw = [model](QCustomPlot &plot, const ChartStyle &style) { draw(plot, model, style); };
    return chart;
}

} // namespace outcrop
