#include "widgets/jobs/job_table_model.h"

#include <algorithm>

namespace outcrop {

JobTableModel::JobTableModel(const Style &style, QObject *parent)
    : QAbstractTableModel(parent), m_style(style)
{
}

JobRow JobTableModel::makeRow(const Job &job, const QDateTime &now) const
{
    JobRow row;
    row.job = job;
    nameHost(row);
    row.seen = job.changedAt.isValid() ? job.changedAt : now;
    const auto link = m_links.find(job.attempt.host);
    if (link != m_links.end()) {
        row.link = link->second.state;
        row.linkText = link->second.sentence;
    }
    return row;
}

void JobTableModel::nameHost(JobRow &row) const
{
    const QString &id = row.job.attempt.host;
    row.host = m_hosts.value(id, id);
    row.address = m_addresses.value(id);
}

void JobTableModel::setJobs(const QVector<Job> &jobs, const QDateTime &now)
{
    beginResetModel();
    std::vector<JobRow> rows;
    for (const Job &job : jobs) {
        JobRow row = makeRow(job, now);
        if (const JobRow *old = find(job.uuid)) {
            row = *old;
            row.job = job;
        }
        rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), [](const JobRow &a, const JobRow &b) {
        return a.job.createdAt > b.job.createdAt;
    });
    m_rows = std::move(rows);
    m_now = now;
    shareMetric();
    endResetModel();
}

void JobTableModel::update(const Job &job, const QDateTime &now)
{
    const int at = rowOf(job.uuid);
    if (at < 0) {
        beginInsertRows({}, 0, 0);
        m_rows.insert(m_rows.begin(), makeRow(job, now));
        endInsertRows();
        return;
    }
    JobRow &row = m_rows[std::size_t(at)];
    const bool isAnew = row.job.attempt.number != job.attempt.number;
    row.job = job;
    row.seen = std::max(row.seen, job.changedAt.isValid() ? job.changedAt : now);
    if (isAnew) {
        row.progress = {};
        row.summary.reset();
    }
    tell(at);
}

void JobTableModel::remove(const QString &uuid)
{
    const int at = rowOf(uuid);
    if (at < 0)
        return;
    beginRemoveRows({}, at, at);
    m_rows.erase(m_rows.begin() + at);
    shareMetric();
    endRemoveRows();
}

void JobTableModel::setHosts(const QHash<QString, QString> &titles,
                             const QHash<QString, QString> &addresses)
{
    m_hosts = titles;
    m_addresses = addresses;
    for (JobRow &row : m_rows)
        nameHost(row);
    setNow(m_now);
}

void JobTableModel::setLink(const QString &host, LinkState state, const QString &sentence,
                            const QDateTime &seen)
{
    m_links[host] = {state, sentence};
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        JobRow &row = m_rows[i];
        if (row.job.attempt.host != host)
            continue;
        row.link = state;
        row.linkText = sentence;
        if (state == LinkState::Ok)
            row.seen = seen;
        tell(int(i));
    }
}

void JobTableModel::setSeen(const QString &host, const QDateTime &now)
{
    for (JobRow &row : m_rows) {
        if (row.job.attempt.host == host && !isTerminal(row.job.attempt.state))
            row.seen = now;
    }
    setNow(now);
}

void JobTableModel::setSummary(const QString &uuid, const Result<JobSummary> &summary)
{
    const int at = rowOf(uuid);
    if (at < 0)
        return;
    JobRow &row = m_rows[std::size_t(at)];
    row.summary = summary ? std::optional(*summary) : std::nullopt;
    row.problem = summary ? QString() : summary.error().message;
    shareMetric();
    tell(at);
    emit headerDataChanged(Qt::Horizontal, 0, jobColumnCount - 1);
}

void JobTableModel::setProgress(const QString &uuid, const JobProgress &progress,
                                const QDateTime &now)
{
    const int at = rowOf(uuid);
    if (at < 0)
        return;
    JobRow &row = m_rows[std::size_t(at)];
    row.progress = progress;
    if (row.link == LinkState::Ok) // Else it was read of what is here of the job.
        row.seen = now;
    tell(at);
}

void JobTableModel::setOutlook(const QString &uuid, const JobOutlook &outlook)
{
    const int at = rowOf(uuid);
    if (at < 0)
        return;
    m_rows[std::size_t(at)].outlook = outlook;
    tell(at);
}

void JobTableModel::setNow(const QDateTime &now)
{
    m_now = now;
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, jobColumnCount - 1),
                         {Qt::DisplayRole, Qt::DecorationRole, InkRole});
}

void JobTableModel::tell(int row)
{
    emit dataChanged(index(row, 0), index(row, jobColumnCount - 1));
}

int JobTableModel::rowOf(const QString &uuid) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const JobRow &row) { return row.job.uuid == uuid; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

const JobRow *JobTableModel::find(const QString &uuid) const
{
    const int at = rowOf(uuid);
    return at < 0 ? nullptr : &m_rows[std::size_t(at)];
}

int JobTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int JobTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : jobColumnCount;
}

void JobTableModel::shareMetric()
{
    m_sharedMetric.clear();
    QString metric;
    for (const JobRow &row : m_rows) {
        if (!row.summary)
            continue;
        if (!metric.isEmpty() && metric != row.summary->metric)
            return;
        metric = row.summary->metric;
    }
    m_sharedMetric = metric;
}

} // namespace outcrop
