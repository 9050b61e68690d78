#include "widgets/charts/chart.h"

#include "core/results/csv_text.h"
#include "widgets/charts/chart_parts.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Chart)
};

constexpr double leastHeight = 100; // Points; in less, title and axes would lie over each other.

} // namespace

void drawChart(QCustomPlot &plot, const Chart &chart, const ChartStyle &style)
{
    clear(plot, style);
    addTitle(plot, 0, chart.title, style);
    if (!chart.empty.isEmpty())
        addSentence(plot, chart.empty, style);
    else if (plot.viewport().height() < style.pixels(leastHeight))
        addSentence(plot, Tr::tr("There is too little room for this chart."), style);
    else
        chart.draw(plot, style);
}

ChartTable tableOf(const std::vector<LineGroup> &groups, const QString &lineTitle,
                   const QStringList &xAndY)
{
    const bool isNamed = !groups.empty() && !groups.front().name.isEmpty();
    ChartTable table;
    table.columns =
        (isNamed ? QStringList{QString()} : QStringList()) + QStringList{lineTitle} + xAndY;
    for (const LineGroup &group : groups) {
        for (const Series &line : group.lines) {
            for (std::size_t i = 0; i < line.x.size(); ++i) {
                std::vector<QVariant> row;
                if (isNamed)
                    row.emplace_back(group.name);
                row.insert(row.end(), {line.label, line.x[i], line.y[i]});
                table.rows.push_back(std::move(row));
            }
        }
    }
    return table;
}

QByteArray toCsv(const ChartTable &table)
{
    QByteArray csv = csvLine(table.columns);
    for (const std::vector<QVariant> &row : table.rows) {
        QStringList cells;
        for (const QVariant &cell : row)
            cells << (cell.type() == QVariant::Double ? csvNumber(cell.toDouble())
                                                      : csvText(cell.toString()));
        csv += csvLine(cells);
    }
    return csv;
}

} // namespace outcrop
