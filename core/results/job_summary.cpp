#include "core/results/job_summary.h"

#include "core/base/text.h"
#include "core/results/metric_title.h"
#include "core/results/report_reader.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobSummary)
};

QString foldsText(const Report &report)
{
    const FoldPlan &plan = report.foldPlan;
    if (plan.kind == QLatin1String("validation_part"))
        return Tr::tr("the %1 rows of the validation part").arg(report.rowCounts.validation);
    const QString folds =
        plan.repeats > 1
            ? Tr::tr("%1 folds (%2 × %3)").arg(plan.count).arg(plan.splits).arg(plan.repeats)
            : Tr::tr("%1 folds").arg(plan.count);
    return Tr::tr("%1 of the %2 training rows").arg(folds).arg(report.rowCounts.train);
}

QString testText(const Report &report)
{
    if (!report.test)
        return {};
    return report.test->looks == 1
               ? Tr::tr("test part (%1 rows) looked at once").arg(report.rowCounts.test)
               : Tr::tr("test part (%1 rows) looked at %2 times")
                     .arg(report.rowCounts.test)
                     .arg(report.test->looks);
}

QString howObtained(const Report &report)
{
    QStringList parts{
        Tr::tr("%1, %2").arg(metricTitle(report.metric), report.higherIsBetter
                                                             ? Tr::tr("higher is better")
                                                             : Tr::tr("lower is better")),
        report.task == Report::Task::Clustering
            ? Tr::tr("mean ± SD over %1, on the rows that were clustered").arg(foldsText(report))
            : Tr::tr("mean ± SD over %1, the same for all").arg(foldsText(report)),
    };
    if (!report.positiveClass.isEmpty())
        parts << Tr::tr("positive: %1").arg(plainLine(report.positiveClass, 60));
    parts << testText(report);
    if (report.refit)
        parts << Tr::tr("best model refitted on %1 rows").arg(report.refit->rows);
    parts << Tr::tr("seed %1").arg(report.foldPlan.seed);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

} // namespace

std::optional<double> percentileOf(const LeaderboardRow &row, double percent)
{
    if (!row.latency)
        return {};
    for (const LatencyPercentile &percentile : row.latency->percentiles) {
        if (percentile.percent == percent)
            return percentile.milliseconds;
    }
    return {};
}

JobSummary summarize(const Report &report)
{
    JobSummary summary;
    summary.name = report.name;
    summary.metric = report.metric;
    summary.leaderboard = makeLeaderboard(report);
    for (const LeaderboardRow &row : summary.leaderboard.rows) {
        summary.folds = std::max(summary.folds, int(row.foldScores.size()));
        summary.warnings += row.warnings;
        if (row.block == report.winner)
            summary.p95 = percentileOf(row, 95);
    }
    if (report.test) {
        summary.testLooks = report.test->looks;
        const auto score = report.test->scores.find(report.metric);
        if (score != report.test->scores.end())
            summary.testScore = score->second;
    }
    if (report.refit)
        summary.model = QFileInfo(report.refit->model).fileName();
    summary.how = howObtained(report);
    return summary;
}

Result<JobSummary> readJobSummary(const QString &folder)
{
    return readReport(folder).map([](const Report &report) { return summarize(report); });
}

} // namespace outcrop
