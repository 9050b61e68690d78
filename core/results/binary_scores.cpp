#include "core/results/binary_scores.h"

#include "core/results/radix_sort.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::BinaryScores)
};

Result<> checkSamples(const BinaryScores &samples)
{
    const std::size_t count = samples.scores.size();
    const bool sameLength = samples.positive.size() == count
                            && (samples.weights.empty() || samples.weights.size() == count);
    if (!sameLength)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("There are not as many classes or weights as scores."));
    for (const double score : samples.scores) {
        if (!std::isfinite(score))
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("A score is not a finite number, so it has no rank."));
    }
    for (const double weight : samples.weights) {
        if (!(std::isfinite(weight) && weight >= 0))
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("A sample weight is not a number of 0 or more."));
    }
    return {};
}

// Each class is sorted alone, without carrying its label along, and the two are merged.
ThresholdCounts countUnweighted(const BinaryScores &samples)
{
    const std::size_t count = samples.scores.size();
    const auto positiveCount = std::size_t(std::count_if(
        samples.positive.begin(), samples.positive.end(), [](auto p) { return p != 0; }));
    std::vector<double> positives(positiveCount + 1);
    std::vector<double> negatives(count - positiveCount + 1);
    std::size_t p = 0;
    std::size_t n = 0;
    for (std::size_t i = 0; i < count;
         ++i) { // Without a branch: both are written, one index moves.
        const bool isPositive = samples.positive[i] != 0;
        positives[p] = samples.scores[i];
        negatives[n] = samples.scores[i];
        p += isPositive ? 1 : 0;
        n += isPositive ? 0 : 1;
    }
    positives.resize(p);
    negatives.resize(n);
    sortDescending(positives);
    sortDescending(negatives);

    ThresholdCounts counts;
    counts.threshold.resize(count);
    counts.truePositives.resize(count);
    counts.falsePositives.resize(count);
    std::size_t tp = 0;
    std::size_t fp = 0;
    std::size_t size = 0;
    while (tp < p || fp < n) {
        const bool takePositive = fp == n || (tp < p && positives[tp] >= negatives[fp]);
        const double threshold = takePositive ? positives[tp] : negatives[fp];
        while (tp < p && positives[tp] == threshold)
            ++tp;
        while (fp < n && negatives[fp] == threshold)
            ++fp;
        counts.threshold[size] = threshold;
        counts.truePositives[size] = double(tp);
        counts.falsePositives[size] = double(fp);
        ++size;
    }
    counts.threshold.resize(size);
    counts.truePositives.resize(size);
    counts.falsePositives.resize(size);
    return counts;
}

ThresholdCounts countWeighted(const BinaryScores &samples)
{
    std::vector<std::size_t> order(samples.scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::erase_if(order, [&](std::size_t i) { return samples.weights[i] == 0; });
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return samples.scores[a] < samples.scores[b];
    });

    ThresholdCounts counts;
    double tp = 0;
    double fp = 0;
    for (std::size_t i = order.size(); i-- > 0;) {
        const std::size_t sample = order[i];
        (samples.positive[sample] != 0 ? tp : fp) += samples.weights[sample];
        if (i > 0 && samples.scores[order[i - 1]] == samples.scores[sample])
            continue;
        counts.threshold.push_back(samples.scores[sample]);
        counts.truePositives.push_back(tp);
        counts.falsePositives.push_back(fp);
    }
    return counts;
}

} // namespace

Result<ThresholdCounts> countThresholds(const BinaryScores &samples)
{
    if (const Result<> checked = checkSamples(samples); !checked)
        return failure(checked.error());
    ThresholdCounts counts =
        samples.weights.empty() ? countUnweighted(samples) : countWeighted(samples);
    if (counts.threshold.empty())
        return failure(ErrorKind::InvalidInput, Tr::tr("There is no sample to count."));
    return counts;
}

} // namespace outcrop
