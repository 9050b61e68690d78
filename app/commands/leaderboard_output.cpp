#include "app/commands/leaderboard_output.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/results/metric_title.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::LeaderboardOutput)
};

QJsonObject toJson(const NamedNumbers &numbers)
{
    QJsonObject object;
    for (const auto &[name, value] : numbers)
        object.insert(name, toJsonNumber(value));
    return object;
}

QJsonValue toJson(const std::optional<LatencySummary> &latency)
{
    if (!latency)
        return {};
    QJsonObject object;
    for (const LatencyPercentile &percentile : latency->percentiles)
        object.insert(QStringLiteral("p%1").arg(percentile.percent), percentile.milliseconds);
    return object;
}

QJsonObject toJson(const FoldPlan &plan)
{
    return {{QStringLiteral("kind"), plan.kind},
            {QStringLiteral("splits"), plan.splits},
            {QStringLiteral("repeats"), plan.repeats},
            {QStringLiteral("count"), plan.count},
            {QStringLiteral("why"), plan.why.isEmpty() ? QJsonValue() : QJsonValue(plan.why)}};
}

QJsonObject toJson(const LeaderboardRow &row)
{
    return {{QStringLiteral("rank"), row.rank ? QJsonValue(*row.rank) : QJsonValue()},
            {QStringLiteral("block"), row.block},
            {QStringLiteral("title"), row.title},
            {QStringLiteral("baseline"), row.baseline},
            {QStringLiteral("score"), toJsonNumber(row.score)},
            {QStringLiteral("sd"), toJsonNumber(row.sd)},
            {QStringLiteral("tied"), row.tied},
            {QStringLiteral("scores"), toJson(row.scores)},
            {QStringLiteral("fit_seconds"), toJsonNumber(row.fitSeconds)},
            {QStringLiteral("latency_ms"), toJson(row.latency)},
            {QStringLiteral("warnings"), row.warnings},
            {QStringLiteral("error"), row.error.isEmpty() ? QJsonValue() : QJsonValue(row.error)}};
}

// Digits that tell scores of this size apart: four behind the point for shares, fewer for large
// numbers.
int decimalsFor(double score)
{
    const double size = std::abs(score);
    return size < 10 ? 4 : size < 1000 ? 2 : 0;
}

QString formatScore(double score, int decimals)
{
    return std::isfinite(score) ? QString::number(score, 'f', decimals) : QStringLiteral("-");
}

QString heading(const Report &report)
{
    QStringList parts{report.name, metricTitle(report.metric)};
    if (report.foldPlan.repeats > 0 && report.foldPlan.splits > 0)
        parts << Tr::tr("mean ± SD of %1 folds (%2 × %3)")
                     .arg(report.foldPlan.count)
                     .arg(report.foldPlan.splits)
                     .arg(report.foldPlan.repeats);
    else
        parts << Tr::tr("%n folds", nullptr, report.foldPlan.count);
    if (!report.positiveClass.isEmpty())
        parts << Tr::tr("positive: %1").arg(plainLine(report.positiveClass));
    parts << (report.higherIsBetter ? Tr::tr("higher is better") : Tr::tr("lower is better"));
    parts.removeAll({}); // A pipeline may have no name.
    return parts.join(QStringLiteral(" · "));
}

QStringList cells(const LeaderboardRow &row)
{
    const auto percentile = [&row](double percent) {
        if (row.latency) {
            for (const LatencyPercentile &p : row.latency->percentiles) {
                if (p.percent == percent)
                    return QString::number(p.milliseconds, 'f', 2);
            }
        }
        return QString();
    };
    const QString mark = row.baseline ? Tr::tr("baseline") : row.tied ? Tr::tr("tied") : QString();
    return {row.rank ? QString::number(*row.rank) : QStringLiteral("-"),
            row.title,
            formatScore(row.score, decimalsFor(row.score)),
            formatScore(row.sd, decimalsFor(row.score)),
            formatDuration(row.fitSeconds),
            percentile(50),
            percentile(95),
            row.warnings > 0 ? QString::number(row.warnings) : QString(),
            row.error.isEmpty() ? mark : Tr::tr("failed: %1").arg(row.error)};
}

