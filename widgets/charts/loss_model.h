#pragma once

#include "core/results/metric_series.h"
#include "widgets/charts/chart_series.h"

namespace outcrop {

// What a chart of losses (or other metrics) while training shows. A panel for each metric, unit of
// steps and split: curves share an axis only if they are the same metric on the same rows.
struct LossModel
{
    struct Line
    {
        Series mean;               // Over the folds, at the steps all of them have.
        std::vector<Series> folds; // One each; empty if there is only one.
    };
    struct Panel
    {
        QString xLabel; // "epoch"
        QString yLabel; // "log loss, training rows"
        std::vector<Line> lines;
    };

    QString title;
    QString empty; // Why there is nothing to draw; else empty.
    std::vector<Panel> panels;
    QString note; // Who recorded no loss.
};

LossModel makeLossModel(const Report &report, const Leaderboard &leaderboard,
                        const MetricHistory &history);

} // namespace outcrop
