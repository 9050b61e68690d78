#include "core/results/percentiles.h"

#include <QCoreApplication>

#include <algorithm>
#include <bit>
#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Percentiles)
};

// Sign, exponent and four bits of the fraction, in the order of the numbers: 65,536 buckets that
// are 6 % wide.
constexpr std::size_t bucketCount = 1 << 16;

std::size_t bucketOf(double value)
{
    const auto bits = std::uint16_t(std::bit_cast<std::uint64_t>(value + 0.0) >> 48);
    return (bits & 0x8000U) != 0 ? std::uint16_t(~bits) : bits | 0x8000U;
}

// Order statistics of a set of numbers, found bucket by bucket.
class OrderStatistics
{
public:
    explicit OrderStatistics(std::span<const double> values)
        : m_values(values), m_counts(bucketCount)
    {
        for (const double value : values)
            ++m_counts[bucketOf(value)];
    }

    // The value at `place`, from 0, of the sorted values.
    double at(std::size_t place)
    {
        std::size_t bucket = 0;
        std::size_t before = 0;
        while (before + m_counts[bucket] <= place)
            before += m_counts[bucket++];
        if (bucket != m_bucket)
            gather(bucket);
        const auto wanted = m_members.begin() + std::ptrdiff_t(place - before);
        std::nth_element(m_members.begin(), wanted, m_members.end());
        return *wanted;
    }

private:
    void gather(std::size_t bucket)
    {
        m_bucket = bucket;
        m_members.clear();
        m_members.reserve(m_counts[bucket]);
        for (const double value : m_values) {
            if (bucketOf(value) == bucket)
                m_members.push_back(value);
        }
    }

    std::span<const double> m_values;
    std::vector<std::size_t> m_counts;
    std::vector<double> m_members; // Of bucket m_bucket.
    std::size_t m_bucket = bucketCount;
};

// Straight from a to b, in numpy's way of rounding.
double between(double a, double b, double share)
{
    return share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share);
}

Result<> checkValues(std::span<const double> values)
{
    if (values.empty())
        return failure(ErrorKind::InvalidInput, Tr::tr("There is no value to describe."));
    // The sum of zero times each is NaN if one is not finite; a loop without a branch.
    double sum = 0;
    for (const double value : values)
        sum += value * 0;
    if (sum != 0)
        return failure(ErrorKind::InvalidInput, Tr::tr("A value is not a finite number."));
    return {};
}

} // namespace

Result<std::vector<double>> percentiles(std::span<const double> values,
                                        std::span<const double> percents)
{
    if (const Result<> checked = checkValues(values); !checked)
        return failure(checked.error());
    OrderStatistics order(values);
    std::vector<double> result;
    for (const double percent : percents) {
        if (!(percent >= 0 && percent <= 100))
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("A percentile lies between 0 and 100, not at %1.").arg(percent));
        const double place = double(values.size() - 1) * (percent / 100);
        const auto below = std::size_t(place);
        const double low = order.at(below);
        const double high = below + 1 < values.size() ? order.at(below + 1) : low;
        result.push_back(between(low, high, place - double(below)));
    }
    return result;
}

double Histogram::edge(std::size_t i) const
{
    return i == counts.size() ? high : low + double(i) * ((high - low) / double(counts.size()));
}

Result<Histogram> histogram(std::span<const double> values, int bins)
{
    if (const Result<> checked = checkValues(values); !checked)
        return failure(checked.error());
    const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
    Histogram result{*lowest, *highest, std::vector<std::int64_t>(std::size_t(std::max(bins, 1)))};
    if (result.low == result.high) {
        result.low -= 0.5;
        result.high += 0.5;
    }
    const std::size_t last = result.counts.size() - 1;
    std::vector<double> edges;
    for (std::size_t i = 0; i <= last + 1; ++i)
        edges.push_back(result.edge(i));
    const double perUnit = double(result.counts.size()) / (result.high - result.low);
    if (!(std::isfinite(perUnit) && perUnit > 0))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("The values are too far apart or too near for bins."));
    for (const double value : values) {
        std::size_t bin = std::min(std::size_t((value - result.low) * perUnit), last);
        // The product may fall on the wrong side of an edge; the edges decide.
        if (value < edges[bin])
            --bin;
        else if (value >= edges[bin + 1] && bin != last)
            ++bin;
        ++result.counts[bin];
    }
    return result;
}

} // namespace outcrop
