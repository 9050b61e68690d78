#include "widgets/jobs/results_place.h"

#include "core/async/run_async.h"
#include "core/base/files.h"
#include "widgets/charts/export_charts.h"
#include "widgets/jobs/job_delegate.h"
#include "widgets/jobs/job_details.h"
#include "widgets/jobs/job_table_model.h"
#include "widgets/jobs/results_loader.h"
#include "widgets/style/style.h"

#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
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

constexpr int widestColumn = 320; // Pixels.
constexpr int narrowestName = 84;
constexpr int textFrom = 1180; // Pixels of width from which buttons carry their words.

bool canTryAgain(const Job &job)
{
    return isTerminal(job.attempt.state) || job.attempt.state == JobState::Attention;
}

} // namespace

ResultsPlace::ResultsPlace(Style &style, QWidget *parent, std::function<QDateTime()> clock)
    : QWidget(parent)
    , m_style(style)
    , m_clock(clock ? std::move(clock) : [] { return QDateTime::currentDateTimeUtc(); })
    , m_jobs(new JobTableModel(style, this))
    , m_shown(new JobProxyModel(*m_jobs, this))
    , m_loader(new ResultsLoader(this))
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
    buildCommands();
    buildHeader();
    buildTable();
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
    setColumns({});
    updatePages();
    updateCommands();
}

void ResultsPlace::connectLoader()
{
    connect(m_loader, &ResultsLoader::summaryRead, this,
            [this](const QString &uuid, const Result<JobSummary> &summary) {
                m_jobs->setSummary(uuid, summary);
                fitColumns();
                if (selectedJobs().contains(uuid))
                    showSelected();
            });
    connect(m_loader, &ResultsLoader::progressed, this,
            [this](const QString &uuid, const JobProgress &progress) {
                m_jobs->setProgress(uuid, progress, m_clock());
            });
    connect(m_loader, &ResultsLoader::chartsMade, m_details, &JobDetails::showCharts);
}

void ResultsPlace::buildCommands()
{
    struct Text
    {
        const char *icon;
        QString name;
        QString tip;
        QKeySequence key;
    };
    const std::array<Text, commandCount> texts{{
        {"stop", tr("Stop"), tr("Ask for the end of the job"), {}},
        {"reset", tr("Try again"), tr("Start the job once more, as it was submitted"), {}},
        {"open", tr("Open pipeline"), tr("Open exactly the pipeline this job was made from"),
         QKeySequence(int(Qt::CTRL) | int(Qt::Key_Return))},
        {"text", tr("Log"), tr("Show the log of the job"),
         QKeySequence(int(Qt::CTRL) | int(Qt::Key_L))},
        {"export", tr("Export…"), tr("Save charts or leaderboard"),
         QKeySequence(int(Qt::CTRL) | int(Qt::Key_E))},
        {"delete", tr("Delete"), tr("Delete the job and its results"),
         QKeySequence(Qt::Key_Delete)},
    }};
    for (int i = 0; i < commandCount; ++i) {
        const Text &text = texts[std::size_t(i)];
        auto *command = new QAction(m_style.icon(QString::fromLatin1(text.icon)), text.name, this);
        command->setIconText(QLatin1Char(' ') + text.name); // Away from the icon beside it.
        command->setShortcut(text.key);
        command->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        command->setToolTip(
            text.key.isEmpty()
                ? text.tip
                : tr("%1 (%2)").arg(text.tip, text.key.toString(QKeySequence::NativeText)));
        connect(command, &QAction::triggered, this, [this, i] { run(Command(i)); });
        m_commands.push_back(command);
        m_table->addAction(command);
    }
}

