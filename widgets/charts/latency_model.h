#pragma once

#include "core/results/percentiles.h"
#include "widgets/charts/chart_series.h"

namespace outcrop {

// What a latency chart shows: how long single requests took.
struct LatencyModel
{
    struct Mark
    {
        double milliseconds = 0;
        QString name; // "p95"
        QString text; // "p95  0.30 ms ± 0.01"
    };

    QString title;
    QString empty;  // Why there is nothing to draw; else empty.
    Histogram bins; // In milliseconds, without the slowest where they would squeeze the rest.
    std::vector<Mark> marks;
    QString note; // How many slower requests are not shown.
};

// The measurement that speaks for a report: of the winner if there is one, of one row and one
// thread if that was measured. nullptr: none.
const LatencyRun *latencyOf(const Report &report);

// Of the winner, one row at a time on one thread if that was measured.
LatencyModel makeLatencyModel(const Report &report);

} // namespace outcrop
