#include "widgets/jobs/results_place.h"

#include "widgets/jobs/job_columns.h"
#include "widgets/jobs/job_commands.h"
#include "widgets/jobs/job_details.h"
#include "widgets/jobs/job_proxy_model.h"
#include "widgets/jobs/job_table_model.h"
#include "widgets/jobs/results_export.h"
#include "widgets/jobs/results_loader.h"
#include "widgets/style/search_field.h"
#include "widgets/style/style.h"

#include <QAction>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int textFrom = 1290; // Pixels of width from which buttons carry their words.

} // namespace

ResultsPlace::ResultsPlace(Style &style, QWidget *parent, std::function<QDateTime()> clock)
    : QWidget(parent)
    , m_style(style)
    , m_clock(clock ? std::move(clock) : [] { return QDateTime::currentDateTimeUtc(); })
    , m_jobs(new JobTableModel(style, this))
    , m_shown(new JobProxyModel(*m_jobs, this))
    , m_loader(new ResultsLoader(this))
    , m_commands(new JobCommands(style, this))
    , m_export(new ResultsExport(style, this))
    , m_header(new QWidget(this))
    , m_search(new SearchField(style, tr("Search: words, or data = breast-cancer, score > 0.99")))
    , m_count(new QLabel(m_header))
    , m_pages(new QStackedWidget(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_table(new QTableView(this))
    , m_tablePages(new QStackedWidget(this))
    , m_nothingFound(new QLabel(this))
    , m_details(new JobDetails(style, this))
    , m_tick(new QTimer(this))
{
    buildHeader();
    buildTable();
    connectCommands();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_pages, 1);
    m_splitter->addWidget(m_tablePages);
    m_splitter->addWidget(m_details);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 5);
    m_splitter->setSizes({220, 560});
    m_pages->addWidget(m_splitter);
    buildEmptyPage();
    connectLoader();
    connect(m_details, &JobDetails::status, this, &ResultsPlace::status);
    connect(m_details, &JobDetails::blockWished, this, &ResultsPlace::blockWished);
    connect(m_tick, &QTimer::timeout, this, [this] {
        if (!isVisible())
            return;
        m_jobs->setNow(m_clock());
        m_columns->fitStates();
    });
    m_tick->start(1000);
    updatePages();
}

void ResultsPlace::connectLoader()
{
    connect(m_loader, &ResultsLoader::summaryRead, this,
            [this](const QString &uuid, const Result<JobSummary> &summary) {
                m_jobs->setSummary(uuid, summary);
                m_columns->fit();
                if (selectedJobs().contains(uuid))
                    showSelected();
            });
    connect(m_loader, &ResultsLoader::progressed, this,
            [this](const QString &uuid, const JobProgress &progress) {
                m_jobs->setProgress(uuid, progress, m_clock());
                m_columns->fitStates();
            });
    connect(m_loader, &ResultsLoader::chartsMade, m_details, &JobDetails::showCharts);
}

void ResultsPlace::connectCommands()
{
    for (QAction *action : m_commands->actions())
        m_table->addAction(action);
    connect(m_commands, &JobCommands::exportWished, this, [this] {
        const QToolButton *button = m_buttons[std::size_t(JobCommands::Command::Export)];
        m_export->openMenu(button->mapToGlobal(QPoint(0, button->height())), selectedRows(),
                           m_details->charts());
    });
    connect(m_commands, &JobCommands::copied, this, &ResultsPlace::status);
    connect(m_export, &ResultsExport::status, this, &ResultsPlace::status);
}

void ResultsPlace::updatePages()
{
    const int all = m_jobs->rowCount();
    const int found = m_shown->rowCount();
    m_pages->setCurrentIndex(all == 0 ? 1 : 0);
    m_header->setVisible(all > 0);
    m_nothingFound->setText(tr("No job matches “%1”.").arg(m_search->text()));
    m_tablePages->setCurrentIndex(found == 0 ? 1 : 0);
    const QString jobs = all == 1 ? tr("1 job") : tr("%1 jobs").arg(all);
    m_count->setText(found == all ? jobs : tr("%1 of %2").arg(found).arg(jobs));
}

void ResultsPlace::setJobs(const QVector<Job> &jobs)
{
    const QStringList before = selectedJobs();
    {
        const QSignalBlocker blocker(m_table->selectionModel());
        m_jobs->setJobs(jobs, m_clock());
    }
    for (const Job &job : jobs)
        m_loader->setJob(job);
    m_columns->fit();
    updatePages();
    if (before.isEmpty())
        selectFirst();
    else
        selectJobs(before);
}

