#pragma once

#include "widgets/charts/chart_series.h"
#include "widgets/charts/chart_style.h"
#include "widgets/charts/loss_view.h"

#include <QSize>
#include <QStringList>
#include <QVariant>
#include <QVector>

#include <functional>
#include <vector>

class QCustomPlot;

namespace outcrop {

// What a chart shows, as a table: a cell is text or a double.
struct ChartTable
{
    QStringList columns;
    std::vector<std::vector<QVariant>> rows;
    QVector<int> figures; // Columns of figures that are written as text.
};

// A figure, ready to be drawn on a screen or on paper, as often as wanted. A value; copies share.
struct Chart
{
    QString key; // "roc": of files and settings.
    QString tab; // "ROC"
    QString title;
    QString frame;   // Differs where axes do: what was drawn in one frame does not fit another.
    QString empty;   // Why there is nothing to draw; else empty.
    QString summary; // One sentence for who does not see it.
    ChartTable table;
    QSize printSize; // Pixels at 300 dots per inch.
    // Draws over whatever a plot showed before; the caller replots. Not called if `empty`.
    std::function<void(QCustomPlot &, const ChartStyle &)> draw;
    // Hands new data to what `draw` of an earlier chart of this key has drawn, where only data
    // differ; else returns false. May be missing.
    std::function<bool(QCustomPlot &)> refresh;
    // The same chart as a person wishes to see it. Missing where there is nothing to choose.
    std::function<Chart(const LossView &)> viewed;
};

// Lines as a table: a row a point; the names of groups, if they have any, are the first column.
struct LineGroup
{
    QString name;
    std::vector<Series> lines;
};
ChartTable tableOf(const std::vector<LineGroup> &groups, const QString &lineTitle,
                   const QStringList &xAndY);

constexpr QSize squarePrint{1920, 1980}; // 6.4 inches; the axes inside are square.
constexpr QSize widePrint{2100, 1260};

constexpr double dotsPerInch = 300;
constexpr double pointsPerInch = 72;

// Draws the chart, or the sentence that says why there is none to see.
void drawChart(QCustomPlot &plot, const Chart &chart, const ChartStyle &style);

// RFC 4180, numbers in full and with a point.
QByteArray toCsv(const ChartTable &table);

} // namespace outcrop
