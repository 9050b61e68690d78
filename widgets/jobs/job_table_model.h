#pragma once

#include "widgets/jobs/job_row.h"

#include <QAbstractTableModel>

#include <map>

namespace outcrop {

class Style;
enum class Ink;

// Beyond Qt's own.
enum JobRole {
    SortRole = Qt::UserRole, // A double, a QString or a QDateTime.
    UuidRole,
    InkRole, // int(Ink)
};

// Jobs as a table, newest first. Texts of other computers are shown on one line.
class JobTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit JobTableModel(const Style &style, QObject *parent = nullptr);

    void setJobs(const QVector<Job> &jobs, const QDateTime &now);
    void update(const Job &job, const QDateTime &now); // Adds it where it is new.
    void remove(const QString &uuid);
    // By profile id.
    void setHosts(const QHash<QString, QString> &titles, const QHash<QString, QString> &addresses);
    void setLink(const QString &host, LinkState state, const QString &sentence,
                 const QDateTime &seen);
    void setSeen(const QString &host, const QDateTime &now); // The host answered.
    void setSummary(const QString &uuid, const Result<JobSummary> &summary);
    void setProgress(const QString &uuid, const JobProgress &progress, const QDateTime &now);
    void setOutlook(const QString &uuid, const JobOutlook &outlook);
    // Ages and durations are as of this time (UTC).
    void setNow(const QDateTime &now);

    const JobRow *find(const QString &uuid) const;
    const JobRow &row(int row) const { return m_rows[std::size_t(row)]; }
    double number(const JobRow &row, JobColumn column) const; // NaN where there is none.
    QString text(const JobRow &row, JobColumn column) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int rowOf(const QString &uuid) const;
    void nameHost(JobRow &row) const;
    JobRow makeRow(const Job &job, const QDateTime &now) const;
    void tell(int row);
    QVariant sortValue(const JobRow &row, JobColumn column) const;
    QString toolTip(const JobRow &row, JobColumn column) const;
    Ink stateInk(const JobRow &row) const;
    int ink(const JobRow &row, JobColumn column) const;
    void shareMetric();

    const Style &m_style;
    std::vector<JobRow> m_rows;
    QHash<QString, QString> m_hosts; // Titles.
    QHash<QString, QString> m_addresses;
    QDateTime m_now;
    struct Link
    {
        LinkState state = LinkState::Ok;
        QString sentence;
    };
    std::map<QString, Link> m_links; // By host; of jobs that are yet to come, too.
    QString m_sharedMetric;          // Of all jobs; empty: they differ.
};

} // namespace outcrop
