#include "widgets/charts/panels_chart.h"

#include "widgets/charts/chart_parts.h"
#include "widgets/charts/log_axis.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PanelsChart)
};

constexpr std::size_t mostDashed =
    600;                             // Points of a line; dashes of a denser one would cost seconds.
constexpr QSize leastPanel(200, 90); // Points, with its axes: a smaller one says nothing.

void rescale(QCPAxisRect &rect)
{
    QCPAxis *x = rect.axis(QCPAxis::atBottom);
    QCPAxis *y = rect.axis(QCPAxis::atLeft);
    x->rescale();
    y->rescale();
    const QCPRange range = y->range();
    if (y->scaleType() == QCPAxis::stLogarithmic) {
        const double margin = std::pow(range.upper / range.lower, 0.05);
        y->setRange(range.lower / margin, range.upper * margin);
        return;
    }
    const double margin = range.size() * 0.05;
    // What comes near to zero is shown down to zero.
    const double low =
        range.lower >= 0 && range.lower < range.size() * 0.3 ? 0 : range.lower - margin;
    y->setRange(low, range.upper + margin);
}

// "deviance, training rows", or "deviance" where there is no room for more; empty: not even that.
QString fittedLabel(const QString &label, int room, const ChartStyle &style)
{
    const QFontMetrics metrics(style.font(9.5));
    for (const QString &text : {label, label.section(QStringLiteral(", "), 0, 0)}) {
        if (metrics.horizontalAdvance(text) <= room)
            return text;
    }
    return {};
}

bool endsHigh(const PanelsModel::Panel &panel)
{
    double low = HUGE_VAL, high = -HUGE_VAL, end = 0;
    for (const PanelsModel::Line &line : panel.lines) {
        for (const double y : line.mean.y) {
            low = std::min(low, y);
            high = std::max(high, y);
        }
        end = line.mean.y.empty() ? end : line.mean.y.back();
    }
    return end - low > high - end;
}

// At the top, where neither the lines are nor the legend, if the axis is too short for its label.
void addLabelInside(QCPAxisRect &rect, const PanelsModel::Panel &panel, const ChartStyle &style)
{
    auto *text = new QCPTextElement(rect.parentPlot(), panel.yLabel, style.font(8));
    text->setTextColor(style.faint);
    text->setMargins({style.wholePixels(4), 0, style.wholePixels(4), 0});
    rect.insetLayout()->addElement(text, (endsHigh(panel) ? Qt::AlignLeft : Qt::AlignRight)
                                             | Qt::AlignTop);
}

// `room` is about what the axis has, in pixels.
void addPanel(QCPAxisRect &rect, const PanelsModel::Panel &panel, int room, bool isLabelInside,
              const ChartStyle &style)
{
    rect.setMinimumSize(style.wholePixels(40), style.wholePixels(16));
    styleAxes(rect, panel.xLabel,
              isLabelInside ? QString() : fittedLabel(panel.yLabel, room, style), style);
    if (isLabelInside)
        addLabelInside(rect, panel, style);
    if (panel.isLogarithmic)
        makeLogarithmic(*rect.axis(QCPAxis::atLeft));
    const int ticks = std::clamp(int(room / style.pixels(24)), 2, 5);
    rect.axis(QCPAxis::atLeft)->ticker()->setTickCount(ticks);
    const bool saysMore = panel.lines.size() != 1 || panel.lines[0].mean.label != panel.yLabel;
    QCPLegend *legend = saysMore ? addLegend(rect, panel.legend, QString(), style) : nullptr;
    for (const PanelsModel::Line &line : panel.lines) {
        for (const Series &fold : line.folds) {
            const QPen pen = style.pen(style.pale(style.color(fold.look), 0.3), 0.5);
            belongTo(*addLine(rect, fold, pen, nullptr), line.mean.label);
        }
    }
    for (const PanelsModel::Line &line : panel.lines) {
        const bool isDense = line.mean.x.size() > mostDashed;
        addLine(rect, line.mean,
                isDense ? style.pen(style.color(line.mean.look), 1.6)
                        : style.line(line.mean.look, 1.6),
                legend);
    }
    rescale(rect);
}

int bestLook(const PanelsModel::Panel &panel)
{
    int best = std::numeric_limits<int>::max();
    for (const PanelsModel::Line &line : panel.lines)
        best = line.mean.look == baselineLook ? best : std::min(best, line.mean.look);
    return best;
}

using Panels = std::vector<const PanelsModel::Panel *>;

// Of so many panels as there is room for: those with the best models, in their order.
Panels fitted(const PanelsModel &model, std::size_t count)
{
    Panels panels;
    for (const PanelsModel::Panel &panel : model.panels)
        panels.push_back(&panel);
    while (panels.size() > std::max<std::size_t>(count, 1)) {
        const auto worst =
            std::max_element(panels.rbegin(), panels.rend(), [](const auto *a, const auto *b) {
                return bestLook(*a) < bestLook(*b);
            });
        panels.erase(std::next(worst).base());
    }
    return panels;
}

struct Grid
{
    int rows, columns;
};

