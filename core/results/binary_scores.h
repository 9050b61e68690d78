#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace outcrop {

// Samples of two classes with the score a model gave each: the higher, the more it is taken for
// positive.
struct BinaryScores
{
    std::span<const double> scores;
    std::span<const std::uint8_t> positive; // 0 or 1
    std::span<const double> weights = {};   // Empty: all weigh the same.
};

// Summed weights of what is called positive when the line is drawn at a threshold (score >=
// threshold), for every distinct score, from the highest down. The three lists have one length; the
// first entry is (+infinity, 0, 0), the last one counts everything. Samples of weight 0 do not
// exist.
struct ThresholdCounts
{
    std::vector<double> threshold;
    std::vector<double> truePositives;
    std::vector<double> falsePositives;

    double positives() const { return truePositives.back(); }
    double negatives() const { return falsePositives.back(); }
};

enum class Thresholds {
    All,
    Corners, // Without those at which both counts go on by the same steps: points on a straight
             // line.
};

// Fails on lengths that differ, on scores or weights that are not finite, on negative weights, and
// without a sample. Sums in the order scikit-learn does, so that weighted counts are the same to
// the last bit.
Result<ThresholdCounts> countThresholds(const BinaryScores &samples, Thresholds thresholds);

} // namespace outcrop
