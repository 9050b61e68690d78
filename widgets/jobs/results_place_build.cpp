// The header, the table and the empty page of the place.

#include "widgets/jobs/job_columns.h"
#include "widgets/jobs/job_commands.h"
#include "widgets/jobs/job_delegate.h"
#include "widgets/jobs/job_proxy_model.h"
#include "widgets/jobs/results_place.h"
#include "widgets/pages/empty_page.h"
#include "widgets/style/search_field.h"
#include "widgets/style/sort_header.h"
#include "widgets/style/style.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

namespace outcrop {

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
    m_search->setToolTip(tr("Search jobs (Ctrl+F)"));
    m_search->setAccessibleName(tr("Search jobs"));
    m_search->setResults(m_table);
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
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_wanted = selectedJobs();
        takeSelection();
    });
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

} // namespace outcrop
