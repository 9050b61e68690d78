#pragma once

#include "widgets/charts/chart_series.h"

namespace outcrop {

// What a chart of predicted against true values shows, for regression: held-out rows of the
// winner's folds, and apart from them the test part.
struct PredictedModel
{
    QString title;
    QString empty;             // Why there is nothing to draw; else empty.
    std::vector<Series> folds; // x true, y predicted; several only of several jobs.
    Series test;               // Without points if there is no test part.
    double low = 0, high = 1;  // Of both axes.
    QString note;
};

PredictedModel makePredictedModel(const Report &report, const Leaderboard &leaderboard);

} // namespace outcrop
