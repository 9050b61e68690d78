#pragma once

#include "core/job_store/job.h"
#include "core/results/job_summary.h"

#include <QHash>
#include <QWidget>

#include <functional>

class QLabel;
class QSplitter;
class QStackedWidget;
class QTableView;
class QTimer;
class QToolButton;

namespace outcrop {

class JobColumns;
class JobCommands;
class JobDetails;
class JobProxyModel;
class JobTableModel;
class ResultsExport;
class ResultsLoader;
class SearchField;
class Style;
struct JobOutlook;
struct JobRow;

// The place Results: a table of jobs, and below it charts, leaderboard and origin of the selected
// ones. Shows what it is told; wishes are signals, those for jobs of its commands. Result files are
// read on the thread pool.
class ResultsPlace : public QWidget
{
    Q_OBJECT

public:
    // Times are given by `clock` (UTC); empty: this computer's.
    explicit ResultsPlace(Style &style, QWidget *parent = nullptr,
                          std::function<QDateTime()> clock = {});

    // All jobs, in any order. What is known of those that stay is kept.
    void setJobs(const QVector<Job> &jobs);
    void updateJob(const Job &job); // New or changed.
    void removeJob(const QString &uuid);
    // By profile id.
    void setHosts(const QHash<QString, QString> &titles, const QHash<QString, QString> &addresses);
    void setLink(const QString &host, LinkState state, const QString &sentence);
    void setSeen(const QString &host); // It answered just now.
    // What the blocks of a job are called, by id, while it has no report.
    void setBlocks(const QString &uuid, const QHash<QString, QString> &titles, int models);
    // What lies before a job that has not ended.
    void setOutlook(const QString &uuid, const JobOutlook &outlook);
    // Events of a job from their first byte on; bytes of another attempt begin after updateJob().
    void appendEvents(const QString &uuid, const QByteArray &bytes);
    // Instead of reading it from the job's results.
    void setSummary(const QString &uuid, const JobSummary &summary);

    QStringList selectedJobs() const;          // Uuids, as the table has them.
    void selectJobs(const QStringList &uuids); // Emits nothing.
    JobDetails *details() const { return m_details; }
    JobCommands *commands() const { return m_commands; } // What a person wishes for jobs.

    // Of the columns that are wanted; see JobColumns.
    QStringList columns() const;
    void setColumns(const QStringList &keys);
    QVector<QWidget *> panes() const; // That the keyboard goes through, one by one.
    QByteArray splitterState() const;
    void setSplitterState(const QByteArray &state);

public slots:
    void focusSearch();

signals:
    void selected(const QStringList &uuids); // By whomever: their events are wanted.
    void columnsChanged(const QStringList &keys);
    void blockWished(const QString &uuid, const QString &block); // By its id in that job.
    void buildWished(); // There is no job yet: where one is made.
    void status(const QString &sentence);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildHeader();
    void buildTable();
    void buildEmptyPage();
    void connectCommands();
    void connectLoader();

    void takeSelection();
    void selectFirst();
    void showSelected();
    void updatePages();
    void filter(const QString &text);
    std::vector<JobRow> selectedRows() const;

    Style &m_style;
    std::function<QDateTime()> m_clock;
    JobTableModel *m_jobs;
    JobProxyModel *m_shown;
    ResultsLoader *m_loader;
    JobCommands *m_commands;
    ResultsExport *m_export;
    JobColumns *m_columns = nullptr;
    QWidget *m_header;
    SearchField *m_search;
    QLabel *m_count;
    QStackedWidget *m_pages;
    QSplitter *m_splitter;
    QTableView *m_table;
    QStackedWidget *m_tablePages;
    QLabel *m_nothingFound;
    JobDetails *m_details;
    QTimer *m_tick;
    std::vector<QToolButton *> m_buttons;
    QStringList m_wanted; // What was selected last: a search may hide it for a while.
};

} // namespace outcrop
