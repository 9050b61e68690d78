#include "core/results/binary_scores.h"

#include "core/results/radix_sort.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
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
    // The sum of zero times each is NaN if one is not finite: a loop without a branch.
    double sum = 0;
    for (const double score : samples.scores)
        sum += score * 0;
    if (sum != 0)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("A score is not a finite number, so it has no rank."));
    for (const double weight : samples.weights) {
        if (!(std::isfinite(weight) && weight >= 0))
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("A sample weight is not a number of 0 or more."));
    }
    return {};
}

// Collects counts at falling thresholds; leaves out what is no corner as soon as that is known.
class Collector
{
public:
    Collector(std::size_t most, Thresholds thresholds)
        : m_entries(new Entry[most + 1]), m_onlyCorners(thresholds == Thresholds::Corners)
    {
        m_entries[0] = {std::numeric_limits<double>::infinity(), 0, 0};
    }

    void add(double threshold, double tp, double fp)
    {
        const double tpStep = tp - m_tp;
        const double fpStep = fp - m_fp;
        const bool isLine = (tpStep == m_tpStep) & (fpStep == m_fpStep); // Without a branch.
        const bool goesOn = m_onlyCorners && m_size > 1 && isLine;
        m_size += goesOn ? 0 : 1;
        m_entries[m_size - 1] = {threshold, tp, fp};
        // The step to the first threshold is no part of a line: scikit-learn always keeps that one.
        m_tpStep = m_size > 2 || goesOn ? tpStep : std::numeric_limits<double>::quiet_NaN();
        m_fpStep = fpStep;
        m_tp = tp;
        m_fp = fp;
    }

    bool isEmpty() const { return m_size == 1; }

    ThresholdCounts counts() const
    {
        ThresholdCounts counts;
        const auto list = [this](double Entry::*member) {
            std::vector<double> values(m_size);
            for (std::size_t i = 0; i < m_size; ++i)
                values[i] = m_entries[i].*member;
            return values;
        };
        counts.threshold = list(&Entry::threshold);
        counts.truePositives = list(&Entry::tp);
        counts.falsePositives = list(&Entry::fp);
        return counts;
    }

private:
    struct Entry
    {
        double threshold, tp, fp;
    };

    std::unique_ptr<Entry[]>
        m_entries; // Not set to zero: pages that are not needed are never touched.
    std::size_t m_size = 1;
    bool m_onlyCorners;
    double m_tp = 0, m_fp = 0;
    double m_tpStep = 0, m_fpStep = 0;
};

// Each class is sorted alone, without carrying its label along, and the two are merged.
void collectUnweighted(const BinaryScores &samples, Collector &collector)
{
    constexpr std::uint64_t none = std::numeric_limits<std::uint64_t>::max(); // The key of a NaN.
    const std::size_t count = samples.scores.size();
    // The positives from the front, the negatives from the back; `none` behind each. Not set to
    // zero.
    const std::unique_ptr<std::uint64_t[]> keys(new std::uint64_t[count + 2]);
    std::size_t p = 0;
    std::size_t n = 0;
    for (std::size_t i = 0; i < count; ++i) {
        // Without a branch: both are written, one index moves.
        const std::uint64_t key = fallingKey(samples.scores[i]);
        const std::size_t isPositive = samples.positive[i] != 0 ? 1 : 0;
        keys[p] = key;
        keys[count - n] = key;
        p += isPositive;
        n += 1 - isPositive;
    }
    std::uint64_t *const positives = keys.get();
    std::uint64_t *const negatives = keys.get() + p + 1;
    positives[p] = none;
    negatives[n] = none;
    radixSort({positives, p});
    radixSort({negatives, n});

    std::size_t tp = 0;
    std::size_t fp = 0;
    while (tp < p || fp < n) {
        const std::uint64_t key = std::min(positives[tp], negatives[fp]);
        // Which of the two nobody can foretell, so there is no branch; further ties are rare.
        tp += positives[tp] == key ? 1 : 0;
        fp += negatives[fp] == key ? 1 : 0;
        while (positives[tp] == key)
            ++tp;
        while (negatives[fp] == key)
            ++fp;
        collector.add(fromFallingKey(key), double(tp), double(fp));
    }
}

void collectWeighted(const BinaryScores &samples, Collector &collector)
{
    std::vector<std::size_t> order(samples.scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::erase_if(order, [&](std::size_t i) { return samples.weights[i] == 0; });
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return samples.scores[a] < samples.scores[b];
    });
    double tp = 0;
    double fp = 0;
    for (std::size_t i = order.size(); i-- > 0;) {
        const std::size_t sample = order[i];
        (samples.positive[sample] != 0 ? tp : fp) += samples.weights[sample];
        if (i == 0 || samples.scores[order[i - 1]] != samples.scores[sample])
            collector.add(samples.scores[sample], tp, fp);
    }
}

} // namespace

Result<ThresholdCounts> countThresholds(const BinaryScores &samples, Thresholds thresholds)
{
    if (const Result<> checked = checkSamples(samples); !checked)
        return failure(checked.error());
    Collector collector(samples.scores.size(), thresholds);
    if (samples.weights.empty())
        collectUnweighted(samples, collector);
    else
        collectWeighted(samples, collector);
    if (collector.isEmpty())
        return failure(ErrorKind::InvalidInput, Tr::tr("There is no sample to count."));
    return collector.counts();
}

} // namespace outcrop
