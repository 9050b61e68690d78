#pragma once

#include "widgets/charts/chart_series.h"

#include <optional>

namespace outcrop {

// What a chart of curves between 0 and 1 shows: ROC, or precision against recall.
struct CurveModel
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
    QString empty; // Why there is nothing to draw; else empty.
    QString xLabel, yLabel;
    Series guess;                                            // What guessing would reach.
    Qt::Alignment legend = Qt::AlignRight | Qt::AlignBottom; // The corner the curves leave free.
    std::vector<Series> lines;  // Largest area first. A single point: a model without scores.
    std::optional<Band> band;   // ±1 SD of the best by the leaderboard.
    std::optional<Series> test; // The winner on the test part: not a mean, so drawn apart.
    std::optional<Zoom> zoom;
    QString note;
};

} // namespace outcrop
