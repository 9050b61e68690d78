// Exact statistics over many scores, each beside the obvious way with the standard library: the
// counter `ratio` is how many times faster ours was in this run.

#include "core/results/percentiles.h"
#include "core/results/roc.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <random>

using namespace outcrop;

namespace {

struct Samples
{
    std::vector<double> scores;
    std::vector<std::uint8_t> positive;
};

const Samples &samplesOf(std::int64_t count)
{
    static Samples samples;
    if (std::int64_t(samples.scores.size()) == count)
        return samples;
    std::mt19937_64 random(1);
    std::normal_distribution<double> noise;
    samples = {};
    for (std::int64_t i = 0; i < count; ++i) {
        const bool isPositive = random() % 10 < 3;
        samples.positive.push_back(isPositive ? 1 : 0);
        samples.scores.push_back(1 / (1 + std::exp(-noise(random) - (isPositive ? 1 : 0))));
    }
    return samples;
}

// Sorts pairs of score and class, and walks down.
double aucBySorting(const Samples &samples)
{
    std::vector<std::pair<double, std::uint8_t>> pairs;
    pairs.reserve(samples.scores.size());
    for (std::size_t i = 0; i < samples.scores.size(); ++i)
        pairs.emplace_back(samples.scores[i], samples.positive[i]);
    std::sort(pairs.begin(), pairs.end(),
              [](const auto &a, const auto &b) { return a.first > b.first; });
    double tp = 0;
    double fp = 0;
    double area = 0;
    for (std::size_t i = 0; i < pairs.size();) {
        const double before = tp;
        double negatives = 0;
        const double score = pairs[i].first;
        for (; i < pairs.size() && pairs[i].first == score; ++i)
            (pairs[i].second != 0 ? tp : negatives) += 1;
        area += negatives * (tp + before) / 2;
        fp += negatives;
    }
    return area / tp / fp;
}

template<class Work>
double secondsOf(const Work &work)
{
    const auto now = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID,
                        &time); // Other programs on the machine do not count.
        return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
    };
    const double start = now();
    work();
    return now() - start;
}

// Runs ours and theirs in turn; the time measured is ours.
template<class Ours, class Theirs>
void compare(benchmark::State &state, const Ours &ours, const Theirs &theirs)
{
    double ourSeconds = 0;
    double theirSeconds = 0;
    for (auto _ : state) {
        const double seconds = secondsOf(ours);
        ourSeconds += seconds;
        state.SetIterationTime(seconds);
        theirSeconds += secondsOf(theirs);
    }
    state.counters["ratio"] = theirSeconds / ourSeconds;
    state.SetComplexityN(state.range(0));
}

void Stats_Roc(benchmark::State &state)
{
    const Samples &samples = samplesOf(state.range(0));
    double difference = 0;
    compare(
        state,
        [&] {
            difference += rocCurve({samples.scores, samples.positive})->auc;
        },
        [&] { difference -= aucBySorting(samples); });
    if (std::abs(difference) > 1e-9 * double(state.iterations()))
        state.SkipWithError("the two areas differ");
}

void Stats_Auc(benchmark::State &state)
{
    const Samples &samples = samplesOf(state.range(0));
    compare(
        state,
        [&] {
            benchmark::DoNotOptimize(rocAuc({samples.scores, samples.positive}));
        },
        [&] { benchmark::DoNotOptimize(aucBySorting(samples)); });
}

void Stats_Percentiles(benchmark::State &state)
{
    const std::vector<double> &values = samplesOf(state.range(0)).scores;
    const std::vector<double> percents{50, 90, 95, 99};
    compare(
        state, [&] { benchmark::DoNotOptimize(percentiles(values, percents)); },
        [&] {
            std::vector<double> copy = values;
            for (const double percent : percents) {
                const auto place = std::ptrdiff_t(double(copy.size() - 1) * percent / 100);
                std::nth_element(copy.begin(), copy.begin() + place, copy.end());
            }
            benchmark::DoNotOptimize(copy.data());
        });
}

void Stats_Histogram(benchmark::State &state)
{
    const std::vector<double> &values = samplesOf(state.range(0)).scores;
    compare(
        state, [&] { benchmark::DoNotOptimize(histogram(values, 100)); },
        [&] {
            const Histogram edges = histogram({values.data(), 1000}, 100).value();
            std::vector<double> bounds;
            for (std::size_t i = 0; i <= 100; ++i)
                bounds.push_back(edges.edge(i));
            std::vector<std::int64_t> counts(102);
            for (const double value : values)
                ++counts[std::size_t(std::upper_bound(bounds.begin(), bounds.end(), value)
                                     - bounds.begin())];
            benchmark::DoNotOptimize(counts.data());
        });
}

} // namespace

BENCHMARK(Stats_Roc)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Arg(10'000'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Complexity();
BENCHMARK(Stats_Auc)->Arg(1'000'000)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(Stats_Percentiles)
    ->Arg(1'000'000)
    ->Arg(10'000'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(Stats_Histogram)
    ->Arg(1'000'000)
    ->Arg(10'000'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
