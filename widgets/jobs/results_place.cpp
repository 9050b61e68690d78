#include "widgets/jobs/results_place.h"

#include "widgets/jobs/job_columns.h"
#include "widgets/jobs/job_commands.h"
#include "widgets/jobs/job_delegate.h"
#include "widgets/jobs/job_details.h"
#include "widgets/jobs/job_proxy_model.h"
#include "widgets/jobs/job_table_model.h"
#include "widgets/jobs/results_export.h"
#include "widgets/jobs/results_loader.h"
#include "widgets/pages/empty_page.h"
#include "widgets/style/sort_header.h"
#include "widgets/style/style.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
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
    , m_search(new QLineEdit(m_header))
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
        if (isVisible())
            m_jobs->setNow(m_clock());
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

void ResultsPlace::buildHeader()
{
    auto *row = new QHBoxLayout(m_header);
    row->setContentsMargins(20, 8, 12, 8);
    // It gives way: words go once it is narrow, and must not keep it from becoming so.
    m_header->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->setSpacing(4);
    auto *title = new QLabel(tr("Results"), m_header);
    title->setFont(m_style.title());
    row->addWidget(title);
    row->addSpacing(24);
    m_search->setPlaceholderText(tr("Search: words, or data = breast-cancer, score > 0.99"));
    m_search->setToolTip(tr("Search jobs (Ctrl+F)"));
    m_search->setAccessibleName(tr("Search jobs"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(m_style.icon(QStringLiteral("search"), Ink::Muted),
                        QLineEdit::LeadingPosition);
    m_search->setMinimumWidth(180);
    m_search->setMaximumWidth(420);
    connect(m_search, &QLineEdit::textChanged, this, &ResultsPlace::filter);
    row->addWidget(m_search, 3);
    m_count->setFont(m_style.small());
    m_count->setForegroundRole(QPalette::PlaceholderText);
    row->addSpacing(8);
    row->addWidget(m_count);
    row->addStretch(1);
    for (QAction *command : m_commands->actions()) {
        if (command == m_commands->action(JobCommands::Command::CopyLogin))
            continue; // Seldom wanted: in the menu of the job.
        auto *button = new QToolButton(m_header);
        button->setDefaultAction(command);
        button->setAccessibleName(command->text());
        button->setVisible(command->isVisible());
        connect(command, &QAction::changed, button,
                [button, command] { button->setVisible(command->isVisible()); });
        row->addWidget(button);
        m_buttons.push_back(button);
    }
    auto *columns = new QToolButton(m_header);
    columns->setIcon(m_style.icon(QStringLiteral("columns")));
    columns->setText(QLatin1Char(' ') + tr("Columns"));
    columns->setToolTip(tr("Choose the columns"));
    columns->setAccessibleName(tr("Choose the columns"));
    connect(columns, &QToolButton::clicked, this, [this, columns] {
        m_columns->openMenu(columns->mapToGlobal(QPoint(0, columns->height())));
    });
    row->addWidget(columns);
    m_buttons.push_back(columns);
    const auto *find =
        new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, &ResultsPlace::focusSearch);
}

void ResultsPlace::buildTable()
{
    setFocusProxy(m_table);
    m_table->setModel(m_shown);
    m_table->setItemDelegate(new JobDelegate(m_style, this));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setMouseTracking(true);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setAccessibleName(tr("Jobs"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(QFontMetrics(font()).height() + 14);
    auto *const header = new SortHeader(m_style);
    m_table->setHorizontalHeader(header);
    header->setSectionsMovable(true);
    header->setTextElideMode(Qt::ElideRight);
    alignHeader(*header);
    header->setMinimumSectionSize(48);
    header->setSortIndicator(int(JobColumn::Started), Qt::DescendingOrder);
    m_table->setSortingEnabled(true);
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](QPoint place) {
        m_commands->openMenu(m_table->viewport()->mapToGlobal(place));
    });
    connect(m_table, &QTableView::doubleClicked,
            m_commands->action(JobCommands::Command::OpenPipeline), &QAction::trigger);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { takeSelection(true); });
    m_columns = new JobColumns(*m_table);
    connect(m_columns, &JobColumns::changed, this, &ResultsPlace::columnsChanged);
    m_tablePages->addWidget(m_table);
    m_nothingFound->setAlignment(Qt::AlignCenter);
    m_nothingFound->setWordWrap(true);
    m_tablePages->addWidget(m_nothingFound);
    m_tablePages->setMinimumHeight(110);
}

void ResultsPlace::buildEmptyPage()
{
    auto *page = new EmptyPage(QStringLiteral("results"), m_style, this);
    page->say(tr("No jobs yet"),
              tr("Every pipeline you run appears here, with its curves, its scores and how they "
                 "were obtained."),
              tr("Go to Build"));
    connect(page, &EmptyPage::actionWished, this, &ResultsPlace::buildWished);
    m_pages->addWidget(page);
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
    selectJobs(before.isEmpty() && m_shown->rowCount() > 0
                   ? QStringList{m_shown->index(0, 0).data(UuidRole).toString()}
                   : before);
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
    takeSelection(false);
}

void ResultsPlace::takeSelection(bool byPerson)
{
    const QStringList uuids = selectedJobs();
    showSelected();
    m_loader->select(uuids);
    if (byPerson)
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
    m_shown->setFilter(JobFilter(text));
    updatePages();
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
