#pragma once

#include "widgets/charts/chart.h"
#include "widgets/jobs/job_row.h"

#include <QWidget>

class QLabel;
class QSortFilterProxyModel;
class QStackedWidget;
class QTabBar;
class QTableView;
class QVBoxLayout;

namespace outcrop {

class ChartTableModel;
class ChartView;
class LossControls;
class Style;

// What is known of the selected jobs: a tab a chart, an overview of the most telling ones, the
// leaderboard, and a line on how the figures were obtained.
class JobDetails : public QWidget
{
    Q_OBJECT

public:
    explicit JobDetails(Style &style, QWidget *parent = nullptr);

    // Rows of the selected jobs; their charts follow by showCharts().
    void showJobs(const std::vector<JobRow> &rows);
    void showCharts(const std::vector<Chart> &charts);

    QStringList tabs() const; // Their keys: "overview", "leaderboard", "loss", …
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
    void buildLeaderboard();
    void buildSingle();
    void updateTabs();
    void updatePage();
    std::vector<const Chart *> tellingCharts() const;
    void updateOverview();
    void updateLeaderboard();
    void fitLeaderboard();
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
    QTableView *m_leaderboard;
    ChartTableModel *m_ranks;
    QLabel *m_sentence;
    QLabel *m_how;
    QString m_wanted; // The tab a person chose, kept over jobs that lack it.
};

// Who did how well: a row a candidate, of several jobs one after the other.
ChartTable leaderboardTable(const std::vector<JobRow> &rows);

} // namespace outcrop
