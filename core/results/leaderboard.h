#pragma once

#include "core/base/result.h"
#include "core/results/report.h"
#include "core/results/statistics.h"

namespace outcrop {

struct LatencyPercentile
{
    double percent = 50; // 50, 90, 95, 99, and 99.9 from 10,000 requests on
    double milliseconds = 0;
    double spread = 0; // Sample SD of the same percentile of each repeat; NaN for a single repeat.
};

struct LatencySummary
{
    int batch = 1;
    int threads = 1;
    int repeats = 0;
    qint64 requests = 0; // Of all repeats.
    std::vector<LatencyPercentile> percentiles;
};

// Fails if there is no request.
Result<LatencySummary> summarizeLatency(const LatencyRun &run);

struct LeaderboardRow
{
    std::optional<int> rank; // From 1. None for the baseline and for candidates that failed.
    QString block;
    QString title;
    bool baseline = false;
    double score = 0; // Mean of the report's metric over the folds; NaN if the candidate failed.
    double sd = 0;    // Sample SD over the folds; NaN for one fold.
    std::vector<double> foldScores;
    // 95 % interval of how much better the best is; see correctedInterval().
    std::optional<Interval> behindBest;
    bool tied = false;   // Not distinguishable from the best. Of the best itself: some candidate is
                         // tied with it.
    NamedNumbers scores; // Mean of every metric all folds have.
    double fitSeconds = 0; // Mean over the folds.
    // Of one row and one thread if that was measured, else the first run.
    std::optional<LatencySummary> latency;
    qint64 warnings = 0;
    QString error; // Why it is not ranked; else empty.
};

struct Leaderboard
{
    QString metric;
    bool higherIsBetter = true;
    std::vector<LeaderboardRow> rows;

    // The row of rank 1; nullptr if every candidate failed.
    const LeaderboardRow *best() const;
    // The row of the baseline if nothing shows that the best is better; nullptr if it is, by the
    // interval of behindBest, and where one of the two is missing.
    const LeaderboardRow *unbeatenBaseline() const;
    // Whether the best is ranked before others, tied with none of them, and beats the baseline.
    bool isBestDistinguished() const;
};

// Ranks candidates by the mean of the report's metric over the held-out folds of the training part;
// the test part plays no role. The baseline stands where its score puts it, without a rank; failed
// candidates are last. With a single fold nothing shows that a lead is more than chance, so all are
// tied.
Leaderboard makeLeaderboard(const Report &report);

} // namespace outcrop
