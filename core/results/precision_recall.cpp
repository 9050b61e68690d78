#include "core/results/precision_recall.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PrecisionRecall)
};

} // namespace

Result<PrecisionRecallCurve> precisionRecallCurve(const BinaryScores &samples)
{
    Result<ThresholdCounts> counted = countThresholds(samples, Thresholds::All);
    if (!counted)
        return failure(counted.error());
    const double positives = counted->positives();
    if (positives <= 0)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("There is no positive sample, so there is no recall."));

    PrecisionRecallCurve curve;
    curve.recall = {0};
    curve.precision = {1};
    for (std::size_t i = 1; i < counted->threshold.size(); ++i) {
        const double tp = counted->truePositives[i];
        const double recall = tp / positives;
        const double precision = tp / (tp + counted->falsePositives[i]);
        curve.averagePrecision += (recall - curve.recall.back()) * precision;
        curve.recall.push_back(recall);
        curve.precision.push_back(precision);
    }
    curve.threshold = std::move(counted->threshold);
    curve.prevalence = positives / (positives + counted->negatives());
    return curve;
}

} // namespace outcrop