void ResultsPlace::buildHeader()
{
    auto *row = new QHBoxLayout(m_header);
    row->setContentsMargins(20, 8, 12, 8);
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
    for (QAction *command : m_commands) {
        auto *button = new QToolButton(m_header);
        button->setDefaultAction(command);
        button->setAccessibleName(command->text());
        row->addWidget(button);
        m_buttons.push_back(button);
    }
    auto *columns = new QToolButton(m_header);
    columns->setIcon(m_style.icon(QStringLiteral("columns")));
    columns->setText(QLatin1Char(' ') + tr("Columns"));
    columns->setToolTip(tr("Choose the columns"));
    columns->setAccessibleName(tr("Choose the columns"));
    connect(columns, &QToolButton::clicked, this, [this, columns] {
        openColumnMenu(columns->mapToGlobal(QPoint(0, columns->height())));
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
    m_table->setSortingEnabled(true);
    m_table->setShowGrid(false);
    m_table->setMouseTracking(true);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setAccessibleName(tr("Jobs"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(QFontMetrics(font()).height() + 14);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setTextElideMode(Qt::ElideRight);
    alignHeader(*header);
    header->setMinimumSectionSize(48);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setSortIndicator(int(JobColumn::Started), Qt::DescendingOrder);
    connect(header, &QHeaderView::customContextMenuRequested, this, [this, header](QPoint place) {
        openColumnMenu(header->viewport()->mapToGlobal(place));
    });
    connect(header, &QHeaderView::sectionResized, this, [this](int, int before, int after) {
        const bool isByPerson = QApplication::mouseButtons().testFlag(Qt::LeftButton);
        m_widthsAreChosen = m_widthsAreChosen || (isByPerson && before > 0 && after > 0);
    });
    connect(header, &QHeaderView::sectionMoved, this, [this] { emit columnsChanged(columns()); });
    connect(m_table, &QTableView::customContextMenuRequested, this,
            [this](QPoint place) { openRowMenu(m_table->viewport()->mapToGlobal(place)); });
    connect(m_table, &QTableView::doubleClicked, this, [this] { run(Command::OpenPipeline); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { takeSelection(true); });
    m_table->viewport()->installEventFilter(this);
    m_tablePages->addWidget(m_table);
    m_nothingFound->setAlignment(Qt::AlignCenter);
    m_nothingFound->setWordWrap(true);
    m_tablePages->addWidget(m_nothingFound);
    m_tablePages->setMinimumHeight(110);
}

void ResultsPlace::buildEmptyPage()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->addStretch(2);
    auto *picture = new QLabel(page);
    picture->setPixmap(
        m_style.icon(QStringLiteral("results"), Ink::Muted).pixmap(m_style.iconSize(48)));
    picture->setAlignment(Qt::AlignCenter);
    auto *headline = new QLabel(tr("No jobs yet"), page);
    headline->setFont(m_style.title());
    headline->setAlignment(Qt::AlignCenter);
    auto *text = new QLabel(tr("Every pipeline you run appears here, with its curves, its scores "
                               "and how they were obtained."),
                            page);
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    auto *build = new QPushButton(tr("Go to Build"), page);
    build->setProperty("primary", true);
    build->setToolTip(tr("Build and run a pipeline"));
    connect(build, &QPushButton::clicked, this, &ResultsPlace::buildWished);
    column->addWidget(picture);
    column->addSpacing(8);
    column->addWidget(headline);
    column->addWidget(text);
    column->addSpacing(12);
    column->addWidget(build, 0, Qt::AlignHCenter);
    column->addStretch(3);
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
    fitColumns();
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
    fitColumns();
}

void ResultsPlace::removeJob(const QString &uuid)
{
    m_jobs->remove(uuid);
    m_loader->remove(uuid);
    updatePages();
}

void ResultsPlace::setHosts(const QHash<QString, QString> &titles)
{
    m_jobs->setHosts(titles);
}

void ResultsPlace::setLink(const QString &host, LinkState state, const QString &sentence)
{
    m_jobs->setLink(host, state, sentence, m_clock());
}

void ResultsPlace::setBlocks(const QString &uuid, const QHash<QString, QString> &titles, int models)
{
    m_loader->setBlocks(uuid, titles, models);
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
    updateCommands();
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
    m_details->showJobs(selectedRows());
    updateCommands();
}

void ResultsPlace::updateCommands()
{
    const std::vector<JobRow> rows = selectedRows();
    const bool isOne = rows.size() == 1;
    const auto any = [&](auto fits) {
        return std::any_of(rows.begin(), rows.end(),
                           [&](const JobRow &row) { return fits(row.job); });
    };
    action(Command::Stop)->setEnabled(any([](const Job &job) {
        return !isTerminal(job.attempt.state) && job.attempt.state != JobState::Cancelling;
    }));
    action(Command::TryAgain)->setEnabled(any(canTryAgain));
    action(Command::OpenPipeline)->setEnabled(isOne && !rows.front().job.pipeline.isEmpty());
    action(Command::Log)->setEnabled(isOne);
    action(Command::Export)
        ->setEnabled(
            std::any_of(rows.begin(), rows.end(), [](const JobRow &row) { return row.summary; }));
    action(Command::Delete)->setEnabled(any([](const Job &job) {
        return isTerminal(job.attempt.state);
    }));
}

void ResultsPlace::run(Command command)
{
    if (!action(command)->isEnabled())
        return;
    const std::vector<JobRow> rows = selectedRows();
    QStringList ended;
    for (const JobRow &row : rows) {
        if (isTerminal(row.job.attempt.state))
            ended << row.job.uuid;
    }
    switch (command) {
    case Command::Stop:
        for (const JobRow &row : rows) {
            if (!isTerminal(row.job.attempt.state))
                emit stopWished(row.job.uuid);
        }
        return;
    case Command::TryAgain:
        for (const JobRow &row : rows) {
            if (canTryAgain(row.job))
                emit tryAgainWished(row.job.uuid);
        }
        return;
    case Command::OpenPipeline:
        emit openPipelineWished(rows.front().job.uuid);
        return;
    case Command::Log:
        emit logWished(rows.front().job.uuid);
        return;
    case Command::Export: {
        QMenu *menu = makeExportMenu();
        const QToolButton *button = m_buttons[std::size_t(Command::Export)];
        menu->popup(button->mapToGlobal(QPoint(0, button->height())));
        return;
    }
    case Command::Delete:
        confirmDelete(ended);
        return;
    }
}

void ResultsPlace::confirmDelete(const QStringList &uuids)
{
    const JobRow *first = m_jobs->find(uuids.value(0));
    if (!first)
        return;
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::Question);
    question->setText(uuids.size() == 1
                          ? tr("Delete %1 and its results?").arg(first->job.title)
                          : tr("Delete %1 jobs and their results?").arg(uuids.size()));
    question->setInformativeText(tr("Log, figures and the trained model go with it. This cannot "
                                    "be undone."));
    const QPushButton *confirm = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(confirm, &QPushButton::clicked, this, [this, uuids] {
        for (const QString &uuid : uuids)
            emit deleteWished(uuid);
    });
    question->open();
}

QMenu *ResultsPlace::makeExportMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_style.icon(QStringLiteral("table")), tr("Leaderboard as CSV…"), this,
                    &ResultsPlace::exportLeaderboard);
    menu->addAction(m_style.icon(QStringLiteral("results")), tr("All charts as PNG…"), this,
                    &ResultsPlace::exportCharts);
    return menu;
}

void ResultsPlace::exportLeaderboard()
{
    auto *dialog = new QFileDialog(this, tr("Export the leaderboard"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("leaderboard.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        runAsync(
            this,
            [path, rows = selectedRows()] {
                return saveAtomically(path, toCsv(leaderboardTable(rows)));
            },
            [this, path](const Result<> &saved) {
                emit status(saved ? tr("The leaderboard is in %1.").arg(path)
                                  : saved.error().message);
            });
    });
    dialog->open();
}

void ResultsPlace::exportCharts()
{
    auto *dialog = new QFileDialog(this, tr("Export all charts into a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &folder) { exportNext(folder, 0); });
    dialog->open();
}

// Drawing needs this thread: one picture at a time, so that the window stays alive.
void ResultsPlace::exportNext(const QString &folder, std::size_t index)
{
    const std::vector<Chart> &charts = m_details->charts();
    if (index >= charts.size()) {
        emit status(tr("The charts are in %1.").arg(folder));
        return;
    }
    if (!charts[index].empty.isEmpty()) {
        exportNext(folder, index + 1);
        return;
    }
    const Result<QByteArray> picture = pngOf(charts[index], ChartStyle::Theme::Light);
    if (!picture) {
        emit status(picture.error().message);
        return;
    }
    const QString path = folder + QLatin1Char('/') + charts[index].key + QStringLiteral(".png");
    runAsync(
        this, [path, bytes = *picture] { return saveAtomically(path, bytes); },
        [this, folder, index](const Result<> &saved) {
            if (saved)
                exportNext(folder, index + 1);
            else
                emit status(saved.error().message);
        });
}

QStringList ResultsPlace::columns() const
{
    const QHeaderView *header = m_table->horizontalHeader();
    QStringList keys;
    for (int i = 0; i < jobColumnCount; ++i) {
        const int column = header->logicalIndex(i);
        if (isColumnWanted(column))
            keys << columnKey(JobColumn(column));
    }
    return keys;
}

void ResultsPlace::setColumns(const QStringList &keys)
{
    QVector<int> wanted;
    for (const QString &key : keys) {
        for (int i = 0; i < jobColumnCount; ++i) {
            if (columnKey(JobColumn(i)) == key && !wanted.contains(i))
                wanted << i;
        }
    }
    const bool isUnknown = wanted.isEmpty();
    for (int i = 0; isUnknown && i < jobColumnCount; ++i) {
        if (isShownByDefault(JobColumn(i)))
            wanted << i;
    }
    QHeaderView *header = m_table->horizontalHeader();
    const QSignalBlocker blocker(header);
    m_emptyColumns.clear();
    for (int i = 0; i < jobColumnCount; ++i)
        header->setSectionHidden(i, !wanted.contains(i));
    for (int place = 0; place < wanted.size(); ++place)
        header->moveSection(header->visualIndex(wanted[place]), place);
    fitColumns();
}

void ResultsPlace::openColumnMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QHeaderView *header = m_table->horizontalHeader();
    for (int i = 0; i < jobColumnCount; ++i) {
        QAction *column = menu->addAction(columnTitle(JobColumn(i)));
        column->setCheckable(true);
        column->setChecked(isColumnWanted(i));
        column->setEnabled(JobColumn(i) != JobColumn::Job); // Rows need a name.
        connect(column, &QAction::toggled, this, [this, header, i](bool isShown) {
            header->setSectionHidden(i, !isShown);
            m_emptyColumns.remove(i);
            fitColumns();
            emit columnsChanged(columns());
        });
    }
    menu->addSeparator();
    menu->addAction(tr("Default columns"), this, [this] {
        m_widthsAreChosen = false;
        setColumns({});
        emit columnsChanged(columns());
    });
    menu->popup(globalPosition);
}

void ResultsPlace::openRowMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *command : m_commands) {
        if (command == action(Command::Delete))
            menu->addSeparator();
        menu->addAction(command);
    }
    menu->popup(globalPosition);
}

