#include "widgets/outline/outline_model.h"

#include "core/catalog/value_text.h"
#include "core/pipeline/connecting.h"
#include "core/pipeline/edits.h"
#include "core/pipeline/naming.h"
#include "widgets/style/block_look.h"
#include "widgets/style/style.h"

#include <algorithm>

namespace outcrop {

namespace {

constexpr int valueColumn = 1;

QStandardItem *makeValueItem(const QString &text, bool editable)
{
    auto *item = new QStandardItem(text);
    item->setEditable(editable);
    return item;
}

// A row below `parent`; the value is read after the name.
void addRow(QStandardItem *parent, OutlineItem *item, const QString &value, bool editable)
{
    item->setEditable(false);
    parent->appendRow({item, makeValueItem(value, editable)});
}

} // namespace

OutlineModel::OutlineModel(const Catalog &catalog, Style &style, QObject *parent)
    : QStandardItemModel(parent), m_catalog(catalog), m_style(style)
{
    setHorizontalHeaderLabels({tr("Name"), tr("Value")});
}

void OutlineModel::setDocument(PipelineDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_blocks.clear();
    m_errors.clear();
    m_notices.clear();
    removeRows(0, rowCount());
    if (!document)
        return;
    addBlocks(document->pipeline().blockIds());
    connect(document, &PipelineDocument::changed, this, &OutlineModel::follow);
}

OutlineItem *OutlineModel::find(BlockId block) const
{
    return m_blocks.value(quint32(block));
}

OutlineItem *OutlineModel::at(const QModelIndex &index) const
{
    return static_cast<OutlineItem *>(itemFromIndex(index.siblingAtColumn(0)));
}

void OutlineModel::addBlocks(const QVector<BlockId> &blocks)
{
    // Blocks that come back by undo stand again where they stood.
    const QVector<BlockId> order = m_document->pipeline().blockIds();
    QHash<quint32, int> place;
    for (int i = 0; i < order.size(); ++i)
        place.insert(quint32(order[i]), i);
    QVector<BlockId> sorted = blocks;
    std::sort(sorted.begin(), sorted.end(), [&](BlockId a, BlockId b) {
        return place.value(quint32(a)) < place.value(quint32(b));
    });
    for (const BlockId id : qAsConst(sorted)) {
        auto *item = new OutlineItem(OutlineKind::Block, id);
        m_blocks.insert(quint32(id), item);
        QStandardItem *value = makeValueItem(QString(), false);
        showBlock(item, value);
        insertRow(qMin(place.value(quint32(id)), rowCount()), {item, value});
    }
}

void OutlineModel::follow(const PipelineChanges &changes)
{
    for (const BlockId id : changes.removed) {
        if (OutlineItem *item = m_blocks.take(quint32(id)))
            removeRow(item->row());
    }
    addBlocks(changes.added);
    for (const BlockId id : changes.changed) {
        if (OutlineItem *block = find(id)) {
            showBlock(block, item(block->row(), valueColumn));
            if (block->isFilled)
                showAttributes(block);
        }
    }
    QSet<quint32> ends; // A changed title is said at the other end, too.
    const auto addEnds = [&](const QVector<Connection> &connections) {
        for (const Connection &connection : connections)
            ends << quint32(connection.from.block) << quint32(connection.to.block);
    };
    addEnds(changes.connected);
    addEnds(changes.disconnected);
    for (const BlockId id : changes.changed) {
        addEnds(m_document->pipeline().inputsOf(id));
        addEnds(m_document->pipeline().outputsOf(id));
    }
    for (const quint32 id : qAsConst(ends)) {
        if (OutlineItem *item = m_blocks.value(id); item && item->isFilled)
            showConnections(item);
    }
}

void OutlineModel::showBlock(OutlineItem *item, QStandardItem *value)
{
    const Block &block = *m_document->pipeline().find(item->block);
    const BlockType *type = m_catalog.find(block.type);
    const QString title = displayTitle(block, m_catalog);
    const int errors = m_errors.value(quint32(item->block));
    const int notices = m_notices.value(quint32(item->block));
    QString spoken = tr("%1, block").arg(title);
    if (errors > 0)
        spoken += QLatin1String(", ") + tr("%n errors", nullptr, errors);
    if (notices > 0)
        spoken += QLatin1String(", ") + tr("%n notices", nullptr, notices);
    item->setText(title);
    item->setData(spoken, Qt::AccessibleTextRole);
    item->setToolTip(QStringLiteral("<qt>%1</qt>").arg(spoken.toHtmlEscaped()));
    const Ink ink = errors > 0 ? Ink::Bad : notices > 0 ? Ink::Warning : Ink::Muted;
    item->setIcon(m_style.icon(errors > 0    ? QStringLiteral("error")
                               : notices > 0 ? QStringLiteral("warning")
                                             : blockIcon(type),
                               ink));
    value->setText(type && type->title != title ? type->title : QString());
}

bool OutlineModel::hasChildren(const QModelIndex &parent) const
{
    const OutlineItem *item = parent.isValid() ? at(parent) : nullptr;
    const bool isUnopened = item && item->kind == OutlineKind::Block && !item->isFilled;
    return (isUnopened && parent.column() == 0) || QStandardItemModel::hasChildren(parent);
}

bool OutlineModel::canFetchMore(const QModelIndex &parent) const
{
    const OutlineItem *item = parent.isValid() ? at(parent) : nullptr;
    return item && item->kind == OutlineKind::Block && !item->isFilled;
}

void OutlineModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fill(at(parent));
}

