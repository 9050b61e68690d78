#pragma once

#include "core/job_store/history.h"
#include "widgets/charts/chart.h"
#include "widgets/jobs/job_row.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace outcrop {

class ChartView;
class DetailsTable;
class LossControls;
class Style;

// What is known of the selected jobs: a tab a chart, an overview of the most telling ones, the
// leaderboard, the history of a single one, and a line on how the figures were obtained.
class JobDetails : public QWidget
{
    Q_OBJECT

public:
    explicit JobDetails(Style &style, QWidget *parent = nullptr);

    // Rows of the selected jobs; their charts follow by showCharts().
    void showJobs(const std::vector<JobRow> &rows);
    void showCharts(const std::vector<Chart> &charts);
    // Of the selected job, where there is one: that of another is nobody's.
    void showHistory(const QString &uuid, const std::vector<HistoryRow> &history);

    QStringList tabs() const; // Their keys: "overview", "leaderboard", "loss", …, "history"
    QString currentTab() const;
    void setCurrentTab(const QString &key);
    QString sentence() const; // What is said in place of charts; empty: charts are shown.

    // As they are seen.
    std::vector<Chart> charts() const;

    LossView lossView() const;
    void setLossView(const LossView &view);

signals:
    void status(const QString &sentence);
    void logWished();
    void lossViewChanged(const outcrop::LossView &view);         // By a person.
    void blockWished(const QString &uuid, const QString &block); // By its id: its line was clicked.

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildOverview();
    void buildSingle();
    void updateTabs();
    void updatePage();
    std::vector<const Chart *> tellingCharts() const;
    void updateOverview();
    void updateLeaderboard();
    void fitTables();
    void updateSentence();
    ChartView *makeView();
    void followLine(const QString &label);
    const Chart *find(const QString &key) const;
    Chart seen(const Chart &chart) const;

    Style &m_style;
    std::vector<JobRow> m_rows;
    std::vector<Chart> m_charts;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QWidget *m_overview;
    ChartView *m_main;
    QWidget *m_side;
    ChartView *m_upper;
    ChartView *m_lower;
    QWidget *m_singlePage;
    ChartView *m_single; // Of the current tab.
    LossControls *m_lossControls;
    DetailsTable *m_leaderboard;
    DetailsTable *m_history;
    QLabel *m_sentence;
    QLabel *m_how;
    QString m_wanted; // The tab a person chose, kept over jobs that lack it.
};

// Who did how well: a row a candidate, of several jobs one after the other.
ChartTable leaderboardTable(const std::vector<JobRow> &rows);
// What happened to a job, the newest first.
ChartTable historyTable(const std::vector<HistoryRow> &history);

} // namespace outcrop
