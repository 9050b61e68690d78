#pragma once

#include "core/results/binary_scores.h"

namespace outcrop {

// Precision against recall, a point for every threshold, by rising recall. The three lists have one
// length; the first point is (recall 0, precision 1) at threshold +infinity by convention.
struct PrecisionRecallCurve
{
    std::vector<double> recall;
    std::vector<double> precision;
    std::vector<double> threshold;
    double averagePrecision =
        0;                 // Sum over the points of (recall gained) * precision: no interpolation.
    double prevalence = 0; // Share of positives: the precision of guessing.
};

// Exact: equal to sklearn.metrics.precision_recall_curve and average_precision_score. Fails as
// countThresholds does, and if there is no positive sample.
Result<PrecisionRecallCurve> precisionRecallCurve(const BinaryScores &samples);

} // namespace outcrop