bool ResultsPlace::isColumnWanted(int column) const
{
    return !m_table->horizontalHeader()->isSectionHidden(column) || m_emptyColumns.contains(column);
}

// Columns in which no job has anything to say take no room.
void ResultsPlace::foldEmptyColumns()
{
    for (const JobColumn column :
         {JobColumn::Seen, JobColumn::Test, JobColumn::P95, JobColumn::Warnings}) {
        const int section = int(column);
        if (!isColumnWanted(section))
            continue;
        bool isEmpty = true;
        for (int row = 0; row < m_jobs->rowCount() && isEmpty; ++row)
            isEmpty = m_jobs->index(row, section).data().toString().isEmpty();
        if (isEmpty)
            m_emptyColumns.insert(section);
        else
            m_emptyColumns.remove(section);
        m_table->horizontalHeader()->setSectionHidden(section, isEmpty);
    }
}

void ResultsPlace::fitColumns()
{
    foldEmptyColumns();
    if (m_widthsAreChosen)
        return;
    m_table->resizeColumnsToContents();
    QHeaderView *header = m_table->horizontalHeader();
    int spare = m_table->viewport()->width();
    QVector<int> shown;
    for (int i = 0; i < jobColumnCount; ++i) {
        if (header->isSectionHidden(i))
            continue;
        header->resizeSection(i, std::min(header->sectionSize(i), widestColumn));
        spare -= header->sectionSize(i);
        shown << i;
    }
    // Too little room: names give way before figures do.
    for (const JobColumn column : {JobColumn::Best, JobColumn::Pipeline, JobColumn::Host}) {
        const int size = header->sectionSize(int(column));
        const int given = std::clamp(-spare, 0, std::max(0, size - narrowestName));
        if (given > 0 && shown.contains(int(column))) {
            header->resizeSection(int(column), size - given);
            spare += given;
        }
    }
    // Too much: shared, so that no column is far off.
    for (const int column : shown) {
        if (spare > 0)
            header->resizeSection(column, header->sectionSize(column) + spare / shown.size());
    }
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

bool ResultsPlace::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        QTimer::singleShot(0, this, &ResultsPlace::fitColumns); // Not while it is laid out.
    return QWidget::eventFilter(watched, event);
}

} // namespace outcrop
