#include "core/base/text.h"
#include "core/results/metric_title.h"
#include "widgets/charts/chart_series.h"
#include "widgets/jobs/job_details.h"
#include "widgets/jobs/job_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::LeaderboardTable)
};

QString meaning(const LeaderboardRow &row, const Leaderboard &leaderboard)
{
    if (!row.error.isEmpty())
        return Tr::tr("failed: %1").arg(plainLine(row.error, 80));
    if (row.baseline)
        return Tr::tr("baseline");
    if (row.rank == 1 && leaderboard.unbeatenBaseline())
        return Tr::tr("best, not shown to beat the baseline");
    if (row.rank == 1)
        return row.tied ? Tr::tr("best, tied") : Tr::tr("best");
    return row.tied ? Tr::tr("tied with the best") : QString();
}

QString milliseconds(const LeaderboardRow &row, double percent)
{
    const auto value = percentileOf(row, percent);
    return value ? QLocale().toString(*value, 'f', *value < 10 ? 2 : 1) : QString();
}

std::vector<QVariant> cells(const JobSummary &summary, const LeaderboardRow &row)
{
    const bool isTested = row.rank == 1 && summary.testScore;
    return {row.rank ? QVariant(QLocale().toString(*row.rank)) : QVariant(QStringLiteral("–")),
            plainLine(row.title, 60),
            meanText(row.score, row.sd),
            meaning(row, summary.leaderboard),
            isTested ? scoreText(*summary.testScore, row.sd) : QString(),
            formatDuration(row.fitSeconds),
            milliseconds(row, 50),
            milliseconds(row, 95),
            row.warnings > 0 ? QLocale().toString(row.warnings) : QString()};
}

} // namespace

ChartTable leaderboardTable(const std::vector<JobRow> &rows)
{
    const bool isOne = rows.size() == 1;
    QString metric;
    for (const JobRow &row : rows) {
        if (row.summary)
            metric = metricTitle(row.summary->metric);
    }
    ChartTable table;
    if (!isOne)
        table.columns << Tr::tr("Job");
    table.columns << Tr::tr("Rank") << Tr::tr("Candidate") << Tr::tr("%1, mean ± SD").arg(metric)
                  << Tr::tr("Meaning") << Tr::tr("Test, once") << Tr::tr("Fit") << Tr::tr("p50, ms")
                  << Tr::tr("p95, ms") << Tr::tr("Warnings");
    const int first = isOne ? 0 : 1;
    for (const int column : {2, 4, 5, 6, 7, 8})
        table.figures << first + column;
    for (const JobRow &row : rows) {
        if (!row.summary)
            continue;
        for (const LeaderboardRow &candidate : row.summary->leaderboard.rows) {
            std::vector<QVariant> line = cells(*row.summary, candidate);
            if (!isOne)
                line.insert(line.begin(), row.job.title);
            table.rows.push_back(std::move(line));
        }
    }
    return table;
}

} // namespace outcrop
