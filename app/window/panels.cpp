#include "app/window/panels.h"

#include "core/pipeline/arrange.h"
#include "core/pipeline/edits.h"
#include "widgets/code/code_panel.h"
#include "widgets/log/log_panel.h"
#include "widgets/outline/outline_panel.h"
#include "widgets/palette/palette.h"
#include "widgets/palette/quick_add.h"
#include "widgets/problems/problems_panel.h"
#include "widgets/properties/property_panel.h"

#include <QFileInfo>

namespace outcrop {

Panels::Panels(const Catalog &catalog, Style &style, RunControl &runs, BuildPlace &place)
    : QObject(&place)
    , m_catalog(catalog)
    , m_style(style)
    , m_runs(runs)
    , m_place(place)
    , m_palette(new Palette(catalog, style))
    , m_outline(new OutlinePanel(catalog, style))
    , m_problems(new ProblemsPanel(catalog, style))
    , m_code(new CodePanel(catalog, style))
    , m_data(new DataPanel(catalog, style))
    , m_log(new LogPanel(style))
    , m_properties(new PropertyPanel(catalog, style))
    , m_quickAdd(new QuickAdd(catalog, style, &place))
{
    place.addLeft(m_palette, tr("Blocks"));
    place.addLeft(m_outline, tr("Outline"));
    place.addBottom(m_problems, tr("Problems"));
    place.addBottom(m_code, tr("Code"));
    place.addBottom(m_data, tr("Data"));
    place.addBottom(m_log, tr("Log"));
    place.setRight(m_properties);
    place.showPanel(m_code); // There is always some; the others may have nothing to say.
    connectPanels();
    connectRuns();
    connect(&place.tabs(), &DocumentTabs::currentChanged, this, &Panels::showCurrent);
}

DocumentPage *Panels::add(OpenDocument &document)
{
    auto *const page = new DocumentPage(document, m_catalog, m_style);
    connectCanvas(*page);
    connect(&document, &OpenDocument::problemsChanged, page, [this, page, &document] {
        if (&document == m_document)
            showProblems();
        else
            page->canvas().showProblems(document.problems());
    });
    connect(&document, &OpenDocument::placeChanged, this, [this, &document] {
        if (&document == m_document) {
            m_code->setFolder(document.place().baseFolder);
            m_data->setFolder(document.place().baseFolder);
            m_properties->setBaseFolder(document.place().baseFolder);
        }
    });
    connect(&document, &OpenDocument::tablesChanged, this, [this, &document] {
        if (&document == m_document)
            showTables();
    });
    m_place.addCanvas(&document, page);
    return page;
}

// What is known of the data: the columns that the property panel offers.
void Panels::showTables()
{
    InputTables tables = m_hostColumns.tables();
    if (m_document) {
        const InputTables &read = m_document->tables();
        for (auto table = read.begin(); table != read.end(); ++table)
            tables.insert(table.key(), *table);
    }
    m_properties->setTables(tables);
}

void Panels::setPeekAtHost(const DataPanel::PeekAtHost &peek)
{
    m_data->setPeekAtHost(peek);
    m_hostColumns.setPeek(peek);
}

void Panels::setLibrary(const std::optional<LibraryThere> &library)
{
    m_library = library;
    m_properties->setLibrary(library);
    showProblems();
}

std::optional<std::pair<QString, DataSource>> Panels::sourceOf(BlockId block) const
{
    if (!m_document)
        return std::nullopt;
    const Pipeline &pipeline = m_document->pipeline();
    auto source = findDataSource(pipeline, m_catalog, {block}, m_document->place().baseFolder);
    if (!source)
        return std::nullopt;
    const QString id = pipeline.find(source->block)->id;
    return std::pair(id, std::move(*source));
}

void Panels::wishColumns(BlockId block)
{
    const auto source = sourceOf(block);
    if (!source)
        return;
    m_hostColumns.wish(source->first, source->second);
    m_properties->setColumnsRemark(m_hostColumns.remark(source->first));
}

DocumentPage *Panels::page() const
{
    return static_cast<DocumentPage *>(m_place.canvas());
}

void Panels::showCurrent()
{
    OpenDocument *const document = m_place.tabs().current();
    if (document == m_document)
        return;
    m_document = document;
    PipelineDocument *const pipeline = document ? &document->document() : nullptr;
    const QString folder = document ? document->place().baseFolder : QString();
    m_problems->setDocument(pipeline);
    m_outline->setDocument(pipeline);
    m_code->setFolder(folder);
    m_code->setDocument(pipeline);
    m_data->setFolder(folder);
    m_data->setDocument(pipeline);
    m_properties->setBaseFolder(folder);
    m_properties->setDocument(pipeline);
    m_hostColumns.clear();
    showTables();
    m_runs.setDocument(document);
    select(this, picked());
    showProblems();
}

// On the canvas of the document: it keeps what was picked while another one is seen.
QVector<BlockId> Panels::picked() const
{
    DocumentPage *const page = this->page();
    if (!page || &page->document() != m_document)
        return {};
    const QSet<BlockId> &blocks = page->canvas().canvas().selection().blocks;
    return {blocks.begin(), blocks.end()};
}

// Its own, and what the library of the host makes of it.
QVector<Problem> Panels::problemsOf(const OpenDocument &document) const
{
    QVector<Problem> problems = document.problems();
    if (m_library)
        problems += problemsThere(document.pipeline(), m_catalog, *m_library);
    return problems;
}

void Panels::showProblems()
{
    const QVector<Problem> problems = m_document ? problemsOf(*m_document) : QVector<Problem>();
    if (DocumentPage *const page = this->page())
        page->canvas().showProblems(problems);
    m_problems->showProblems(problems);
    m_outline->showProblems(problems);
    m_properties->showProblems(problems);
}

void Panels::connectCanvas(DocumentPage &page)
{
    CanvasView *const canvas = &page.canvas();
    connect(canvas, &CanvasView::selected, this,
            [this, canvas](const QVector<BlockId> &blocks) { select(canvas, blocks); });
    connect(canvas, &CanvasView::status, this, &Panels::status);
    connect(canvas, &CanvasView::stateClicked, this, &Panels::jumpToLog);
    connect(canvas, &CanvasView::editAttributes, this,
            [this](BlockId block) { edit(block, QString()); });
    connect(canvas, &CanvasView::fileDropped, this,
            [this, &page](const QString &path, const QPointF &position) {
                dropFile(page, path, position);
            });
    connect(canvas, &CanvasView::blockWished, this,
            [this, canvas](const QPointF &scene, const QPoint &global,
                           const std::optional<Port> &from, const std::optional<PortFilter> &fits) {
                choose(global, fits, [canvas, scene, from](const QString &key) {
                    canvas->addBlock(key, scene, from);
                    canvas->setFocus();
                });
            });
}

void Panels::choose(const QPoint &globalPosition, const std::optional<PortFilter> &fits,
                    const std::function<void(const QString &)> &add)
{
    disconnect(m_chosen);
    m_chosen = connect(m_quickAdd, &QuickAdd::chosen, page(), add);
    m_quickAdd->open(globalPosition, fits);
}

// Beside the block that it is to be connected with, else in the middle.
void Panels::addFromOutline(const QPoint &globalPosition, const std::optional<Port> &from)
{
    DocumentPage *const page = this->page();
    if (!page)
        return;
    const Block *const block = from ? m_document->pipeline().find(from->block) : nullptr;
    const BlockType *const type = block ? m_catalog.find(block->type) : nullptr;
    std::optional<PortFilter> fits;
    std::optional<QPointF> place;
    if (type) {
        const PortSpec *const output = type->findOutput(from->name);
        const PortSpec *const port = output ? output : type->findInput(from->name);
        if (port)
            fits = PortFilter{output ? PortFilter::Needs::Input : PortFilter::Needs::Output,
                              port->type};
        place = block->position + QPointF(output ? columnStep : -columnStep, 0);
    }
    choose(globalPosition, fits, [page, place, from](const QString &key) {
        if (place)
            page->canvas().addBlock(key, *place, from);
        else
            page->canvas().addBlockAtCenter(key);
    });
}

void Panels::connectPanels()
{
    const auto addToCanvas = [this](const QString &key) {
        if (DocumentPage *const page = this->page())
            page->canvas().addBlockAtCenter(key);
    };
    connect(m_palette, &Palette::chosen, this, addToCanvas);
    connect(m_data, &DataPanel::chosen, this, addToCanvas);
    connect(m_data, &DataPanel::peeked, this,
            [this](const QString &block, const TableFacts &table) {
                const BlockId id = m_document ? m_document->pipeline().findById(block) : BlockId{};
                if (const auto source = sourceOf(id); source && source->first == block)
                    m_hostColumns.learn(block, source->second, table);
            });
    connect(&m_hostColumns, &HostColumns::changed, this, &Panels::showTables);
    connect(m_properties, &PropertyPanel::columnsWished, this, &Panels::wishColumns);
    connect(m_outline, &OutlinePanel::selected, this,
            [this](const QVector<BlockId> &blocks) { select(m_outline, blocks); });
    connect(m_outline, &OutlinePanel::status, this, &Panels::status);
    connect(m_outline, &OutlinePanel::blockWished, this, &Panels::addFromOutline);
    connect(m_problems, &ProblemsPanel::selected, this,
            [this](const QVector<BlockId> &blocks) { select(m_problems, blocks); });
    connect(m_problems, &ProblemsPanel::attributeWished, this, &Panels::edit);
    connect(m_problems, &ProblemsPanel::status, this, &Panels::status);
    connect(m_problems, &ProblemsPanel::countChanged, this, [this](int errors, int notices) {
        const int count = errors + notices;
        m_place.setTitle(m_problems, count == 0 ? tr("Problems") : tr("Problems %1").arg(count));
    });
    connect(m_code, &CodePanel::selected, this,
            [this](const QVector<BlockId> &blocks) { select(m_code, blocks); });
    connect(m_data, &DataPanel::selected, this,
            [this](const QVector<BlockId> &blocks) { select(m_data, blocks); });
    connect(m_properties, &PropertyPanel::selected, this,
            [this](const QVector<BlockId> &blocks) { select(m_properties, blocks); });
    connect(m_properties, &PropertyPanel::status, this, &Panels::status);
    connect(m_log, &LogPanel::saved, this, &Panels::status);
}

void Panels::connectRuns()
{
    connect(&m_runs, &RunControl::viewChanged, this,
            [this](OpenDocument *document, const RunView &view) {
                m_view = view;
                if (DocumentPage *const page = this->page(); page && document == m_document)
                    page->canvas().showRun(view);
            });
    connect(&m_runs, &RunControl::stateChanged, this, [this] {
        if (DocumentPage *const page = this->page())
            page->canvas().setChangedSince(m_runs.changesSince());
    });
    connect(&m_runs, &RunControl::logStarted, m_log, &LogPanel::showJob);
    connect(&m_runs, &RunControl::logReceived, m_log, &LogPanel::append);
}

// Everybody but the one where it was done follows.
void Panels::select(QObject *by, const QVector<BlockId> &blocks)
{
    m_selection = blocks;
    m_hostColumns.forgetFailures();
    if (DocumentPage *const page = this->page(); page && by != &page->canvas() && by != this)
        page->canvas().select(blocks);
    if (by != m_outline)
        m_outline->select(blocks);
    if (by != m_problems)
        m_problems->select(blocks);
    if (by != m_code)
        m_code->select(blocks);
    if (by != m_data)
        m_data->select(blocks);
    if (by != m_properties)
        m_properties->select(blocks);
    emit selectionChanged();
}

// An empty attribute: the first that can be edited.
void Panels::edit(BlockId block, const QString &attribute)
{
    if (DocumentPage *const page = this->page())
        page->canvas().select({block});
    select(this, {block});
    m_place.showPanel(m_properties);
    m_properties->editAttribute(block, attribute);
}

void Panels::jumpToLog(BlockId block)
{
    const Block *const found = m_document ? m_document->pipeline().find(block) : nullptr;
    if (!found)
        return;
    m_place.showPanel(m_log);
    const qint64 offset = m_view.blocks.value(found->id).logOffset;
    if (offset >= 0)
        m_log->jumpTo(offset);
}

// A pipeline opens; a table becomes a block that reads it.
void Panels::dropFile(DocumentPage &page, const QString &path, const QPointF &position)
{
    if (path.endsWith(QLatin1String(".outcrop"), Qt::CaseInsensitive)) {
        emit openWished(path);
        return;
    }
    const BlockType *const type = m_catalog.find(QStringLiteral("input.csv"));
    if (!path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) || !type) {
        emit status(tr("%1 is neither a pipeline (.outcrop) nor a table (.csv).")
                        .arg(QFileInfo(path).fileName()));
        return;
    }
    const Insertion insertion = addBlock(page.document().pipeline(), *type, position);
    const BlockId block = insertion.blocks.first();
    const QString folder = page.document().place().baseFolder + QLatin1Char('/');
    const QString data = path.startsWith(folder) ? path.mid(folder.size()) : path;
    page.document().document().apply(
        tr("Add %1").arg(QFileInfo(path).fileName()),
        setTitle(setAttribute(insertion.pipeline, block, QStringLiteral("path"),
                              AttributeValue(data), m_catalog),
                 block, QFileInfo(path).completeBaseName()));
    page.canvas().select({block});
    select(this, {block});
}

void Panels::show(Panel panel)
{
    QWidget *target = nullptr;
    switch (panel) {
    case Panel::Outline:
        target = m_outline;
        break;
    case Panel::Palette:
        target = m_palette;
        break;
    case Panel::Problems:
        target = m_problems;
        break;
    case Panel::Code:
        target = m_code;
        break;
    case Panel::Data:
        target = m_data;
        break;
    case Panel::Log:
        target = m_log;
        break;
    case Panel::Properties:
        target = m_properties;
        break;
    }
    m_place.showPanel(target);
    if (panel == Panel::Palette)
        m_palette->focusSearch();
    else
        target->setFocus();
}

} // namespace outcrop
