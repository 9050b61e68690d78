#pragma once

#include "widgets/charts/chart_series.h"

namespace outcrop {

// How often rows of one class were taken for which, for the best candidate.
struct ConfusionModel
{
    struct Matrix
    {
        QString title;                           // "held-out rows of 10 folds"
        std::vector<std::vector<qint64>> counts; // [true][predicted]

        // Of the rows of this true class; NaN without rows.
        double share(std::size_t truth, std::size_t predicted) const;
    };

    QString title;
    QString empty; // Why there is nothing to draw; else empty.
    QStringList classes;
    std::vector<Matrix> matrices; // Drawn side by side.
    QString note;
};

ConfusionModel makeConfusionModel(const Report &report, const Leaderboard &leaderboard);

} // namespace outcrop
