#pragma once

#include "widgets/jobs/job_filter.h"

#include <QSortFilterProxyModel>

namespace outcrop {

class JobTableModel;

// Sorted by what a column means, what is equal by when it was submitted; filtered by JobFilter.
class JobProxyModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit JobProxyModel(JobTableModel &jobs, QObject *parent = nullptr);

    void setFilter(const JobFilter &filter);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &a, const QModelIndex &b) const override;

private:
    JobTableModel &m_jobs;
    JobFilter m_filter;
};

} // namespace outcrop