void printTies(const Terminal &terminal, const Leaderboard &leaderboard)
{
    QStringList tied;
    for (const LeaderboardRow &row : leaderboard.rows) {
        if (row.tied && row.rank > 1) // What holds of the baseline has a sentence of its own.
            tied << row.title;
    }
    const LeaderboardRow *const best = leaderboard.best();
    if (!tied.isEmpty())
        terminal.line(Tr::tr("Not distinguishable from %1 (95 % corrected interval): %2.")
                          .arg(best->title, tied.join(QStringLiteral(", "))));
    else if (leaderboard.isBestDistinguished())
        terminal.line(Tr::tr("%1 is distinguishable from all others (95 % corrected interval).")
                          .arg(best->title));
    if (const LeaderboardRow *const baseline = leaderboard.unbeatenBaseline())
        terminal.line(
            Tr::tr("Nothing shows that %1 is better than the baseline, %2 (95 % corrected "
                   "interval).")
                .arg(best->title, baseline->title));
}

void printTest(const Terminal &terminal, const Report &report)
{
    if (!report.test)
        return;
    const Candidate *winner = report.find(report.test->block);
    const auto score = report.test->scores.find(report.metric);
    if (winner && score != report.test->scores.end()) {
        terminal.line(Tr::tr("%1 on the test part (%2 rows, looked at %3): %4.")
                          .arg(winner->title)
                          .arg(report.rowCounts.test)
                          .arg(report.test->looks == 1 ? Tr::tr("once")
                                                       : Tr::tr("%1 times").arg(report.test->looks),
                               formatScore(score->second, decimalsFor(score->second))));
    }
    if (report.refit)
        terminal.line(Tr::tr("The kept model was refitted on %1 rows: %2.")
                          .arg(report.refit->rows)
                          .arg(report.refit->parts.join(QStringLiteral(" + "))));
}

} // namespace

QJsonObject resultToJson(const Report &report, const Leaderboard &leaderboard)
{
    QJsonArray rows;
    for (const LeaderboardRow &row : leaderboard.rows)
        rows << toJson(row);
    QJsonObject object{{QStringLiteral("metric"), report.metric},
                       {QStringLiteral("direction"),
                        report.higherIsBetter ? QStringLiteral("max") : QStringLiteral("min")},
                       {QStringLiteral("positive_class"), report.positiveClass.isEmpty()
                                                              ? QJsonValue()
                                                              : QJsonValue(report.positiveClass)},
                       {QStringLiteral("folds"), toJson(report.foldPlan)},
                       {QStringLiteral("leaderboard"), rows}};
    if (const LeaderboardRow *best = leaderboard.best()) {
        object.insert(QStringLiteral("best"),
                      QJsonObject{{QStringLiteral("block"), best->block},
                                  {QStringLiteral("title"), best->title},
                                  {QStringLiteral("score"), toJsonNumber(best->score)},
                                  {QStringLiteral("sd"), toJsonNumber(best->sd)}});
    }
    if (report.test) {
        object.insert(QStringLiteral("test"),
                      QJsonObject{{QStringLiteral("block"), report.test->block},
                                  {QStringLiteral("looks"), report.test->looks},
                                  {QStringLiteral("scores"), toJson(report.test->scores)}});
    }
    return object;
}

void printResult(const Terminal &terminal, const Report &report, const Leaderboard &leaderboard)
{
    QVector<QStringList> rows;
    for (const LeaderboardRow &row : leaderboard.rows)
        rows << cells(row);
    if (!terminal.options().plain) {
        terminal.line(heading(report));
        terminal.line({});
    }
    terminal.table({Tr::tr("rank"), Tr::tr("candidate"), metricTitle(report.metric), Tr::tr("± SD"),
                    Tr::tr("fit"), Tr::tr("p50 ms"), Tr::tr("p95 ms"), Tr::tr("warnings"),
                    QString()},
                   rows);
    if (terminal.options().plain)
        return;
    terminal.line({});
    if (!report.foldPlan.why.isEmpty())
        terminal.line(plainLine(report.foldPlan.why));
    printTies(terminal, leaderboard);
    printTest(terminal, report);
}

} // namespace outcrop
