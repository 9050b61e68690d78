#include "widgets/jobs/job_proxy_model.h"

#include "widgets/jobs/job_table_model.h"

#include <cmath>

namespace outcrop {

namespace {

// Below, at or above 0.
int compare(const QVariant &x, const QVariant &y)
{
    if (x.type() == QVariant::Double) { // What has no number is least.
        const double u = x.toDouble();
        const double v = y.toDouble();
        if (std::isnan(u) || std::isnan(v))
            return int(std::isnan(v)) - int(std::isnan(u));
        return int(u > v) - int(u < v);
    }
    if (x.type() == QVariant::DateTime) {
        const QDateTime u = x.toDateTime();
        const QDateTime v = y.toDateTime();
        return int(u > v) - int(u < v);
    }
    return QString::localeAwareCompare(x.toString(), y.toString());
}

} // namespace

JobProxyModel::JobProxyModel(JobTableModel &jobs, QObject *parent)
    : QSortFilterProxyModel(parent), m_jobs(jobs)
{
    setSourceModel(&jobs);
    setDynamicSortFilter(true);
    setSortRole(SortRole);
}

void JobProxyModel::setFilter(const JobFilter &filter)
{
    m_filter = filter;
    invalidateFilter();
}

bool JobProxyModel::filterAcceptsRow(int row, const QModelIndex &) const
{
    const JobRow &job = m_jobs.row(row);
    return m_filter.accepts([&](JobColumn column) { return m_jobs.text(job, column); },
                            [&](JobColumn column) { return m_jobs.number(job, column); });
}

bool JobProxyModel::lessThan(const QModelIndex &a, const QModelIndex &b) const
{
    const int order = compare(a.data(SortRole), b.data(SortRole));
    if (order != 0)
        return order < 0;
    return m_jobs.row(a.row()).job.createdAt < m_jobs.row(b.row()).job.createdAt;
}

} // namespace outcrop
