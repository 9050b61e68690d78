// What the cells of the table of jobs say, and how they look and sort.

#include "core/base/text.h"
#include "core/job_store/job_flags.h"
#include "core/results/metric_title.h"
#include "widgets/charts/chart_series.h"
#include "widgets/jobs/job_table_model.h"
#include "widgets/jobs/job_words.h"
#include "widgets/pages/age_text.h"
#include "widgets/style/style.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcrop {

namespace {

Ink inkOf(StateTone tone)
{
    switch (tone) {
    case StateTone::Active:
        return Ink::Accent;
    case StateTone::Good:
        return Ink::Good;
    case StateTone::Bad:
        return Ink::Bad;
    case StateTone::Doubtful:
        return Ink::Warning;
    default:
        return Ink::Muted;
    }
}

} // namespace

double JobTableModel::number(const JobRow &row, JobColumn column) const
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const LeaderboardRow *best = row.summary ? row.summary->leaderboard.best() : nullptr;
    switch (column) {
    case JobColumn::Duration:
        return secondsOf(row.job, m_now).value_or(none);
    case JobColumn::Score:
        return best ? best->score : none;
    case JobColumn::Test:
        return row.summary ? row.summary->testScore.value_or(none) : none;
    case JobColumn::P95:
        return row.summary ? row.summary->p95.value_or(none) : none;
    case JobColumn::Warnings: {
        const qint64 count = row.summary ? row.summary->warnings : row.progress.warnings;
        return count > 0 ? double(count) : none;
    }
    case JobColumn::Attempt:
        return row.job.attempt.number;
    default:
        return none;
    }
}

QString JobTableModel::text(const JobRow &row, JobColumn column) const
{
    const LeaderboardRow *best = row.summary ? row.summary->leaderboard.best() : nullptr;
    const double value = number(row, column);
    switch (column) {
    case JobColumn::Job:
        return row.job.title;
    case JobColumn::Pipeline:
        return plainLine(row.job.name, 80);
    case JobColumn::Host:
        return row.host;
    case JobColumn::Address:
        return plainLine(row.address, 60);
    case JobColumn::State:
        return stateAsOf(row, m_now);
    case JobColumn::Seen:
        return isTerminal(row.job.attempt.state) ? QString() : ageText(row.seen, m_now);
    case JobColumn::Started:
        return whenText(startOf(row.job), m_now);
    case JobColumn::Duration:
        return formatDuration(value);
    case JobColumn::Best:
        return best ? plainLine(best->title, 60) : QString();
    case JobColumn::Score:
        if (!best)
            return {};
        return m_sharedMetric.isEmpty() ? tr("%1 %2").arg(metricTitle(row.summary->metric),
                                                          meanText(best->score, best->sd))
                                        : meanText(best->score, best->sd);
    case JobColumn::Test:
        // To as many digits as the score beside it.
        return std::isfinite(value) ? scoreText(value, best ? best->sd : 0) : QString();
    case JobColumn::P95:
        return std::isfinite(value) ? QLocale().toString(value, 'f', value < 10 ? 2 : 1)
                                    : QString();
    case JobColumn::Warnings:
    case JobColumn::Attempt:
        return std::isfinite(value) ? QLocale().toString(value, 'f', 0) : QString();
    case JobColumn::Kept:
        return row.summary ? plainLine(row.summary->model, 60) : QString();
    case JobColumn::Folder:
        return row.job.results;
    }
    return {};
}

QVariant JobTableModel::sortValue(const JobRow &row, JobColumn column) const
{
    switch (column) {
    case JobColumn::Seen:
        return row.seen;
    case JobColumn::Started: // A host tells whole seconds: jobs of one second stay in order.
        return std::max(startOf(row.job), row.job.createdAt);
    default:
        return isNumeric(column) ? QVariant(number(row, column)) : QVariant(text(row, column));
    }
}

QString JobTableModel::toolTip(const JobRow &row, JobColumn column) const
{
    switch (column) {
    case JobColumn::State:
        if (isStale(row, m_now) && !row.linkText.isEmpty())
            return plainLine(row.linkText);
        if (const QStringList odd = flagSentences(row.job.attempt, m_now); !odd.isEmpty())
            return odd.join(QLatin1Char('\n'));
        if (!row.job.attempt.reason.isEmpty())
            return plainLine(row.job.attempt.reason);
        return row.problem.isEmpty() ? text(row, column) : row.problem;
    case JobColumn::Seen:
        return row.linkText.isEmpty() ? utcText(row.seen) : row.linkText;
    case JobColumn::Started:
        return utcText(startOf(row.job));
    case JobColumn::Score:
    case JobColumn::Test:
        return row.summary ? row.summary->how : QString();
    case JobColumn::Kept:
        return row.summary && !row.summary->model.isEmpty()
                   ? tr("It predicts new rows: outcrop predict %1 FILE.csv").arg(row.job.title)
                   : QString();
    default:
        return text(row, column);
    }
}

Ink JobTableModel::stateInk(const JobRow &row) const
{
    if (isStale(row, m_now))
        return Ink::Muted;
    const bool isOdd = !flagNames(row.job.attempt).isEmpty();
    return isOdd ? Ink::Warning : inkOf(stateTone(row.job.attempt.state));
}

int JobTableModel::ink(const JobRow &row, JobColumn column) const
{
    const bool isOld = isStale(row, m_now);
    if (column == JobColumn::Job || column == JobColumn::Score
        || (column == JobColumn::State && !isOld))
        return int(Ink::Text);
    return int(column == JobColumn::Seen && isOld ? Ink::Warning : Ink::Muted);
}

QVariant JobTableModel::data(const QModelIndex &index, int role) const
{
    const JobRow &row = m_rows[std::size_t(index.row())];
    const auto column = JobColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::DecorationRole:
        if (column == JobColumn::State)
            return m_style.icon(stateIcon(row.job.attempt.state), stateInk(row));
        return {};
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft));
    case SortRole:
        return sortValue(row, column);
    case UuidRole:
        return row.job.uuid;
    case InkRole:
        return ink(row, column);
    default:
        return {};
    }
}

QVariant JobTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = JobColumn(section);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole && column == JobColumn::Score)
        return tr("The best model's mean ± standard deviation over the folds");
    if (role == Qt::ToolTipRole && column == JobColumn::Test)
        return tr("The best model on rows that played no part in choosing it");
    if (role != Qt::DisplayRole)
        return {};
    const QString metric = column == JobColumn::Score ? m_sharedMetric : QString();
    return metric.isEmpty() ? columnTitle(column) : metricTitle(metric);
}

} // namespace outcrop