// Panels stand below each other, up to three; beside each other where the place is low.
Grid gridOf(int panels, QSize place, const ChartStyle &style)
{
    const int mostRows = std::max(1, place.height() / style.wholePixels(leastPanel.height()));
    const int mostColumns = std::max(1, place.width() / style.wholePixels(leastPanel.width()));
    const auto rowsOf = [panels](int columns) {
        return std::max(1, (panels + columns - 1) / columns);
    };
    int columns = panels > 3 ? 2 : 1;
    while (rowsOf(columns) > mostRows && columns < std::min(panels, mostColumns))
        ++columns;
    return {std::min(rowsOf(columns), mostRows), columns};
}

void draw(QCustomPlot &plot, const PanelsModel &model, const ChartStyle &style)
{
    const int all = int(model.panels.size());
    const QSize available = plot.viewport().size() - QSize(0, style.wholePixels(50));
    const auto [rows, columns] = gridOf(all, available, style);
    const Panels panels = fitted(model, std::size_t(rows) * std::size_t(columns));
    const int room = available.height() / rows - style.wholePixels(32);
    const bool areLabelsInside =
        std::any_of(panels.begin(), panels.end(), [&](const PanelsModel::Panel *panel) {
            return !panel->yLabel.isEmpty() && fittedLabel(panel->yLabel, room, style).isEmpty();
        });
    const bool isSaidOnce = columns == 1 && rows > 1
                            && std::all_of(panels.begin(), panels.end(), [&](const auto *panel) {
                                   return panel->xLabel == panels.front()->xLabel;
                               });
    auto *grid = new QCPLayoutGrid;
    plot.plotLayout()->addElement(1, 0, grid);
    auto *left = new QCPMarginGroup(&plot);
    for (std::size_t i = 0; i < panels.size(); ++i) {
        auto *rect = new QCPAxisRect(&plot);
        grid->addElement(int(i) / columns, int(i) % columns, rect);
        rect->setMarginGroup(QCP::msLeft, left);
        addPanel(*rect, *panels[i], room, areLabelsInside, style);
        if (isSaidOnce)
            rect->axis(QCPAxis::atBottom)->setLabel(QString());
    }
    if (isSaidOnce) { // In a row of its own, so that all panels are equally high.
        auto *label = new QCPTextElement(&plot, panels.front()->xLabel, style.font(9.5));
        label->setTextColor(style.text);
        grid->addElement(rows, 0, label);
    }
    QString note = model.note;
    if (const int more = all - int(panels.size()); more > 0)
        addRemark(note, Tr::tr("%n more panels need more room", nullptr, more));
    addNote(plot, 2, note, style);
}

// All lines in the order in which addPanel() makes graphs of them.
std::vector<const Series *> linesOf(const Panels &panels)
{
    std::vector<const Series *> lines;
    for (const PanelsModel::Panel *panel : panels) {
        for (const PanelsModel::Line &line : panel->lines) {
            for (const Series &fold : line.folds)
                lines.push_back(&fold);
        }
        for (const PanelsModel::Line &line : panel->lines)
            lines.push_back(&line.mean);
    }
    return lines;
}

// Gives every graph whose line has changed its new points. False: something else than points is
// new, so that the chart has to be drawn anew.
bool refresh(QCustomPlot &plot, const PanelsModel &model)
{
    const std::vector<const Series *> lines =
        linesOf(fitted(model, std::size_t(plot.axisRectCount())));
    bool fits = plot.graphCount() == int(lines.size());
    for (std::size_t i = 0; fits && i < lines.size(); ++i)
        fits = plot.graph(int(i))->name() == lines[i]->label;
    for (std::size_t i = 0; fits && i < lines.size(); ++i)
        setPoints(*plot.graph(int(i)), *lines[i]);
    if (fits) {
        for (QCPAxisRect *rect : plot.axisRects())
            rescale(*rect);
    }
    return fits;
}

QSize printSize(const PanelsModel &model)
{
    const int count = std::max(1, int(model.panels.size()));
    const int rows = count > 3 ? (count + 1) / 2 : count;
    return {widePrint.width(), rows == 1 ? widePrint.height() : 180 + rows * 860};
}

} // namespace

Chart makePanelsChart(const PanelsModel &model)
{
    Chart chart;
    chart.title = model.title;
    chart.empty = model.empty;
    chart.printSize = printSize(model);
    std::vector<LineGroup> groups;
    QStringList sentences;
    for (const PanelsModel::Panel &panel : model.panels) {
        groups.push_back({panel.yLabel, {}});
        for (const PanelsModel::Line &line : panel.lines)
            groups.back().lines.push_back(line.mean);
        sentences << Tr::tr("%1: %2").arg(panel.yLabel, labelsOf(groups.back().lines));
    }
    chart.summary = sentences.join(QStringLiteral(". "));
    const QString step = model.panels.empty() ? QString() : model.panels.front().xLabel;
    chart.table = tableOf(groups, Tr::tr("Line"), {step, Tr::tr("Value")});
    chart.draw = [model](QCustomPlot &plot, const ChartStyle &style) { draw(plot, model, style); };
    chart.refresh = [model](QCustomPlot &plot) { return refresh(plot, model); };
    return chart;
}

} // namespace outcrop
