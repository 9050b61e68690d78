#include "widgets/properties/known_columns.h"

#include "core/catalog/value_text.h"
#include "core/pipeline/edits.h"
#include "core/table/bundled_tables.h"

#include <QSet>

#include <algorithm>

namespace outcrop {

namespace {

// Longer ways are circles.
constexpr int longestWay = 1000;

class ColumnWalk
{
public:
    ColumnWalk(const Pipeline &pipeline, const Catalog &catalog, const InputTables &tables)
        : m_pipeline(pipeline), m_catalog(catalog), m_tables(tables)
    {
    }

    QVector<ColumnFacts> run(BlockId block) const
    {
        const QVector<BlockId> way = wayTo(block);
        QVector<ColumnFacts> columns = readInput(way.first());
        for (int i = 1; i + 1 < way.size(); ++i) // The block itself has not worked yet.
            pass(columns, way[i], way.first());
        return columns;
    }

private:
    const BlockType *typeOf(BlockId id) const
    {
        const Block *block = m_pipeline.find(id);
        return block ? m_catalog.find(block->type) : nullptr;
    }

    // Against the connections, along the first table input of each block; the last is `block`.
    QVector<BlockId> wayTo(BlockId block) const
    {
        QVector<BlockId> way{block};
        for (bool goesOn = true; goesOn && way.size() < longestWay;) {
            goesOn = false;
            const BlockType *type = typeOf(way.first());
            for (const Connection &connection : m_pipeline.inputsOf(way.first())) {
                const PortSpec *input = type ? type->findInput(connection.to.name) : nullptr;
                if (!goesOn && input && input->type == PortType::Table) {
                    way.prepend(connection.from.block);
                    goesOn = true;
                }
            }
        }
        return way;
    }

    AttributeValue value(BlockId id, const char *attribute) const
    {
        return attributeValue(*m_pipeline.find(id), QLatin1String(attribute), m_catalog);
    }

    QVector<ColumnFacts> readInput(BlockId id) const
    {
        const BlockType *type = typeOf(id);
        if (!type || type->role != BlockRole::Input)
            return {};
        const auto table = m_tables.find(m_pipeline.find(id)->id);
        if (table != m_tables.end())
            return table->columns;
        const AttributeValue name = value(id, "name");
        const auto bundled = name.as<QString>() ? bundledTable(*name.as<QString>()) : std::nullopt;
        return bundled ? bundled->columns : QVector<ColumnFacts>();
    }

    void pass(QVector<ColumnFacts> &columns, BlockId step, BlockId input) const
    {
        const BlockType *type = typeOf(step);
        if (!type || type->role != BlockRole::TableStep)
            return;
        for (const QString &made : textItems(value(step, "outputs"))) {
            ColumnFacts column;
            column.name = made;
            columns << column;
        }
        const QStringList chosen = textItems(value(step, "columns"));
        if (chosen.isEmpty())
            return;
        const AttributeValue target = value(input, "target");
        const QString kept =
            target.as<QString>() ? *target.as<QString>() : QStringLiteral("target");
        columns.erase(std::remove_if(columns.begin(), columns.end(),
                                     [&](const ColumnFacts &column) {
                                         return column.name != kept
                                                && !chosen.contains(column.name);
                                     }),
                      columns.end());
    }

    const Pipeline &m_pipeline;
    const Catalog &m_catalog;
    const InputTables &m_tables;
};

} // namespace

QVector<ColumnFacts> knownColumns(const Pipeline &pipeline, BlockId block, const Catalog &catalog,
                                  const InputTables &tables)
{
    return pipeline.find(block) ? ColumnWalk(pipeline, catalog, tables).run(block)
                                : QVector<ColumnFacts>();
}

} // namespace outcrop
