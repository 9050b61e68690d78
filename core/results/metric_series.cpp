#include "core/results/metric_series.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcrop {

namespace {

constexpr std::size_t mostSamples = 200'000;
constexpr std::size_t mostNames = 500;
constexpr std::size_t mostSeries = 20'000;

double height(const MetricSample &sample)
{
    return std::isnan(sample.value) ? std::numeric_limits<double>::infinity() : sample.value;
}

void insert(std::vector<MetricSample> &samples, const MetricSample &sample)
{
    if (samples.empty() || samples.back().step < sample.step) {
        samples.push_back(sample);
        return;
    }
    const auto place =
        std::lower_bound(samples.begin(), samples.end(), sample,
                         [](const auto &a, const auto &b) { return a.step < b.step; });
    if (place->step == sample.step)
        place->value = sample.value;
    else
        samples.insert(place, sample);
}

} // namespace

std::vector<MetricSample> thinned(const std::vector<MetricSample> &samples)
{
    constexpr std::ptrdiff_t group = 4;
    if (samples.size() <= group)
        return samples;
    std::vector<MetricSample> kept{samples.front()};
    const auto last = samples.end() - 1;
    for (auto from = samples.begin() + 1; from < last; from += std::min(group, last - from)) {
        const auto [low, high] =
            std::minmax_element(from, from + std::min(group, last - from),
                                [](const auto &a, const auto &b) { return height(a) < height(b); });
        kept.push_back(*std::min(low, high));
        if (low != high)
            kept.push_back(*std::max(low, high));
    }
    kept.push_back(*last);
    return kept;
}

bool MetricHistory::hasRoomFor(const QString &name)
{
    if (m_series.size() >= mostSeries)
        return false;
    if (std::find(m_names.begin(), m_names.end(), name) != m_names.end())
        return true;
    if (m_names.size() >= mostNames)
        return false;
    m_names.push_back(name);
    return true;
}

void MetricHistory::add(const MetricEvent &event, double time)
{
    const double seen = event.isAfterFit ? std::numeric_limits<double>::quiet_NaN() : time;
    for (const auto &[name, value] : event.values) {
        const SeriesKey key{event.subject.model, event.subject.fold, event.split, name};
        auto place = m_series.find(key);
        if (place == m_series.end()) {
            if (!hasRoomFor(name)) {
                ++m_dropped;
                continue;
            }
            place = m_series.emplace(key, MetricSeries{event.unit, {}}).first;
        }
        std::vector<MetricSample> &samples = place->second.samples;
        if (samples.size() >= mostSamples)
            samples = thinned(samples);
        insert(samples, {event.step, value, seen});
    }
}

} // namespace outcrop
