#include "core/codegen/plan_graph.h"

#include "core/codegen/code_words.h"
#include "core/codegen/plan_refusal.h"
#include "core/pipeline/naming.h"

#include <QSet>

#include <algorithm>

namespace outcrop {

namespace {

const PortSpec *tableInput(const BlockType &type)
{
    const auto isTable = [](const PortSpec &port) { return port.type == PortType::Table; };
    const auto found = std::find_if(type.inputs.begin(), type.inputs.end(), isTable);
    return found == type.inputs.end() ? nullptr : &*found;
}

// A Select columns that selects them all is no step.
bool passesAll(const PlanBlock &block)
{
    return block.block->type == QLatin1String("table.select_columns")
           && block.value(QStringLiteral("columns")) == AttributeValue(QStringLiteral("all"));
}

// Ids and the catalog's names become code, choices decide what code: nothing of a block may be
// other than it should.
Result<> checkBlock(const PlanBlock &block)
{
    if (const auto problem = checkBlockId(block.block->id))
        return refuse(*problem);
    if (!block.type)
        return refuse(PlanText::tr("The block %1 is of the unknown type %2: replace or delete it.")
                          .arg(block.block->id, block.block->type));
    if (const auto problem = checkCodeWords(*block.type))
        return refuse(*problem);
    for (auto own = block.block->attributes.begin(); own != block.block->attributes.end(); ++own) {
        const AttributeSpec *spec = block.type->findAttribute(own.key());
        if (!spec)
            continue; // Kept in the file, used by nothing.
        if (own.value().as<SearchSpace>())
            return refuse(
                PlanText::tr("%1: %2 is a range to search; give it one value to train with.")
                    .arg(block.title(), spec->name));
        if (const auto problem = checkValue(*spec, own.value()))
            return refuse(PlanText::tr("%1: %2").arg(block.title(), *problem));
    }
    for (const AttributeSpec &spec : block.type->attributes) {
        const AttributeValue value = block.value(spec.name);
        if (spec.required && (value.isNone() || value == AttributeValue(QString())))
            return refuse(PlanText::tr("%1 needs a value for %2.").arg(block.title(), spec.name));
    }
    return {};
}

} // namespace

QString PlanBlock::title() const
{
    return block->title.isEmpty() ? type->title : block->title;
}

AttributeValue PlanBlock::value(const QString &attribute) const
{
    const auto own = block->attributes.constFind(attribute);
    if (own != block->attributes.constEnd())
        return own.value();
    const AttributeSpec *spec = type->findAttribute(attribute);
    return spec ? spec->defaultValue : AttributeValue();
}

QMap<QString, AttributeValue> PlanBlock::values() const
{
    QMap<QString, AttributeValue> all;
    for (const AttributeSpec &spec : type->attributes)
        all.insert(spec.name, value(spec.name));
    return all;
}

bool isModel(BlockRole role)
{
    return role == BlockRole::Classifier || role == BlockRole::Regressor
           || role == BlockRole::Clusterer || role == BlockRole::OutlierDetector;
}

PlanBlock PlanGraph::at(BlockId id) const
{
    const Block *block = m_pipeline.find(id);
    return {id, block, block ? m_catalog.find(block->type) : nullptr};
}

Result<QVector<PlanBlock>> PlanGraph::blocks() const
{
    QVector<PlanBlock> all;
    QSet<QString> ids;
    for (const BlockId id : m_pipeline.blockIds()) {
        all << at(id);
        if (const Result<> checked = checkBlock(all.last()); !checked)
            return failure(checked.error());
        if (ids.contains(all.last().block->id))
            return refuse(PlanText::tr("There are two blocks with the id %1: change one.")
                              .arg(all.last().block->id));
        ids << all.last().block->id;
    }
    return all;
}

QVector<PlanBlock> PlanGraph::sourcesOf(const PlanBlock &block, const QString &port) const
{
    QVector<PlanBlock> sources;
    for (const Connection &connection : m_pipeline.inputsOf(block.handle)) {
        if (connection.to.name == port)
            sources << at(connection.from.block);
    }
    const auto earlier = [](const PlanBlock &a, const PlanBlock &b) { return a.handle < b.handle; };
    std::sort(sources.begin(), sources.end(), earlier);
    return sources;
}

QVector<PlanBlock> PlanGraph::targetsOf(const PlanBlock &block) const
{
    QVector<PlanBlock> targets;
    for (const Connection &connection : m_pipeline.outputsOf(block.handle))
        targets << at(connection.to.block);
    return targets;
}

// The block if a table is connected to it; else such models among those that it takes, and that
// they take.
QVector<PlanBlock> PlanGraph::readersIn(const PlanBlock &block) const
{
    QVector<PlanBlock> readers, open{block};
    QSet<quint32> seen{quint32(block.handle)};
    while (!open.isEmpty()) {
        const PlanBlock next = open.takeLast();
        const PortSpec *table = tableInput(*next.type);
        if (table && !sourcesOf(next, table->name).isEmpty()) {
            readers << next;
            continue;
        }
        for (const PortSpec &port : next.type->inputs) {
            for (const PlanBlock &taken : sourcesOf(next, port.name)) {
                if (port.type == PortType::Model && !seen.contains(quint32(taken.handle))) {
                    seen << quint32(taken.handle);
                    open << taken;
                }
            }
        }
    }
    return readers;
}

bool PlanGraph::readsTable(const PlanBlock &block) const
{
    return !readersIn(block).isEmpty();
}

Result<TablePath> PlanGraph::pathTo(const PlanBlock &block) const
{
    const QVector<PlanBlock> readers = readersIn(block);
    if (readers.isEmpty() || readers.first() == block)
        return walkUp(block);
    Result<TablePath> common = walkUp(readers.first());
    for (const PlanBlock &reader : readers) {
        const Result<TablePath> path = walkUp(reader);
        if (!path || !common)
            return path;
        if (!(path->input == common->input) || path->split != common->split)
            return refuse(
                PlanText::tr(
                    "The models that %1 takes read different tables: connect them to one Split.")
                    .arg(block.title()));
        const auto differs = std::mismatch(common->blocks.begin(), common->blocks.end(),
                                           path->blocks.begin(), path->blocks.end());
        common->blocks.erase(differs.first, common->blocks.end());
    }
    return common;
}

Result<PlanBlock> PlanGraph::tableSource(const PlanBlock &block) const
{
    const PortSpec *port = tableInput(*block.type);
    if (!port)
        return refuse(PlanText::tr("%1 stands where a table comes from, but it takes none.")
                          .arg(block.title()));
    const QVector<PlanBlock> sources = sourcesOf(block, port->name);
    if (sources.isEmpty())
        return refuse(PlanText::tr("%1 gets no table: connect its input “%2”.")
                          .arg(block.title(), port->name));
    if (sources.size() > 1)
        return refuse(PlanText::tr("%1 gets %2 tables at its input “%3”: leave one.")
                          .arg(block.title())
                          .arg(sources.size())
                          .arg(port->name));
    return sources.first();
}

Result<TablePath> PlanGraph::walkUp(const PlanBlock &block) const
{
    TablePath path;
    PlanBlock current = block;
    for (int walked = 0; walked <= m_pipeline.blockCount(); ++walked) {
        const auto source = tableSource(current);
        if (!source)
            return failure(source.error());
        current = *source;
        switch (current.type->role) {
        case BlockRole::Input:
            path.input = current;
            std::reverse(path.blocks.begin(), path.blocks.end());
            return path;
        case BlockRole::Transformer:
        case BlockRole::TableStep:
            if (!passesAll(current))
                path.blocks << current;
            break;
        case BlockRole::Split:
            if (path.split && path.split != current)
                return refuse(PlanText::tr("There are two Split blocks before %1: leave one.")
                                  .arg(block.title()));
            path.split = current;
            break;
        default:
            return refuse(
                PlanText::tr("%1 gives no table to %2.").arg(current.title(), block.title()));
        }
    }
    return refuse(
        PlanText::tr("The connections before %1 run in a circle: remove one.").arg(block.title()));
}

} // namespace outcrop
