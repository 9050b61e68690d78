#pragma once

#include "core/results/leaderboard.h"

#include <QString>

#include <vector>

namespace outcrop {

// A line of a chart. `look` picks colour and dashes; a candidate has the same look in every chart:
// see lookOf().
struct Series
{
    QString label;
    int look = 0;
    std::vector<double> x;
    std::vector<double> y; // NaN: a gap.
};

// Rank - 1, so that the best is first; baselineLook for the baseline and for what has no rank.
constexpr int baselineLook = -1;
int lookOf(const Leaderboard &leaderboard, const QString &block);

// "Logistic regression", on one line and not longer than a legend bears.
QString shownTitle(const QString &title);

// "Latency · Iris": what is not empty of it, with dots between. A pipeline may have no name.
QString chartTitle(QStringList parts);

// "10 folds", "the validation part".
QString foldsText(const Report &report);

// "0.995": as many decimals as the size of `spread` makes sensible, at least two, at most six.
QString scoreText(double value, double spread);
// "0.9949 ± 0.0051"; without a spread, or where it is what rounding leaves, the mean alone. A dash
// without a score.
QString meanText(double mean, double sd);

// Adds it to a note, after a dot in the middle if there is something before it.
void addRemark(QString &note, const QString &remark);

// "A; B; C": for who does not see the lines.
QString labelsOf(const std::vector<Series> &lines);

// Removes points that lie within `tolerance` (in the units of y, x taken as equal) of the line
// between those kept: U. Ramer 1972, D. Douglas and T. Peucker 1973.
void simplify(Series &series, double tolerance);

} // namespace outcrop
