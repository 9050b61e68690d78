#include "core/pipeline/fixes.h"

#include "core/pipeline/arrange.h"
#include "core/pipeline/edits.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Fixes)
};

const PortSpec *findPort(const QVector<PortSpec> &ports, PortType type)
{
    const auto found = std::find_if(ports.begin(), ports.end(),
                                    [&](const PortSpec &port) { return port.type == type; });
    return found == ports.end() ? nullptr : &*found;
}

// A block between `source` and all that takes its table now.
Pipeline addBehind(Pipeline p, BlockId source, const BlockType &type,
                   const QMap<QString, AttributeValue> &attributes)
{
    const PortSpec *input = findPort(type.inputs, PortType::Table);
    const PortSpec *output = findPort(type.outputs, PortType::Table);
    const Block *feeding = p.find(source);
    const QVector<Connection> taken = p.outputsOf(source);
    if (!input || !output || !feeding || taken.isEmpty())
        return p;
    const QPointF beside = feeding->position + QPointF(columnStep / 2, columnStep / 2);
    Insertion added = addBlock(std::move(p), type, beside);
    p = std::move(added.pipeline);
    const BlockId id = added.blocks[0];
    Block block = *p.find(id);
    block.attributes = attributes;
    p.replace(id, block);
    p.connect({taken.first().from, {id, input->name}});
    for (const Connection &connection : taken) {
        p.disconnect(connection);
        p.connect({{id, output->name}, connection.to});
    }
    return p;
}

} // namespace

Fix useValue(BlockId block, const QString &attribute, const AttributeValue &value,
             const Catalog &catalog)
{
    return {Tr::tr("Use %1").arg(formatValue(value)), [=](Pipeline p) {
                return setAttribute(std::move(p), block, attribute, value, catalog);
            }};
}

Fix useDefault(BlockId block, const QString &attribute)
{
    return {Tr::tr("Use the default"),
            [=](Pipeline p) { return resetAttribute(std::move(p), block, attribute); }};
}

Fix moveAttribute(BlockId block, const QString &from, const QString &to)
{
    return {Tr::tr("Rename it to %1").arg(to), [=](Pipeline p) {
                if (const Block *found = p.find(block)) {
                    Block changed = *found;
                    changed.attributes.insert(to, changed.attributes.take(from));
                    p.replace(block, changed);
                }
                return p;
            }};
}

Fix useId(BlockId block, const QString &id)
{
    return {Tr::tr("Use the id %1").arg(id),
            [=](const Pipeline &p) { return renameId(p, block, id).value_or(p); }};
}

Fix useType(BlockId block, const BlockType &type)
{
    return {Tr::tr("Replace it by %1").arg(type.title.isEmpty() ? type.key : type.title),
            [block, key = type.key](Pipeline p) { return setType(std::move(p), block, key); }};
}

Fix deleteBlock(BlockId block)
{
    return {Tr::tr("Delete the block"),
            [=](Pipeline p) { return removeBlocks(std::move(p), {block}); }};
}

Fix addConnection(const Connection &connection, const QString &title)
{
    return {title, [=](Pipeline p) {
                p.connect(connection);
                return p;
            }};
}

Fix removeConnection(const Connection &connection)
{
    return {Tr::tr("Remove the connection"), [=](Pipeline p) {
                p.disconnect(connection);
                return p;
            }};
}

Fix replaceConnection(const Connection &wrong, const Connection &right, const QString &title)
{
    return {title, [=](Pipeline p) {
                p.disconnect(wrong);
                p.connect(right);
                return p;
            }};
}

Fix addSplit(BlockId source, const BlockType &split)
{
    return {Tr::tr("Add a Split block"),
            [=](Pipeline p) { return addBehind(std::move(p), source, split, {}); }};
}

Fix addMissingFilter(BlockId source, const BlockType &filter, const QString &column)
{
    const QMap<QString, AttributeValue> attributes{
        {QStringLiteral("column"), AttributeValue(column)},
        {QStringLiteral("operator"), AttributeValue(QStringLiteral("is not missing"))}};
    return {Tr::tr("Drop these rows by a Filter rows block"),
            [=](Pipeline p) { return addBehind(std::move(p), source, filter, attributes); }};
}

Fix addEvaluate(const QVector<Port> &models, const BlockType &evaluate)
{
    return {Tr::tr("Add an Evaluate block"), [=](Pipeline p) {
                const PortSpec *input = findPort(evaluate.inputs, PortType::Model);
                const Block *first = models.isEmpty() ? nullptr : p.find(models.first().block);
                if (!input || !first)
                    return p;
                const QPointF beside = first->position + QPointF(columnStep, 0);
                Insertion added = addBlock(std::move(p), evaluate, beside);
                for (const Port &model : models)
                    added.pipeline.connect({model, {added.blocks[0], input->name}});
                return added.pipeline;
            }};
}

} // namespace outcrop
