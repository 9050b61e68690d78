#include "widgets/charts/scores_chart.h"

#include "widgets/charts/chart_parts.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ScoresChart)
};

constexpr double leastForOneLine = 13, leastForTwoLines = 24; // Points.
constexpr double aroundRows = 80;                             // Points of title, axis and note.

// Beside a row, right of the axes: the numbers, and below them whether the lead means anything.
QCPItemText *addText(QCustomPlot &plot, QCPAxisRect &rect, const QString &text, double y,
                     const QFont &font, const QColor &color)
{
    auto *item = new QCPItemText(&plot);
    item->setClipToAxisRect(false);
    item->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    item->position->setAxes(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    item->position->setAxisRect(&rect);
    item->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    item->position->setTypeY(QCPItemPosition::ptPlotCoords);
    item->position->setCoords(1.025, y);
    item->setText(text);
    item->setFont(font);
    item->setColor(color);
    return item;
}

void addRow(QCustomPlot &plot, QCPAxisRect &rect, const ScoresModel::Row &row, double y,
            const ChartStyle &style)
{
    const QColor color = style.color(row.look);
    Series folds{QString(), row.look, row.folds, {}};
    for (std::size_t i = 0; i < row.folds.size();
         ++i) // Spread over three lanes, so that equal folds are seen.
        folds.y.push_back(y + (double(i % 3) - 1) * 0.11);
    // A graph needs x in order, folds come as they are.
    auto *dots = new QCPCurve(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    dots->setLineStyle(QCPCurve::lsNone);
    dots->setScatterStyle({QCPScatterStyle::ssDisc, style.pale(color, 0.45), style.pixels(4.2)});
    dots->setName(Tr::tr("%1, one fold").arg(row.title));
    for (std::size_t i = 0; i < folds.x.size(); ++i)
        dots->addData(folds.x[i], folds.y[i]);

    if (row.sd > 0) {
        addLine(rect, {QString(), row.look, {row.mean - row.sd, row.mean + row.sd}, {y, y}},
                style.pen(color, 1.8), nullptr);
        for (const double end : {row.mean - row.sd, row.mean + row.sd})
            addLine(rect, {QString(), row.look, {end, end}, {y - 0.13, y + 0.13}},
                    style.pen(color, 1.8), nullptr);
    }
    LineGraph *mean = addLine(rect, {Tr::tr("%1, mean").arg(row.title), row.look, {row.mean}, {y}},
                              style.pen(style.background, 1), nullptr);
    mean->setScatterStyle({QCPScatterStyle::ssCircle, style.background, color, style.pixels(8.5)});

    // Two lines where the row is high enough for them.
    const double rowHeight = (plot.viewport().height() - style.pixels(aroundRows))
                             / rect.axis(QCPAxis::atLeft)->range().size();
    const bool saysTied = row.tied && rowHeight >= style.pixels(leastForTwoLines);
    addText(plot, rect, row.text, saysTied ? y + 0.17 : y, style.font(8.5, row.distinguished),
            style.text);
    if (saysTied)
        addText(plot, rect, Tr::tr("not distinguishable"), y - 0.19, style.font(7), style.faint);
}

// Where a mean lies beyond the axis, on which side.
void addPointer(QCustomPlot &plot, QCPAxisRect &rect, bool toTheLeft, double y,
                const ChartStyle &style)
{
    QCPItemText *item = addText(plot, rect, toTheLeft ? QStringLiteral("◂") : QStringLiteral("▸"),
                                y, style.font(10), style.faint);
    item->setPositionAlignment((toTheLeft ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    item->position->setCoords(toTheLeft ? 0.008 : 0.992, y);
}

void setTitles(QCPAxis &axis, const ScoresModel &model)
{
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    const int count = int(model.rows.size());
    for (int i = 0; i < count; ++i)
        ticker->addTick(count - i, model.rows[std::size_t(i)].title);
    axis.setTicker(ticker);
    axis.setRange(0.4, count + 0.6);
    axis.setTicks(true);
    axis.setTickLength(0, 0);
    axis.grid()->setVisible(false);
}

void draw(QCustomPlot &plot, const ScoresModel &all, const ChartStyle &style)
{
    const double room = plot.viewport().height() - style.pixels(aroundRows);
    const ScoresModel model = fitted(all, int(room / style.pixels(leastForOneLine)));
    QCPAxisRect *rect = addAxes(plot, RectShape::Wide, model.axisLabel, QString(), style);
    setMovable(*rect, Qt::Horizontal);
    QMargins margins = rect->minimumMargins();
    margins.setRight(style.wholePixels(112));
    rect->setMinimumMargins(margins);
    rect->axis(QCPAxis::atBottom)->setRange(model.low, model.high);
    setTitles(*rect->axis(QCPAxis::atLeft), model);
    for (std::size_t i = 0; i < model.rows.size(); ++i) {
        const ScoresModel::Row &row = model.rows[i];
        const double y = double(model.rows.size() - i);
        addRow(plot, *rect, row, y, style);
        if (row.mean < model.low || row.mean > model.high)
            addPointer(plot, *rect, row.mean < model.low, y, style);
    }
    addNote(plot, 2, model.note, style);
}

QString meaning(const ScoresModel::Row &row)
{
    return row.baseline        ? Tr::tr("baseline")
           : row.distinguished ? Tr::tr("distinguishable from all others")
           : row.tied          ? Tr::tr("not distinguishable from the best")
                               : QString();
}

ChartTable table(const ScoresModel &model)
{
    std::size_t folds = 0;
    for (const ScoresModel::Row &row : model.rows)
        folds = std::max(folds, row.folds.size());
    ChartTable table{
        {Tr::tr("Candidate"), Tr::tr("Mean"), Tr::tr("SD"), Tr::tr("Meaning")}, {}, {}};
    for (std::size_t i = 0; i < folds; ++i)
        table.columns << Tr::tr("Fold %1").arg(i + 1);
    for (const ScoresModel::Row &row : model.rows) {
        std::vector<QVariant> cells{row.title, row.mean, row.sd, meaning(row)};
        for (std::size_t i = 0; i < folds; ++i)
            cells.push_back(i < row.folds.size() ? QVariant(row.folds[i]) : QVariant());
        table.rows.push_back(std::move(cells));
    }
    return table;
}

} // namespace

Chart makeScoresChart(const ScoresModel &model)
{
    Chart chart;
    chart.title = model.title;
    chart.empty = model.empty;
    chart.printSize = {widePrint.width(), 420 + 165 * std::clamp(int(model.rows.size()), 2, 40)};
    QStringList rows;
    for (const ScoresModel::Row &row : model.rows)
        rows << QStringList{row.title, row.text, meaning(row)}.join(QLatin1Char(' ')).trimmed();
    chart.summary = rows.join(QStringLiteral("; "));
    chart.table = table(model);
    chart.draw = [model](QCustomPlot &plot, const ChartStyle &style) { draw(plot, model, style); };
    return chart;
}

} // namespace outcrop
