#pragma once

#include "core/results/event.h"

#include <compare>
#include <limits>
#include <vector>

namespace outcrop {

struct MetricSample
{
    qint64 step = 0;
    double value = 0; // May be NaN or infinite.
    // Seconds since 1970, by the host's clock; NaN: nobody saw when the step was done.
    double time = std::numeric_limits<double>::quiet_NaN();
};

// One metric of one model on one fold and split, by rising step; each step once.
struct MetricSeries
{
    QString unit; // Of the steps.
    std::vector<MetricSample> samples;
};

struct SeriesKey
{
    QString model;
    std::optional<int> fold;
    QString split;
    QString name; // "log_loss"

    friend bool operator<(const SeriesKey &a, const SeriesKey &b)
    {
        return std::tie(a.name, a.model, a.fold, a.split)
               < std::tie(b.name, b.model, b.fold, b.split);
    }
};

// All metric events of a job as series. Of several samples of one step the last value counts, and
// the first time. A series over 200,000 samples is thinned to half, keeping the lowest and the
// highest of every four, so what stands out stays; after 500 metric names or 20,000 series further
// ones are dropped and counted.
class MetricHistory
{
public:
    // `time`: of the event.
    void add(const MetricEvent &event, double time);

    const std::map<SeriesKey, MetricSeries> &series() const { return m_series; }
    qint64 dropped() const { return m_dropped; }

private:
    bool hasRoomFor(const QString &name);

    std::map<SeriesKey, MetricSeries> m_series;
    std::vector<QString> m_names;
    qint64 m_dropped = 0;
};

// Keeps the first, the last, and of every four between them the lowest and the highest (or the one
// that is not a number), in order.
std::vector<MetricSample> thinned(const std::vector<MetricSample> &samples);

} // namespace outcrop
