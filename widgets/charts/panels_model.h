#pragma once

#include "widgets/charts/chart_series.h"

namespace outcrop {

// What a chart of several panels of lines shows. Lines share a panel only if they are the same
// quantity on the same axis.
struct PanelsModel
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
        Qt::Alignment legend = Qt::AlignRight | Qt::AlignTop; // The corner the lines leave free.
        bool isLogarithmic = false;                           // y; values of 0 or less are gaps.
    };

    QString title;
    QString empty; // Why there is nothing to draw; else empty.
    std::vector<Panel> panels;
    QString note; // "no loss recorded: SVC"
};

} // namespace outcrop
