#include "widgets/data/data_source.h"

#include "core/codegen/plan_graph.h"
#include "core/package/input_tables.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSet>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::DataSource)
};

QString textOf(const QMap<QString, AttributeValue> &attributes, const char *name)
{
    const AttributeValue value = attributes.value(QLatin1String(name));
    return value.as<QString>() ? *value.as<QString>() : QString();
}

bool isInput(const Pipeline &pipeline, const Catalog &catalog, BlockId id)
{
    const Block *const block = pipeline.find(id);
    const BlockType *const type = block ? catalog.find(block->type) : nullptr;
    return type && type->role == BlockRole::Input;
}

BlockId inputAbove(const Pipeline &pipeline, const Catalog &catalog, BlockId start)
{
    QVector<BlockId> open{start};
    QSet<quint32> seen{quint32(start)};
    for (int i = 0; i < open.size(); ++i) {
        if (isInput(pipeline, catalog, open[i]))
            return open[i];
        for (const Connection &connection : pipeline.inputsOf(open[i])) {
            if (!seen.contains(quint32(connection.from.block))) {
                seen.insert(quint32(connection.from.block));
                open.append(connection.from.block);
            }
        }
    }
    return {};
}

BlockId onlyInput(const Pipeline &pipeline, const Catalog &catalog)
{
    BlockId found{};
    int count = 0;
    pipeline.forEachBlock([&](BlockId id, const Block &) {
        if (isInput(pipeline, catalog, id)) {
            found = id;
            ++count;
        }
    });
    return count == 1 ? found : BlockId{};
}

} // namespace

QString DataSource::name() const
{
    if (!isFile())
        return textOf(attributes, "name");
    const QString name = QFileInfo(file).fileName();
    return location().isOnHost() ? Tr::tr("%1 on %2").arg(name, location().host) : name;
}

std::optional<DataSource> findDataSource(const Pipeline &pipeline, const Catalog &catalog,
                                         const QVector<BlockId> &selected, const QString &folder)
{
    BlockId found{};
    for (const BlockId id : selected) {
        if (found == BlockId{} && pipeline.find(id))
            found = inputAbove(pipeline, catalog, id);
    }
    if (found == BlockId{})
        found = onlyInput(pipeline, catalog);
    if (found == BlockId{})
        return {};

    const Block *const block = pipeline.find(found);
    const PlanBlock planned{found, block, catalog.find(block->type)};
    DataSource source{found, planned.title(), block->type, planned.values(), {}, {}};
    const QString path = textOf(source.attributes, "path");
    if (!path.isEmpty())
        source.file = dataFile(path, folder);
    source.target =
        source.isFile() ? textOf(source.attributes, "target") : QStringLiteral("target");
    return source;
}

} // namespace outcrop