void ResultsPlace::selectFirst()
{
    const bool hasAny = m_shown->rowCount() > 0;
    selectJobs(hasAny ? QStringList{m_shown->index(0, 0).data(UuidRole).toString()}
                      : QStringList());
}

void ResultsPlace::updateJob(const Job &job)
{
    const bool isFirst = m_jobs->rowCount() == 0;
    m_jobs->update(job, m_clock());
    m_loader->setJob(job);
    updatePages();
    if (isFirst)
        selectJobs({job.uuid});
    if (selectedJobs().contains(job.uuid))
        showSelected();
    m_columns->fit();
}

void ResultsPlace::removeJob(const QString &uuid)
{
    m_jobs->remove(uuid);
    m_loader->remove(uuid);
    updatePages();
}

void ResultsPlace::setHosts(const QHash<QString, QString> &titles,
                            const QHash<QString, QString> &addresses)
{
    m_jobs->setHosts(titles, addresses);
    m_commands->setHosts(titles);
}

void ResultsPlace::setLink(const QString &host, LinkState state, const QString &sentence)
{
    m_jobs->setLink(host, state, sentence, m_clock());
    m_columns->fitStates();
}

void ResultsPlace::setSeen(const QString &host)
{
    m_jobs->setSeen(host, m_clock());
}

void ResultsPlace::setBlocks(const QString &uuid, const QHash<QString, QString> &titles, int models)
{
    m_loader->setBlocks(uuid, titles, models);
}

void ResultsPlace::setOutlook(const QString &uuid, const JobOutlook &outlook)
{
    m_jobs->setOutlook(uuid, outlook);
    m_columns->fit();
    if (selectedJobs().contains(uuid))
        showSelected();
}

void ResultsPlace::appendEvents(const QString &uuid, const QByteArray &bytes)
{
    m_loader->appendEvents(uuid, bytes);
}

void ResultsPlace::setSummary(const QString &uuid, const JobSummary &summary)
{
    m_jobs->setSummary(uuid, summary);
    if (selectedJobs().contains(uuid))
        showSelected();
}

QStringList ResultsPlace::selectedJobs() const
{
    QStringList uuids;
    QModelIndexList chosen = m_table->selectionModel()->selectedRows();
    std::sort(chosen.begin(), chosen.end());
    for (const QModelIndex &index : chosen)
        uuids << index.data(UuidRole).toString();
    return uuids;
}

void ResultsPlace::selectJobs(const QStringList &uuids)
{
    m_wanted = uuids;
    {
        const QSignalBlocker blocker(m_table->selectionModel());
        m_table->clearSelection();
        for (int row = 0; row < m_shown->rowCount(); ++row) {
            const QModelIndex index = m_shown->index(row, 0);
            if (!uuids.contains(index.data(UuidRole).toString()))
                continue;
            m_table->selectionModel()->select(index, QItemSelectionModel::Select
                                                         | QItemSelectionModel::Rows);
            m_table->scrollTo(index);
        }
    }
    m_table->viewport()->update();
    takeSelection();
}

void ResultsPlace::takeSelection()
{
    const QStringList uuids = selectedJobs();
    showSelected();
    m_loader->select(uuids);
    emit selected(uuids);
}

std::vector<JobRow> ResultsPlace::selectedRows() const
{
    std::vector<JobRow> rows;
    for (const QString &uuid : selectedJobs()) {
        if (const JobRow *row = m_jobs->find(uuid))
            rows.push_back(*row);
    }
    return rows;
}

void ResultsPlace::showSelected()
{
    const std::vector<JobRow> rows = selectedRows();
    m_details->showJobs(rows);
    m_commands->setJobs(rows);
}

QStringList ResultsPlace::columns() const
{
    return m_columns->keys();
}

void ResultsPlace::setColumns(const QStringList &keys)
{
    m_columns->setKeys(keys);
}

void ResultsPlace::filter(const QString &text)
{
    const QStringList wanted = m_wanted;
    {
        const QSignalBlocker blocker(m_table->selectionModel());
        m_shown->setFilter(JobFilter(text));
    }
    updatePages();
    selectJobs(wanted);
    if (selectedJobs().isEmpty())
        selectFirst();
    m_wanted = wanted; // It comes back where a longer text finds it again.
}

void ResultsPlace::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QVector<QWidget *> ResultsPlace::panes() const
{
    return {m_header, m_tablePages, m_details};
}

QByteArray ResultsPlace::splitterState() const
{
    return m_splitter->saveState();
}

void ResultsPlace::setSplitterState(const QByteArray &state)
{
    m_splitter->restoreState(state);
}

void ResultsPlace::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const auto style = width() >= textFrom ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly;
    for (QToolButton *button : m_buttons)
        button->setToolButtonStyle(style);
}

} // namespace outcrop
