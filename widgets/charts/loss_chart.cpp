#include "widgets/charts/loss_chart.h"

#include "widgets/charts/chart_parts.h"

namespace outcrop {

namespace {

constexpr std::size_t mostDashed =
    600; // Points of a line; dashes of a denser one would cost seconds.

void addPanel(QCPAxisRect &rect, const LossModel::Panel &panel, const ChartStyle &style)
{
    styleAxes(rect, panel.xLabel, panel.yLabel, style);
    QCPLegend *legend = addLegend(rect, Qt::AlignRight | Qt::AlignTop, QString(), style);
    for (const LossModel::Line &line : panel.lines) {
        for (const Series &fold : line.folds)
            addLine(rect, fold, style.pen(style.pale(style.color(fold.look), 0.3), 0.5), nullptr);
    }
    for (const LossModel::Line &line : panel.lines) {
        const bool isDense = line.mean.x.size() > mostDashed;
        addLine(rect, line.mean,
                isDense ? style.pen(style.color(line.mean.look), 1.6)
                        : style.line(line.mean.look, 1.6),
                legend);
    }
    QCPAxis *x = rect.axis(QCPAxis::atBottom);
    QCPAxis *y = rect.axis(QCPAxis::atLeft);
    x->rescale();
    y->rescale();
    const QCPRange range = y->range();
    const double margin = range.size() * 0.05;
    // A loss that comes near to zero is shown down to zero.
    const double low =
        range.lower >= 0 && range.lower < range.size() * 0.3 ? 0 : range.lower - margin;
    y->setRange(low, range.upper + margin);
}

} // namespace

void drawLoss(QCustomPlot &plot, const LossModel &model, const ChartStyle &style)
{
    if (!model.empty.isEmpty()) {
        drawEmpty(plot, model.title, model.empty, style);
        return;
    }
    clear(plot, style);
    addTitle(plot, 0, model.title, style);
    const int columns = model.panels.size() > 2 ? 2 : 1;
    auto *grid = new QCPLayoutGrid;
    plot.plotLayout()->addElement(1, 0, grid);
    auto *left = new QCPMarginGroup(&plot);
    for (std::size_t i = 0; i < model.panels.size(); ++i) {
        auto *rect = new QCPAxisRect(&plot);
        grid->addElement(int(i) / columns, int(i) % columns, rect);
        rect->setMarginGroup(QCP::msLeft, left);
        addPanel(*rect, model.panels[i], style);
    }
    if (!model.note.isEmpty())
        addNote(plot, 2, model.note, style);
}

} // namespace outcrop
