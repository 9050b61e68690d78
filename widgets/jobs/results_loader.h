#pragma once

#include "core/job_store/job.h"
#include "core/results/job_summary.h"
#include "widgets/charts/job_charts.h"
#include "widgets/jobs/job_row.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace outcrop {

// Reads results, adds up events and makes charts, all on the thread pool: one piece of work at a
// time, at most five a second.
class ResultsLoader : public QObject
{
    Q_OBJECT

public:
    explicit ResultsLoader(QObject *parent = nullptr);

    // A job is new or has changed. Its summary is read once it has results.
    void setJob(const Job &job);
    void remove(const QString &uuid);
    // How many models it compares, and what its blocks are called while there is no report.
    void setBlocks(const QString &uuid, const QHash<QString, QString> &titles, int models);
    // The next bytes of its events, from the first on.
    void appendEvents(const QString &uuid, const QByteArray &bytes);
    // The jobs whose charts are wanted.
    void select(const QStringList &uuids);

signals:
    void summaryRead(const QString &uuid, const outcrop::Result<outcrop::JobSummary> &summary);
    void progressed(const QString &uuid, const outcrop::JobProgress &progress);
    // Of the selected jobs. Empty: none of them has told anything yet.
    void chartsMade(const std::vector<outcrop::Chart> &charts);

private:
    struct Entry
    {
        Job job;
        QHash<QString, QString> titles;
        int models = 0;
        QByteArray pending;                // Events not yet added up.
        std::shared_ptr<EventRecord> live; // Of what was appended.
        std::shared_ptr<const Report> report;
        std::shared_ptr<const EventRecord> events; // Of the results.
        bool isRead = false;                       // The summary was read, or could not be.
    };
    struct Part;
    struct Answer;

    static Part read(const Entry &entry, bool isSelected);
    static JobProgress progressOf(const Entry &entry, const Part &part);
    static ChartedJob toCharted(const Entry &entry, const Part &part);

    void wake();
    void work();
    void finish(const Answer &answer);
    std::vector<Entry> nextEntries() const;
    bool hasWork() const;
    void forgetReports();

    std::map<QString, Entry> m_entries; // By uuid.
    QStringList m_selected;
    bool m_chartsWanted = false;
    bool m_isBusy = false;
    QTimer m_timer;
};

} // namespace outcrop