void OutlineModel::fill(OutlineItem *item)
{
    item->isFilled = true;
    const Block &block = *m_document->pipeline().find(item->block);
    const BlockType *type = m_catalog.find(block.type);
    if (!type)
        return;
    for (const PortSpec &port : type->inputs)
        addRow(item, new OutlineItem(OutlineKind::Input, item->block, port.name),
               portTypeName(port.type), false);
    for (const PortSpec &port : type->outputs)
        addRow(item, new OutlineItem(OutlineKind::Output, item->block, port.name),
               portTypeName(port.type), false);
    for (const AttributeSpec &spec : type->attributes)
        addRow(item, new OutlineItem(OutlineKind::Attribute, item->block, spec.name), {}, true);
    showAttributes(item);
    showConnections(item);
}

void OutlineModel::showAttributes(OutlineItem *item)
{
    const Block &block = *m_document->pipeline().find(item->block);
    const BlockType *type = m_catalog.find(block.type);
    for (int row = 0; row < item->rowCount(); ++row) {
        auto *cell = static_cast<OutlineItem *>(item->child(row));
        const AttributeSpec *spec = type ? type->findAttribute(cell->name) : nullptr;
        if (cell->kind != OutlineKind::Attribute || !spec)
            continue;
        const QString text = valueText(spec->kinds, attributeValue(block, spec->name, m_catalog));
        QFont font = cell->font();
        font.setBold(block.attributes.contains(spec->name));
        cell->setText(spec->name);
        cell->setFont(font);
        cell->setData(tr("%1, attribute, %2").arg(spec->name, text), Qt::AccessibleTextRole);
        cell->setToolTip(QStringLiteral("<qt>%1</qt>")
                             .arg(tr("Takes %1.").arg(describeKinds(spec->kinds)).toHtmlEscaped()));
        item->child(row, valueColumn)->setText(text);
    }
}

void OutlineModel::showConnections(OutlineItem *item)
{
    for (int row = 0; row < item->rowCount(); ++row) {
        auto *port = static_cast<OutlineItem *>(item->child(row));
        if (port->kind == OutlineKind::Input || port->kind == OutlineKind::Output)
            showConnectionsOf(port);
    }
}

void OutlineModel::showConnectionsOf(OutlineItem *port)
{
    const Pipeline &pipeline = m_document->pipeline();
    const bool isInput = port->kind == OutlineKind::Input;
    const Port here{port->block, port->name};
    int row = 0;
    for (const Connection &connection :
         isInput ? pipeline.inputsOf(port->block) : pipeline.outputsOf(port->block)) {
        if (!((isInput ? connection.to : connection.from) == here))
            continue;
        const Port &other = isInput ? connection.from : connection.to;
        const QString title = displayTitle(*pipeline.find(other.block), m_catalog);
        if (row == port->rowCount())
            addRow(port, new OutlineItem(OutlineKind::Connection, port->block), {}, false);
        auto *cell = static_cast<OutlineItem *>(port->child(row));
        cell->connection = connection;
        cell->setText((isInput ? tr("from %1") : tr("to %1")).arg(title));
        cell->setData(tr("%1, %2, connection").arg(cell->text(), other.name),
                      Qt::AccessibleTextRole);
        port->child(row, valueColumn)->setText(other.name);
        ++row;
    }
    port->removeRows(row, port->rowCount() - row);
    port->setText((isInput ? tr("input %1") : tr("output %1")).arg(port->name));
    port->setData(tr("%1, %n connections", nullptr, row).arg(port->text()), Qt::AccessibleTextRole);
}

void OutlineModel::showProblems(const QVector<Problem> &problems)
{
    QSet<quint32> touched;
    for (const auto *counts : {&m_errors, &m_notices}) {
        for (auto count = counts->begin(); count != counts->end(); ++count)
            touched << count.key();
    }
    m_errors.clear();
    m_notices.clear();
    for (const Problem &problem : problems) {
        ++(problem.severity == Problem::Severity::Error ? m_errors
                                                        : m_notices)[quint32(problem.block)];
        touched << quint32(problem.block);
    }
    for (const quint32 id : qAsConst(touched)) {
        if (OutlineItem *block = m_blocks.value(id))
            showBlock(block, item(block->row(), valueColumn));
    }
}

bool OutlineModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const OutlineItem *item = at(index);
    if (role != Qt::EditRole || !item || !m_document)
        return QStandardItemModel::setData(index, value, role);
    const QString text = value.toString();
    if (item->kind == OutlineKind::Block && text != item->text())
        m_document->apply(tr("Rename"), setTitle(m_document->pipeline(), item->block, text));
    if (item->kind == OutlineKind::Attribute && index.column() == valueColumn)
        return setAttributeText(*item, text);
    return true;
}

bool OutlineModel::setAttributeText(const OutlineItem &item, const QString &text)
{
    const Block *block = m_document->pipeline().find(item.block);
    const AttributeSpec *spec = m_catalog.find(block->type)->findAttribute(item.name);
    const AttributeValue value = valueFromText(spec->kinds, text);
    if (value == attributeValue(*block, spec->name, m_catalog))
        return true;
    if (const auto mistake = checkValue(*spec, value)) {
        emit refused(*mistake);
        return false;
    }
    m_document->apply(tr("Set %1").arg(spec->name), setAttribute(m_document->pipeline(), item.block,
                                                                 spec->name, value, m_catalog));
    return true;
}

} // namespace outcrop
