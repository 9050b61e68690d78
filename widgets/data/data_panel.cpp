#include "widgets/data/data_panel.h"

#include "core/async/run_async.h"
#include "core/base/text.h"
#include "core/package/input_tables.h"
#include "widgets/data/columns_table_model.h"
#include "widgets/data/rows_table_model.h"
#include "widgets/pages/elided_label.h"
#include "widgets/pages/empty_page.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace outcrop {

namespace {

constexpr int shownRows = 200;
constexpr int ageStep = 20'000; // Milliseconds between two looks at the clock.
constexpr int widestColumn = 260;
constexpr int settling = 700; // Milliseconds.

} // namespace

DataPanel::DataPanel(const Catalog &catalog, Style &style, QWidget *parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_style(style)
    , m_columns(new ColumnsTableModel(style, this))
    , m_rows(new RowsTableModel(style, this))
    , m_columnsView(makeTable(tr("Columns")))
    , m_rowsView(makeTable(tr("First rows")))
    , m_empty(new EmptyPage(QStringLiteral("table"), style))
{
    m_columnsView->setModel(m_columns);
    m_columnsView->verticalHeader()->hide();
    m_columnsView->setSelectionBehavior(QTableView::SelectRows);
    m_columnsView->horizontalHeader()->setSectionResizeMode(m_columns->columnCount() - 1,
                                                            QHeaderView::Stretch);
    m_rowsView->setModel(m_rows);
    auto *tables = new QSplitter;
    tables->addWidget(m_columnsView);
    tables->addWidget(m_rowsView);
    tables->setSizes({1150, 1000});

    auto *page = new QWidget;
    auto *lines = new QVBoxLayout(page);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(makeHeader());
    lines->addWidget(tables, 1);
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    setFocusProxy(m_columnsView);

    connect(m_empty, &EmptyPage::actionWished, this, [this] {
        if (m_source)
            readAgain();
        else
            emit chosen(QStringLiteral("input.csv"));
    });
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &DataPanel::readAgain);
    connect(&m_age, &QTimer::timeout, this, &DataPanel::sayStatus);
    m_age.setInterval(ageStep);
    m_settled.setSingleShot(true);
    m_settled.setInterval(settling);
    connect(&m_settled, &QTimer::timeout, this, &DataPanel::readFromHost);
    follow();
}

DataPanel::~DataPanel() = default;

QTableView *DataPanel::makeTable(const QString &name)
{
    auto *view = new QTableView;
    view->setAccessibleName(name);
    view->setEditTriggers(QTableView::NoEditTriggers);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setHorizontalScrollMode(QTableView::ScrollPerPixel);
    view->setTabKeyNavigation(false);
    view->setCornerButtonEnabled(false);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setTextElideMode(Qt::ElideRight);
    view->verticalHeader()->setHighlightSections(false);
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 8);
    view->verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return view;
}

QWidget *DataPanel::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(6);
    m_block = new QToolButton;
    m_block->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_block->setIcon(m_style.icon(QStringLiteral("table")));
    m_block->setIconSize(m_style.iconBesideText());
    m_block->setToolTip(tr("Show the block that reads this table"));
    m_status = new ElidedLabel;
    m_when = new QLabel;
    m_when->setFont(m_style.small());
    m_when->setForegroundRole(QPalette::PlaceholderText);
    m_again = new QToolButton;
    m_again->setIcon(m_style.icon(QStringLiteral("reset")));
    m_again->setAccessibleName(tr("Read again"));
    m_again->setToolTip(tr("Read again"));
    row->addWidget(m_block);
    row->addWidget(m_status, 1);
    row->addWidget(m_when);
    row->addWidget(m_again);
    connect(m_again, &QToolButton::clicked, this, &DataPanel::readAgain);
    connect(m_block, &QToolButton::clicked, this, [this] {
        if (m_source)
            emit selected({m_source->block});
    });
    return header;
}

void DataPanel::setDocument(PipelineDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_selected.clear();
    if (document)
        connect(document, &PipelineDocument::changed, this, &DataPanel::follow);
    follow();
}

void DataPanel::setPeekAtHost(const PeekAtHost &peek)
{
    m_peekAtHost = peek;
}

void DataPanel::setFolder(const QString &folder)
{
    m_folder = folder;
    follow();
}

QString DataPanel::status() const
{
    return m_status->text();
}

void DataPanel::select(const QVector<BlockId> &blocks)
{
    m_selected = blocks;
    follow();
}

void DataPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    follow();
}

void DataPanel::follow()
{
    if (!isVisible() && m_document)
        return;
    std::optional<DataSource> source;
    if (m_document)
        source = findDataSource(m_document->pipeline(), m_catalog, m_selected, m_folder);
    if (source != m_source)
        m_current = false;
    m_source = source;
    if (!m_source || (m_source->isFile() && m_source->file.isEmpty()))
        sayNothingToShow();
    else
        read();
}

void DataPanel::readAgain()
{
    m_current = false;
    follow();
}

// One at a time: what changes meanwhile is read when this one is done.
void DataPanel::read()
{
    if (m_current || m_reading)
        return;
    m_current = true;
    m_settled.stop();
    const DataSource source = *m_source;
    if (source.location().isOnHost()) {
        m_empty->say(tr("Looking at %1…").arg(source.location().host),
                     tr("The columns and first rows of %1 come; the file stays there.")
                         .arg(plainLine(source.location().path, 200)));
        m_pages->setCurrentIndex(0);
        m_settled.start();
        return;
    }
    m_reading = true;
    const QString folder = m_folder;
    runAsync(
        this,
        [source, folder] { return readTable(source.type, source.attributes, folder, shownRows); },
        [this, source](const Result<TableFacts> &table) {
            m_reading = false;
            m_peek.reset();
            if (m_current && m_source == source)
                take(source, table);
            else
                follow();
        });
}

