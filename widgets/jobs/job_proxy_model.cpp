#include "widgets/jobs/job_proxy_model.h"

#include "widgets/jobs/job_table_model.h"

#include <cmath>

namespace outcrop {

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
    const QVariant x = a.data(SortRole);
    const QVariant y = b.data(SortRole);
    if (x.type() == QVariant::Double) { // What has no number is least.
        const double u = x.toDouble();
        const double v = y.toDouble();
        return std::isnan(u) ? !std::isnan(v) : u < v;
    }
    if (x.type() == QVariant::DateTime)
        return x.toDateTime() < y.toDateTime();
    return QString::localeAwareCompare(x.toString(), y.toString()) < 0;
}

} // namespace outcrop
