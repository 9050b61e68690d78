#pragma once

#include "widgets/charts/chart_series.h"

namespace outcrop {

// What a chart of dots shows, a dot a row: held-out rows of the winner's folds, and apart from them
// the test part.
struct CloudModel
{
    struct Axis
    {
        QString label;
        double low = 0, high = 1;
    };
    enum class Ideal { Diagonal, Zero }; // Where the dots of a perfect model lie.

    QString title;
    QString empty; // Why there is nothing to draw; else empty.
    Axis x, y;
    Ideal ideal = Ideal::Diagonal;
    std::vector<Series> folds; // Several only of several jobs.
    Series test;               // Without points if there is no test part.
    QString note;
};

} // namespace outcrop
