#include "widgets/jobs/job_details.h"

#include "core/base/text.h"
#include "widgets/charts/chart_view.h"
#include "widgets/charts/loss_controls.h"
#include "widgets/jobs/details_table.h"
#include "widgets/jobs/job_words.h"
#include "widgets/style/style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop {

namespace {

const QString overviewKey = QStringLiteral("overview");
const QString leaderboardKey = QStringLiteral("leaderboard");
const QString historyKey = QStringLiteral("history");
constexpr int sideFrom = 1050; // Pixels of width from which charts stand side by side,
constexpr int leastWithHow = 300;
constexpr int twoFrom = 420; // of height from which two stand above each other.

QString forecastOf(const JobRow &row)
{
    const QString &forecast = row.outlook.forecast;
    return isTerminal(row.job.attempt.state) || forecast.isEmpty()
               ? QString()
               : JobDetails::tr("It takes %1.").arg(forecast);
}

} // namespace

JobDetails::JobDetails(Style &style, QWidget *parent)
    : QWidget(parent)
    , m_style(style)
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
    , m_overview(new QWidget(this))
    , m_main(makeView())
    , m_side(new QWidget(m_overview))
    , m_upper(makeView())
    , m_lower(makeView())
    , m_singlePage(new QWidget(this))
    , m_single(makeView())
    , m_lossControls(new LossControls(style, m_singlePage))
    , m_leaderboard(new DetailsTable(style, tr("Leaderboard"), this))
    , m_history(new DetailsTable(style, tr("History"), this))
    , m_sentence(new QLabel(this))
    , m_how(new QLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(10, 0, 10, 0);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch();
    layout->addLayout(tabRow);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_how);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setAccessibleName(tr("Charts"));
    buildOverview();
    m_pages->addWidget(m_leaderboard);
    m_pages->addWidget(m_history);
    buildSingle();
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setContentsMargins(40, 20, 40, 20);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_pages->addWidget(m_sentence);
    m_how->setContentsMargins(20, 5, 20, 7);
    m_how->setFont(m_style.small());
    m_how->setForegroundRole(QPalette::PlaceholderText);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    m_how->setWordWrap(true);
    m_how->setAccessibleName(tr("How the figures were obtained"));
    connect(m_tabs, &QTabBar::currentChanged, this, [this] { // By mouse or keyboard.
        m_wanted = currentTab();
        updatePage();
    });
    updateTabs();
}

ChartView *JobDetails::makeView()
{
    auto *view = new ChartView(m_style, this);
    connect(view, &ChartView::status, this, &JobDetails::status);
    connect(view, &ChartView::lineClicked, this, &JobDetails::followLine);
    return view;
}

void JobDetails::buildOverview()
{
    auto *row = new QHBoxLayout(m_overview);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(m_main, 1);
    row->addWidget(m_side, 1);
    auto *column = new QVBoxLayout(m_side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_upper, 1);
    column->addWidget(m_lower, 1);
    m_pages->addWidget(m_overview);
}

void JobDetails::buildSingle()
{
    auto *column = new QVBoxLayout(m_singlePage);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_single, 1);
    column->addWidget(m_lossControls);
    m_pages->addWidget(m_singlePage);
    connect(m_lossControls, &LossControls::viewChanged, this, [this](const LossView &view) {
        updatePage();
        emit lossViewChanged(view);
    });
}

void JobDetails::setLossView(const LossView &view)
{
    m_lossControls->setView(view);
    updatePage();
}

LossView JobDetails::lossView() const
{
    return m_lossControls->view();
}

Chart JobDetails::seen(const Chart &chart) const
{
    const LossView view = lossView();
    return chart.viewed && view != LossView() ? chart.viewed(view) : chart;
}

std::vector<Chart> JobDetails::charts() const
{
    std::vector<Chart> charts;
    for (const Chart &chart : m_charts)
        charts.push_back(seen(chart));
    return charts;
}

const Chart *JobDetails::find(const QString &key) const
{
    const auto found = std::find_if(m_charts.begin(), m_charts.end(),
                                    [&](const Chart &chart) { return chart.key == key; });
    return found == m_charts.end() ? nullptr : &*found;
}

void JobDetails::showJobs(const std::vector<JobRow> &rows)
{
    const auto uuids = [](const std::vector<JobRow> &list) {
        QStringList names;
        for (const JobRow &row : list)
            names << row.job.uuid;
        return names;
    };
    const bool isOther = uuids(rows) != uuids(m_rows);
    m_rows = rows;
    if (isOther) {
        m_charts.clear();
        m_history->setTable({});
    }
    QStringList how;
    for (const JobRow &row : rows) {
        const QString said = row.summary ? row.summary->how : forecastOf(row);
        if (!said.isEmpty())
            how << (rows.size() == 1 ? said : tr("%1: %2").arg(row.job.title, said));
    }
    m_how->setText(how.join(QLatin1Char('\n')));
    m_how->setVisible(!how.isEmpty() && rows.size() <= 3);
    updateLeaderboard();
    updateTabs();
}

void JobDetails::showCharts(const std::vector<Chart> &charts)
{
    m_charts = charts;
    updateTabs();
}

void JobDetails::showHistory(const QString &uuid, const std::vector<HistoryRow> &history)
{
    if (m_rows.size() != 1 || m_rows.front().job.uuid != uuid)
        return;
    m_history->setTable(historyTable(history));
    updateTabs();
    fitTables();
}

void JobDetails::updateLeaderboard()
{
    m_leaderboard->setTable(leaderboardTable(m_rows));
    fitTables();
}

void JobDetails::fitTables()
{
    m_leaderboard->fit(m_pages->width());
    m_history->fit(m_pages->width());
}

