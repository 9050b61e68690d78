#include "core/results/leaderboard.h"

#include "core/results/percentiles.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Leaderboard)
};

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr qint64 manyRequests = 10'000; // From here on p99.9 rests on ten requests or more.

// Requests by repeat.
std::map<int, std::vector<double>> split(const LatencyRun &run)
{
    std::map<int, std::vector<double>> repeats;
    for (std::size_t i = 0; i < run.milliseconds.size(); ++i)
        repeats[run.repeat[i]].push_back(run.milliseconds[i]);
    return repeats;
}

std::optional<LatencySummary> latencyOf(const Report &report, const QString &block)
{
    const LatencyRun *chosen = nullptr;
    for (const LatencyRun &run : report.latency) {
        const bool isPlain = run.batch == 1 && run.threads == 1;
        if (run.block == block && (!chosen || isPlain))
            chosen = &run;
        if (chosen == &run && isPlain)
            break;
    }
    if (!chosen)
        return {};
    const Result<LatencySummary> summary = summarizeLatency(*chosen);
    return summary ? std::optional(*summary) : std::nullopt;
}

// Means over the folds of what every fold has.
NamedNumbers meanScores(const Candidate &candidate)
{
    std::map<QString, std::vector<double>> values;
    for (const FoldResult &fold : candidate.folds) {
        for (const auto &[name, value] : fold.scores)
            values[name].push_back(value);
    }
    NamedNumbers means;
    for (const auto &[name, list] : values) {
        if (list.size() == candidate.folds.size())
            means.emplace(name, mean(list));
    }
    return means;
}

LeaderboardRow toRow(const Candidate &candidate, const Report &report)
{
    LeaderboardRow row;
    row.block = candidate.block;
    row.title = candidate.title;
    row.baseline = candidate.baseline;
    row.error = candidate.error;
    row.scores = meanScores(candidate);
    row.latency = latencyOf(report, candidate.block);
    for (const LibraryWarning &warning : candidate.warnings)
        row.warnings += warning.count;
    std::vector<double> seconds;
    for (const FoldResult &fold : candidate.folds) {
        seconds.push_back(fold.fitSeconds);
        const auto score = fold.scores.find(report.metric);
        if (score != fold.scores.end())
            row.foldScores.push_back(score->second);
    }
    row.fitSeconds = mean(seconds);
    if (row.error.isEmpty() && row.foldScores.empty())
        row.error = Tr::tr("It has no %1.").arg(report.metric);
    if (row.error.isEmpty() && row.foldScores.size() != candidate.folds.size())
        row.error = Tr::tr("It has no %1 on some folds.").arg(report.metric);
    row.score = row.error.isEmpty() ? mean(row.foldScores) : nan;
    row.sd = row.error.isEmpty() ? sampleSd(row.foldScores) : nan;
    if (row.error.isEmpty() && !std::isfinite(row.score))
        row.error = Tr::tr("Its %1 is not a finite number.").arg(report.metric);
    return row;
}

// Differences best - other on the folds both have, so that positive means the best is better.
std::optional<Interval> compare(const Candidate &best, const Candidate &other, const Report &report)
{
    std::vector<double> differences;
    double heldPerFit = 0;
    for (const FoldResult &fold : best.folds) {
        const auto same = std::find_if(other.folds.begin(), other.folds.end(),
                                       [&](const FoldResult &f) { return f.fold == fold.fold; });
        if (same == other.folds.end())
            return {};
        const double difference = fold.scores.at(report.metric) - same->scores.at(report.metric);
        differences.push_back(report.higherIsBetter ? difference : -difference);
        heldPerFit += fold.fitRows > 0 ? double(fold.heldRows) / double(fold.fitRows) : 0;
    }
    return correctedInterval(differences, heldPerFit / double(differences.size()));
}

void markTies(Leaderboard &leaderboard, const Report &report)
{
    const auto isBest = [](const LeaderboardRow &row) { return row.rank == 1; };
    const auto best = std::find_if(leaderboard.rows.begin(), leaderboard.rows.end(), isBest);
    if (best == leaderboard.rows.end())
        return;
    for (LeaderboardRow &row : leaderboard.rows) {
        if (&row == &*best || !row.error.isEmpty())
            continue;
        row.behindBest = compare(*report.find(best->block), *report.find(row.block), report);
        row.tied = !row.behindBest || row.behindBest->contains(0);
        best->tied |= row.tied && !row.baseline;
    }
}

} // namespace

Result<LatencySummary> summarizeLatency(const LatencyRun &run)
{
    const std::map<int, std::vector<double>> repeats = split(run);
    LatencySummary summary{
        run.batch, run.threads, int(repeats.size()), qint64(run.milliseconds.size()), {}};
    std::vector<double> percents{50, 90, 95, 99};
    if (summary.requests >= manyRequests)
        percents.push_back(99.9);
    const Result<std::vector<double>> all = percentiles(run.milliseconds, percents);
    if (!all)
        return failure(all.error());
    std::vector<std::vector<double>> byRepeat(percents.size());
    for (const auto &[repeat, values] : repeats) {
        const Result<std::vector<double>> one = percentiles(values, percents);
        if (!one)
            return failure(one.error());
        for (std::size_t i = 0; i < percents.size(); ++i)
            byRepeat[i].push_back((*one)[i]);
    }
    for (std::size_t i = 0; i < percents.size(); ++i)
        summary.percentiles.push_back({percents[i], (*all)[i], sampleSd(byRepeat[i])});
    return summary;
}

const LeaderboardRow *Leaderboard::best() const
{
    for (const LeaderboardRow &row : rows) {
        if (row.rank == 1)
            return &row;
    }
    return nullptr;
}

const LeaderboardRow *Leaderboard::unbeatenBaseline() const
{
    if (!best())
        return nullptr;
    for (const LeaderboardRow &row : rows) {
        const bool isBeaten = row.behindBest && row.behindBest->low > 0;
        if (row.baseline && row.error.isEmpty() && !isBeaten)
            return &row;
    }
    return nullptr;
}

bool Leaderboard::isBestDistinguished() const
{
    const LeaderboardRow *const first = best();
    const bool hasOthers = std::any_of(rows.begin(), rows.end(),
                                       [](const LeaderboardRow &row) { return row.rank > 1; });
    return first && !first->tied && hasOthers && !unbeatenBaseline();
}

Leaderboard makeLeaderboard(const Report &report)
{
    Leaderboard leaderboard{report.metric, report.higherIsBetter, {}};
    for (const Candidate &candidate : report.candidates)
        leaderboard.rows.push_back(toRow(candidate, report));
    std::stable_sort(leaderboard.rows.begin(), leaderboard.rows.end(),
                     [&report](const LeaderboardRow &a, const LeaderboardRow &b) {
                         if (!a.error.isEmpty() || !b.error.isEmpty())
                             return a.error.isEmpty() && !b.error.isEmpty();
                         return report.higherIsBetter ? a.score > b.score : a.score < b.score;
                     });
    int rank = 0;
    for (LeaderboardRow &row : leaderboard.rows) {
        if (row.error.isEmpty() && !row.baseline)
            row.rank = ++rank;
    }
    markTies(leaderboard, report);
    return leaderboard;
}

} // namespace outcrop
