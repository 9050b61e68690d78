#pragma once

#include "widgets/charts/chart_series.h"

namespace outcrop {

// What a ROC chart shows: false positive rate against true positive rate.
struct RocModel
{
    struct Band
    {
        std::vector<double> x, low, high;
    };
    struct Zoom // The corner [0, right] x [bottom, 1], drawn larger where the curves crowd.
    {
        double right = 0.2;
        double bottom = 0.8;
    };

    QString title;
    QString empty;              // Why there is nothing to draw; else empty.
    std::vector<Series> lines;  // Largest area first. A single point: a model without scores.
    std::optional<Band> band;   // ±1 SD of the best by the leaderboard.
    std::optional<Series> test; // The winner on the test part: not a mean, so drawn apart.
    std::optional<Zoom> zoom;
    QString note;
};

// The mean curve over the folds of every candidate; for several classes the macro average of one
// against all others.
RocModel makeRocModel(const Report &report, const Leaderboard &leaderboard);

// For several classes: the best candidate's mean curve for each class, the macro average first.
RocModel makeClassRocModel(const Report &report, const Leaderboard &leaderboard);

} // namespace outcrop
