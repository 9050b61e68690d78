#pragma once

#include "widgets/charts/chart_series.h"

namespace outcrop {

// What a chart of scores shows: a row a candidate, best first, with its folds, mean and standard
// deviation.
struct ScoresModel
{
    struct Row
    {
        QString title;
        QString text; // "0.9949 ± 0.0051"
        int rank = 0; // Among the candidates of its job, from 1; 0: the baseline.
        int look = 0;
        double mean = 0;
        double sd = 0; // 0 for a single fold.
        std::vector<double> folds;
        bool distinguished = false; // The best, and no other is tied with it.
        bool tied = false;          // Not the best, but not distinguishable from it.
        bool baseline = false;
    };

    QString title;
    QString empty;            // Why there is nothing to draw; else empty.
    QString axisLabel;        // "ROC AUC (higher is better)"
    double low = 0, high = 1; // Of the axis.
    std::vector<Row> rows;
    QString note; // Who failed; that the baseline lies outside.
};

ScoresModel makeScoresModel(const Report &report, const Leaderboard &leaderboard);

// At most `count` of its rows, the best of each job before any second; its note counts the rest.
ScoresModel fitted(const ScoresModel &model, int count);

} // namespace outcrop