void DataPanel::readFromHost()
{
    if (!m_source || !m_source->location().isOnHost() || m_reading)
        return;
    if (!m_peekAtHost) {
        sayProblem(tr("Hosts cannot be reached from here."));
        return;
    }
    m_reading = true;
    const auto answer = [panel = QPointer(this),
                         source = *m_source](const Result<TablePeek> &peek) {
        if (panel)
            panel->takePeek(source, peek);
    };
    m_peekAtHost(m_source->location(), csvOptions(m_source->attributes), shownRows, answer);
}

void DataPanel::takePeek(const DataSource &source, const Result<TablePeek> &peek)
{
    m_reading = false;
    if (!m_current || m_source != source) {
        follow();
        return;
    }
    m_peek = peek ? std::optional(*peek) : std::nullopt;
    take(source, peek.map([](const TablePeek &found) { return found.facts; }));
    const Block *const block = m_document ? m_document->pipeline().find(source.block) : nullptr;
    if (peek && block)
        emit peeked(block->id, peek->facts);
}

void DataPanel::take(const DataSource &source, const Result<TableFacts> &table)
{
    m_readAt = QDateTime::currentDateTime();
    if (!m_watcher.files().isEmpty())
        m_watcher.removePaths(m_watcher.files());
    if (!source.file.isEmpty() && !source.location().isOnHost())
        m_watcher.addPath(source.file);
    if (table)
        showTable(*table);
    else
        sayProblem(table.error().message);
    emit shown();
}

void DataPanel::showTable(const TableFacts &table)
{
    m_table = table;
    m_columns->show(table, m_source->target);
    m_rows->show(table, m_source->target);
    m_rowsView->setVisible(m_source->isFile());
    fitColumns(m_columnsView);
    fitColumns(m_rowsView);
    m_block->setText(plainLine(m_source->blockTitle, 60));
    m_block->setAccessibleName(m_block->text());
    m_pages->setCurrentIndex(1);
    m_age.start();
    sayStatus();
}

void DataPanel::fitColumns(QTableView *view) const
{
    view->resizeColumnsToContents();
    for (int i = 0; i < view->model()->columnCount(); ++i)
        view->setColumnWidth(i, std::min(view->columnWidth(i) + 10, widestColumn));
}

void DataPanel::sayNothingToShow()
{
    m_age.stop();
    m_current = false;
    if (!m_watcher.files().isEmpty())
        m_watcher.removePaths(m_watcher.files());
    if (!m_document) {
        m_empty->say(tr("No pipeline is open"),
                     tr("Open a pipeline, and the columns and first rows of its data stand here."));
    } else if (m_source) {
        m_empty->say(tr("No file yet"),
                     tr("Choose the file of the block %1 in the panel beside the canvas.")
                         .arg(plainLine(m_source->blockTitle, 60)));
    } else {
        bool any = false;
        m_document->pipeline().forEachBlock([&](BlockId, const Block &block) {
            const BlockType *const type = m_catalog.find(block.type);
            any = any || (type && type->role == BlockRole::Input);
        });
        if (any)
            m_empty->say(tr("Several tables"),
                         tr("Select a block to see the table that its rows come from."));
        else
            m_empty->say(tr("No data yet"),
                         tr("The columns and first rows of the table that the pipeline reads "
                            "stand here."),
                         tr("Add a CSV file"));
    }
    m_pages->setCurrentIndex(0);
}

void DataPanel::sayProblem(const QString &sentence)
{
    m_age.stop();
    m_empty->say(tr("The data cannot be shown"), sentence, tr("Read again"));
    m_pages->setCurrentIndex(0);
}

void DataPanel::sayStatus()
{
    const auto count = [](qint64 number, const QString &one, const QString &many) {
        return number == 1 ? one : many.arg(QLocale().toString(number));
    };
    const std::optional<qint64> all = m_peek ? m_peek->rows() : m_table.rows;
    const bool isPart = m_peek && !m_peek->isWhole();
    QStringList facts{plainLine(m_source->name(), 80),
                      !all     ? tr("many rows")
                      : isPart ? tr("about %1 rows").arg(QLocale().toString(*all))
                               : count(*all, tr("1 row"), tr("%1 rows")),
                      count(m_table.columns.size(), tr("1 column"), tr("%1 columns"))};
    qint64 missing = 0;
    for (const ColumnFacts &column : qAsConst(m_table.columns))
        missing += column.missing;
    if (missing > 0)
        facts << count(missing, tr("1 value missing"), tr("%1 values missing"));
    if (isPart)
        facts << tr("columns as in the first %1 rows").arg(QLocale().toString(m_table.rows));
    if (m_table.rows > m_table.head.size() && !m_table.head.isEmpty())
        facts << tr("the first %1 are shown").arg(QLocale().toString(m_table.head.size()));
    if (!m_source->isFile())
        facts << tr("its rows are within scikit-learn and are read when the pipeline runs");
    m_status->setText(facts.join(QStringLiteral(" · ")));

    const qint64 minutes = m_readAt.secsTo(QDateTime::currentDateTime()) / 60;
    m_when->setText(minutes < 1
                        ? tr("read just now")
                        : count(minutes, tr("read 1 minute ago"), tr("read %1 minutes ago")));
    m_when->setToolTip(QLocale().toString(m_readAt, QLocale::LongFormat));
    m_when->setVisible(m_source->isFile());
    m_again->setVisible(m_source->isFile());
}

} // namespace outcrop
