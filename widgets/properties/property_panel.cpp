#include "widgets/properties/property_panel.h"

#include "core/pipeline/edits.h"
#include "core/pipeline/naming.h"
#include "widgets/properties/attribute_form.h"
#include "widgets/properties/attribute_help.h"
#include "widgets/properties/block_header.h"
#include "widgets/properties/known_columns.h"
#include "widgets/properties/library_line.h"
#include "widgets/properties/pipeline_form.h"
#include "widgets/properties/shared_attributes.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int keptForms = 8;

QWidget *makeLine()
{
    auto *line = new QWidget;
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    return line;
}

} // namespace

PropertyPanel::PropertyPanel(const Catalog &catalog, Style &style, QWidget *parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_shown(catalog)
    , m_style(style)
    , m_scroll(new QScrollArea)
    , m_header(new BlockHeader(catalog, style))
    , m_libraryLine(new LibraryLine(style))
    , m_line(makeLine())
    , m_pipelineForm(new PipelineForm(style))
    , m_help(new AttributeHelp(style))
{
    setAccessibleName(tr("Properties"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(makeLine());
    layout->addWidget(m_help);

    auto *content = new QWidget;
    m_content = new QVBoxLayout(content);
    m_content->setContentsMargins(14, 14, 8, 14);
    m_content->setSpacing(10);
    m_content->addWidget(m_header);
    m_content->addWidget(m_libraryLine);
    m_content->addWidget(m_line);
    m_content->addWidget(m_pipelineForm);
    m_content->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setAccessibleName(tr("Attributes"));

    connectHeader();
    connectPipelineForm();
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *now) { followFocus(now); });
    showSelection();
}

// The focus leaves a widget while it is taken down, when this is a panel no more.
PropertyPanel::~PropertyPanel()
{
    disconnect(qApp, nullptr, this, nullptr);
}

void PropertyPanel::connectHeader()
{
    connect(m_header, &BlockHeader::titleGiven, this, [this](const QString &title) {
        if (m_document && m_selection.size() == 1)
            m_document->apply(tr("Rename"),
                              setTitle(m_document->pipeline(), m_selection.first(), title),
                              mergeKey(QStringLiteral("title")));
    });
    connect(m_header, &BlockHeader::idGiven, this, &PropertyPanel::rename);
}

void PropertyPanel::connectPipelineForm()
{
    connect(m_pipelineForm, &PipelineForm::nameGiven, this, [this](const QString &name) {
        if (m_document)
            m_document->apply(tr("Rename the Pipeline"), setName(m_document->pipeline(), name),
                              mergeKey(QStringLiteral("name")));
    });
    connect(m_pipelineForm, &PipelineForm::seedGiven, this, [this](qint64 seed) {
        if (m_document)
            m_document->apply(tr("Set the Seed"), setSeed(m_document->pipeline(), seed),
                              mergeKey(QStringLiteral("seed")));
    });
}

void PropertyPanel::setDocument(PipelineDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (document)
        connect(document, &PipelineDocument::changed, this, &PropertyPanel::follow);
    m_problems.clear();
    m_tables.clear();
    select({});
}

void PropertyPanel::setTables(const InputTables &tables)
{
    m_tables = tables;
    showColumns();
}

void PropertyPanel::setBaseFolder(const QString &folder)
{
    m_baseFolder = folder;
    if (m_form)
        m_form->setBaseFolder(folder);
}

void PropertyPanel::showProblems(const QVector<Problem> &problems)
{
    m_problems = problems;
    showProblemsOfSelection();
}

void PropertyPanel::setColumnsRemark(const ColumnsRemark &remark)
{
    if (m_form)
        m_form->setColumnsRemark(remark);
}

void PropertyPanel::setLibrary(const std::optional<LibraryThere> &library)
{
    m_nextLibrary = library;
    if (!isTyping())
        takeLibrary();
}

bool PropertyPanel::isTyping() const
{
    return m_form && m_form->isVisible() && m_form->isAncestorOf(QApplication::focusWidget());
}

void PropertyPanel::takeLibrary()
{
    const std::optional<LibraryThere> library = *std::exchange(m_nextLibrary, std::nullopt);
    if (!library && !m_library)
        return;
    m_library = library;
    m_shown = library ? catalogThere(m_catalog, library->catalog) : m_catalog;
    for (AttributeForm *const form : qAsConst(m_forms))
        form->deleteLater(); // Their rows have the attributes of the other version.
    if (m_form)
        m_form->hide();
    m_form = nullptr;
    m_forms.clear();
    m_recentForms.clear();
    showSelection();
}

void PropertyPanel::select(const QVector<BlockId> &blocks)
{
    QVector<BlockId> present;
    for (const BlockId id : blocks) {
        if (m_document && m_document->pipeline().find(id))
            present << id;
    }
    m_selection = present;
    ++m_visit;
    for (AttributeRow *const row : findChildren<AttributeRow *>())
        row->forgetMistake(); // It was about what was selected before.
    showSelection();
}

void PropertyPanel::follow(const PipelineChanges &changes)
{
    const auto isSelected = [this](BlockId id) { return m_selection.contains(id); };
    if (std::any_of(changes.removed.begin(), changes.removed.end(), isSelected)) {
        select(m_selection);
        return;
    }
    if (m_selection.isEmpty())
        m_pipelineForm->showPipeline(m_document->pipeline());
    else if (std::any_of(changes.changed.begin(), changes.changed.end(), isSelected))
        showValues();
    if (!changes.connected.isEmpty() || !changes.disconnected.isEmpty()
        || !changes.changed.isEmpty())
        showColumns();
}

AttributeForm *PropertyPanel::formFor(const QVector<BlockId> &blocks)
{
    const QVector<AttributeSpec> specs = sharedAttributes(m_document->pipeline(), blocks, m_shown);
    QStringList parts{m_document->pipeline().find(blocks.first())->type};
    for (const AttributeSpec &spec : specs)
        parts << spec.name;
    const QString key = parts.join(QLatin1Char('\n'));
    m_recentForms.removeAll(key);
    m_recentForms << key;
    if (AttributeForm *known = m_forms.value(key))
        return known;
    if (m_recentForms.size() > keptForms)
        m_forms.take(m_recentForms.takeFirst())->deleteLater();

    auto *form = new AttributeForm(specs, m_style);
    m_forms.insert(key, form);
    form->hide();
    m_content->insertWidget(m_content->indexOf(m_pipelineForm), form);
    connect(form, &AttributeForm::given, this, &PropertyPanel::setValue);
    connect(form, &AttributeForm::resetWished, this, &PropertyPanel::reset);
    connect(form, &AttributeForm::unfolded, this, [this](bool unfolded) { m_unfolded = unfolded; });
    connect(form, &AttributeForm::fixWished, this, [this](const Fix &fix) {
        if (m_document)
            m_document->apply(fix.title, fix.apply(m_document->pipeline()));
    });
    return form;
}

void PropertyPanel::showSelection()
{
    const bool none = m_selection.isEmpty();
    AttributeForm *form = none ? nullptr : formFor(m_selection);
    if (m_form && m_form != form)
        m_form->hide();
    m_form = form;
    m_header->setVisible(!none);
    m_line->setVisible(!none);
    m_libraryLine->hide();
    m_pipelineForm->setVisible(none && m_document);
    m_help->clear();
    if (none) {
        if (m_document)
            m_pipelineForm->showPipeline(m_document->pipeline());
        return;
    }
    showLibrary();
    showValues();
    m_form->setUnfolded(m_unfolded);
    m_form->setBaseFolder(m_baseFolder);
    showColumns();
    showProblemsOfSelection();
    m_form->show();
    m_scroll->ensureVisible(0, 0);
}

void PropertyPanel::showValues()
{
    const Pipeline &pipeline = m_document->pipeline();
    if (m_selection.size() == 1)
        m_header->showBlock(m_selection.first(), *pipeline.find(m_selection.first()));
    else
        m_header->showBlocks(pipeline, m_selection);
    m_form->showBlocks(pipeline, m_selection, m_shown);
}

void PropertyPanel::showLibrary()
{
    if (m_library)
        m_form->setMissing(m_libraryLine->tell(*m_library, typesOfSelection()),
                           tr("not in %1").arg(m_library->name()));
}

QVector<const BlockType *> PropertyPanel::typesOfSelection() const
{
    QVector<const BlockType *> types;
    for (const BlockId id : m_selection) {
        const Block *const block = m_document->pipeline().find(id);
        if (const BlockType *const type = block ? m_catalog.find(block->type) : nullptr)
            types << type;
    }
    return types;
}

void PropertyPanel::showColumns()
{
    if (!m_form || !m_document)
        return;
    m_form->setColumnsRemark({});
    m_form->setColumns(
        knownColumns(m_document->pipeline(), m_selection.first(), m_catalog, m_tables));
    if (m_form->takesColumns())
        emit columnsWished(m_selection.first());
}

void PropertyPanel::showProblemsOfSelection()
{
    if (!m_form || !m_document)
        return;
    QVector<Problem> mine;
    for (Problem problem : qAsConst(m_problems)) {
        const Block *block = m_document->pipeline().find(problem.block);
        if (m_selection.size() != 1 || problem.block != m_selection.first() || !block)
            continue;
        const QString lead = displayTitle(*block, m_catalog) + QLatin1String(": ");
        if (problem.message.startsWith(lead)) // The header says it.
            problem.message.remove(0, lead.size());
        mine << problem;
    }
    m_form->showProblems(mine);
}

// Nothing has the focus while another window has.
void PropertyPanel::followFocus(QWidget *focused)
{
    if (!focused)
        return;
    if (isAncestorOf(focused))
        explain(focused);
    if (m_nextLibrary && !isTyping()) // Not while the field that loses the focus still tells so.
        QTimer::singleShot(0, this, [this] {
            if (m_nextLibrary && !isTyping())
                takeLibrary();
        });
}

void PropertyPanel::explain(QWidget *focused)
{
    ++m_visit;
    for (QWidget *widget = focused; widget && widget != this; widget = widget->parentWidget()) {
        if (const auto *row = qobject_cast<AttributeRow *>(widget)) {
            m_help->explain(row->spec());
            m_scroll->ensureWidgetVisible(widget, 0, 8);
            return;
        }
    }
}

QString PropertyPanel::mergeKey(const QString &field) const
{
    return QStringLiteral("properties/%1/%2").arg(m_visit).arg(field);
}

void PropertyPanel::setValue(const QString &attribute, const AttributeValue &value, Giving giving)
{
    if (!m_document)
        return;
    Pipeline next = m_document->pipeline();
    for (const BlockId id : qAsConst(m_selection))
        next = setAttributeThere(next, id, attribute, value, m_catalog, m_shown);
    m_document->apply(tr("Set %1").arg(attribute), next,
                      giving == Giving::Typing ? mergeKey(attribute) : QString());
}

void PropertyPanel::reset(const QString &attribute)
{
    if (!m_document)
        return;
    Pipeline next = m_document->pipeline();
    for (const BlockId id : qAsConst(m_selection))
        next = resetAttribute(next, id, attribute);
    m_document->apply(tr("Reset %1").arg(attribute), next);
}

void PropertyPanel::rename(const QString &id)
{
    if (!m_document || m_selection.size() != 1)
        return;
    const auto renamed = renameId(m_document->pipeline(), m_selection.first(), id);
    if (renamed)
        m_document->apply(tr("Change the ID"), *renamed, mergeKey(QStringLiteral("id")));
    m_header->refuseId(renamed ? QString() : renamed.error().message);
}

void PropertyPanel::editAttribute(BlockId block, const QString &attribute)
{
    if (m_selection != QVector<BlockId>{block})
        select({block});
    AttributeRow *row = m_form ? m_form->reveal(attribute) : nullptr;
    if (!row) {
        editTitle();
        return;
    }
    row->focusField();
    // Rows that were made just now have their places after the next layout.
    QTimer::singleShot(0, row, [this, row] { m_scroll->ensureWidgetVisible(row); });
}

void PropertyPanel::editTitle()
{
    if (m_selection.size() == 1)
        m_header->focusTitle();
}

} // namespace outcrop