QStringList JobDetails::tabs() const
{
    QStringList keys;
    for (int i = 0; i < m_tabs->count(); ++i)
        keys << m_tabs->tabData(i).toString();
    return keys;
}

QString JobDetails::currentTab() const
{
    return m_tabs->tabData(m_tabs->currentIndex()).toString();
}

void JobDetails::setCurrentTab(const QString &key)
{
    m_wanted = key;
    const int index = tabs().indexOf(key);
    if (index >= 0)
        m_tabs->setCurrentIndex(index);
}

void JobDetails::updateTabs()
{
    QStringList keys;
    QStringList titles;
    const auto add = [&](const QString &key, const QString &title) {
        keys << key;
        titles << title;
    };
    const bool hasHistory = m_history->rowCount() > 0;
    if (!m_charts.empty() || hasHistory)
        add(overviewKey, tr("Overview")); // Or why there is none yet.
    if (!m_charts.empty() && m_leaderboard->rowCount() > 0)
        add(leaderboardKey, tr("Leaderboard"));
    for (const Chart &chart : m_charts)
        add(chart.key, chart.tab);
    if (hasHistory)
        add(historyKey, tr("History"));
    if (keys != tabs()) {
        const QSignalBlocker blocker(m_tabs);
        while (m_tabs->count() > 0)
            m_tabs->removeTab(0);
        for (int i = 0; i < keys.size(); ++i)
            m_tabs->setTabData(m_tabs->addTab(titles[i]), keys[i]);
        m_tabs->setCurrentIndex(std::max(0, int(keys.indexOf(m_wanted))));
    }
    m_tabs->setVisible(!keys.isEmpty());
    updatePage();
}

// A label begins with the title of its candidate, in an overlay after that of the job.
void JobDetails::followLine(const QString &label)
{
    QString uuid, block;
    qsizetype longest = 0;
    for (const JobRow &row : m_rows) {
        const bool isOverlay = m_rows.size() > 1;
        if (!row.summary || (isOverlay && !label.contains(row.job.title)))
            continue;
        for (const LeaderboardRow &candidate : row.summary->leaderboard.rows) {
            const QString title = shownTitle(candidate.title);
            const bool isOf = isOverlay ? label.contains(title) : label.startsWith(title);
            if (!isOf || title.size() <= longest)
                continue;
            longest = title.size();
            uuid = row.job.uuid;
            block = candidate.block;
        }
    }
    if (longest > 0)
        emit blockWished(uuid, block);
}

void JobDetails::updatePage()
{
    updateSentence();
    const QString key = currentTab();
    if (key == historyKey) {
        m_pages->setCurrentWidget(m_history);
    } else if (m_charts.empty()) {
        m_pages->setCurrentWidget(m_sentence);
    } else if (key == overviewKey) {
        updateOverview();
        m_pages->setCurrentWidget(m_overview);
    } else if (key == leaderboardKey) {
        m_pages->setCurrentWidget(m_leaderboard);
    } else if (const Chart *chart = find(key)) {
        m_single->showChart(seen(*chart));
        m_lossControls->setVisible(bool(chart->viewed));
        m_pages->setCurrentWidget(m_singlePage);
    }
}

// Those that have something to show, the ones that tell most first. How it was learnt and how fast
// it answers say more beside a curve than the scores do.
std::vector<const Chart *> JobDetails::tellingCharts() const
{
    const auto told = [this](const char *key) {
        const Chart *chart = find(QString::fromLatin1(key));
        return chart && chart->empty.isEmpty() ? chart : nullptr;
    };
    const bool hasBoth = told("loss") && told("latency");
    std::vector<const Chart *> telling;
    for (const char *key : {"roc", "predicted", "loss", hasBoth ? "latency" : "scores",
                            hasBoth ? "scores" : "latency", "precision-recall", "resources"}) {
        if (const Chart *chart = told(key))
            telling.push_back(chart);
    }
    if (telling.empty())
        telling.push_back(&m_charts.front());
    return telling;
}

void JobDetails::updateOverview()
{
    const std::vector<const Chart *> telling = tellingCharts();
    m_main->showChart(seen(*telling[0]));
    const bool hasSide = telling.size() > 1 && width() >= sideFrom;
    m_side->setVisible(hasSide);
    if (!hasSide)
        return;
    m_upper->showChart(seen(*telling[1]));
    const bool hasTwo = telling.size() > 2 && m_pages->height() >= twoFrom;
    m_lower->setVisible(hasTwo);
    if (hasTwo)
        m_lower->showChart(seen(*telling[2]));
}

void JobDetails::updateSentence()
{
    QString text;
    if (m_rows.empty()) {
        text = tr("Select a job to see how it went. Select several to compare them.");
    } else if (m_rows.size() == 1) {
        const JobRow &row = m_rows.front();
        const Attempt &attempt = row.job.attempt;
        text = !row.problem.isEmpty()      ? row.problem
               : !attempt.reason.isEmpty() ? QStringLiteral("%1\n%2").arg(stateTitle(attempt.state),
                                                                          plainLine(attempt.reason))
               : isTerminal(attempt.state)
                   ? tr("%1: there is nothing to draw.").arg(stateTitle(attempt.state))
                   : tr("%1. Charts come with the first figures.").arg(stateTitle(attempt.state));
    } else {
        text = tr("None of these jobs has told a figure yet.");
    }
    m_sentence->setText(text);
}

QString JobDetails::sentence() const
{
    return m_pages->currentWidget() == m_sentence ? m_sentence->text() : QString();
}

void JobDetails::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_how->setVisible(height() >= m_style.scaled(leastWithHow)); // Else the charts need its room.
    layout()->activate();
    fitTables();
    if (!m_charts.empty() && currentTab() == overviewKey)
        updateOverview();
}

} // namespace outcrop
