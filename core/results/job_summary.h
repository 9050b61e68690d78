#pragma once

#include "core/results/leaderboard.h"

namespace outcrop {

// What a list of jobs says of one that has results.
struct JobSummary
{
    QString name; // The pipeline's.
    QString metric;
    int folds = 0;
    Leaderboard leaderboard;
    std::optional<double> testScore; // The winner's, in `metric`.
    int testLooks = 0;
    std::optional<double> p95; // Milliseconds, of the winner's latency; see LeaderboardRow.
    qint64 warnings = 0;
    QString model; // "mlp.joblib": the file of the winner, refitted; empty: none was kept.
    QString how;   // One line: how the figures were obtained.
};

JobSummary summarize(const Report &report);

// Of a result folder; fails as readReport() does.
Result<JobSummary> readJobSummary(const QString &folder);

// Of a latency; none if that percentile was not taken.
std::optional<double> percentileOf(const LeaderboardRow &row, double percent);

} // namespace outcrop
