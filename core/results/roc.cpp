#include "core/results/roc.h"

#include "core/results/statistics.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Roc)
};

// Area by trapezoids, in counts: exact for whole numbers up to 2^53.
double area(const ThresholdCounts &counts)
{
    double twice = 0;
    for (std::size_t i = 1; i < counts.threshold.size(); ++i)
        twice += (counts.falsePositives[i] - counts.falsePositives[i - 1])
                 * (counts.truePositives[i] + counts.truePositives[i - 1]);
    return twice / 2 / counts.positives() / counts.negatives();
}

Result<ThresholdCounts> countBothClasses(const BinaryScores &samples, Thresholds thresholds)
{
    Result<ThresholdCounts> counts = countThresholds(samples, thresholds);
    if (!counts)
        return counts;
    if (counts->positives() <= 0)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("There is no positive sample, so there is no ROC curve."));
    if (counts->negatives() <= 0)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("There is no negative sample, so there is no ROC curve."));
    return counts;
}

void divide(std::vector<double> &values, double by)
{
    for (double &value : values)
        value /= by;
}

// The highest value of the curve at `x`; `from` is where the last search ended.
double valueAt(const RocCurve &curve, double x, std::size_t &from)
{
    const std::vector<double> &fpr = curve.falsePositiveRate;
    const std::vector<double> &tpr = curve.truePositiveRate;
    while (from + 1 < fpr.size() && fpr[from + 1] <= x)
        ++from;
    if (from + 1 == fpr.size())
        return tpr[from];
    const double slope = (tpr[from + 1] - tpr[from]) / (fpr[from + 1] - fpr[from]);
    return tpr[from] + slope * (x - fpr[from]);
}

} // namespace

Result<RocCurve> rocCurve(const BinaryScores &samples, Thresholds thresholds)
{
    Result<ThresholdCounts> counts = countBothClasses(samples, thresholds);
    if (!counts)
        return failure(counts.error());
    const double auc = area(*counts);
    divide(counts->falsePositives, counts->negatives());
    divide(counts->truePositives, counts->positives());
    return RocCurve{std::move(counts->falsePositives), std::move(counts->truePositives),
                    std::move(counts->threshold), auc};
}

Result<double> rocAuc(const BinaryScores &samples)
{
    return countBothClasses(samples, Thresholds::Corners).map(area);
}

Result<OneVersusRestRoc> rocOneVersusRest(const ClassScores &samples)
{
    OneVersusRestRoc result;
    std::vector<std::uint8_t> positive(samples.truth.size());
    for (std::size_t c = 0; c < samples.scores.size(); ++c) {
        for (std::size_t i = 0; i < positive.size(); ++i)
            positive[i] = samples.truth[i] == int(c) ? 1 : 0;
        Result<RocCurve> curve = rocCurve({samples.scores[c], positive, samples.weights});
        if (!curve)
            return failure(Tr::tr("Class %1").arg(c), curve.error());
        result.macroAuc += curve->auc / double(samples.scores.size());
        result.classes.push_back(*std::move(curve));
    }
    if (result.classes.empty())
        return failure(ErrorKind::InvalidInput, Tr::tr("There is no class to draw a curve for."));
    return result;
}

MeanRoc meanRoc(std::span<const RocCurve> curves, int intervals)
{
    MeanRoc result;
    const auto add = [&result](double x, double mean, double sd) {
        result.falsePositiveRate.push_back(x);
        result.truePositiveRate.push_back(mean);
        result.low.push_back(std::clamp(mean - sd, 0.0, 1.0));
        result.high.push_back(std::clamp(mean + sd, 0.0, 1.0));
    };
    add(0, 0, 0);
    std::vector<std::size_t> places(curves.size());
    std::vector<double> values(curves.size());
    for (int i = 0; i <= intervals; ++i) {
        const double x = double(i) / intervals;
        for (std::size_t c = 0; c < curves.size(); ++c)
            values[c] = valueAt(curves[c], x, places[c]);
        // Rounding in the interpolation may lower a value by one bit.
        const double value = std::clamp(mean(values), result.truePositiveRate.back(), 1.0);
        add(x, value, curves.size() > 1 ? sampleSd(values) : 0);
    }
    for (std::size_t c = 0; c < curves.size(); ++c)
        values[c] = curves[c].auc;
    result.auc = mean(values);
    result.aucSd = sampleSd(values);
    return result;
}

} // namespace outcrop
