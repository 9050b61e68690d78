#pragma once

#include "core/results/binary_scores.h"

namespace outcrop {

// Receiver operating characteristic: a point for every threshold, from (0, 0) to (1, 1). The three
// lists have one length; the first threshold is +infinity: nothing is called positive.
struct RocCurve
{
    std::vector<double> falsePositiveRate;
    std::vector<double> truePositiveRate;
    std::vector<double> threshold;
    double auc = 0;
};

// Exact, ties and weights included: equal to sklearn.metrics.roc_curve and roc_auc_score, except
// that the first threshold there is the highest score + 1 before version 1.3. Fails as
// countThresholds does, and if one of the classes has no sample.
// Thresholds::Corners is its drop_intermediate.
Result<RocCurve> rocCurve(const BinaryScores &samples, Thresholds thresholds = Thresholds::Corners);
Result<double> rocAuc(const BinaryScores &samples);

// Samples of several classes; `scores[c][i]` says how much sample i is taken for class c.
struct ClassScores
{
    std::span<const int> truth; // Index of a class.
    std::span<const std::vector<double>> scores;
    std::span<const double> weights = {};
};

struct OneVersusRestRoc
{
    std::vector<RocCurve> classes;
    double macroAuc = 0; // Unweighted mean over the classes.
};

// Every class against all others; macroAuc is roc_auc_score(multi_class="ovr", average="macro").
// Fails if a class has no sample.
Result<OneVersusRestRoc> rocOneVersusRest(const ClassScores &samples);

// Curves of folds (or of classes) averaged vertically: true positive rate at equal false positive
// rate, linear between the points of a curve, its upper end where it rises straight up (T. Fawcett,
// An introduction to ROC analysis, 2006, section 8.1). The four lists have one length; the curve
// starts at (0, 0), ends at (1, 1), and never falls.
struct MeanRoc
{
    std::vector<double> falsePositiveRate;
    std::vector<double> truePositiveRate;
    std::vector<double> low,
        high; // Mean -/+ one sample standard deviation, within 0 and 1; the mean for one curve.
    double auc = 0;   // Mean of the curves' own areas.
    double aucSd = 0; // Their sample standard deviation; NaN for one curve.
};

// At `intervals` + 1 equidistant false positive rates. `curves` must not be empty.
MeanRoc meanRoc(std::span<const RocCurve> curves, int intervals = 1000);

} // namespace outcrop
