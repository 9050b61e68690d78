#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

#include <QHash>
#include <QVector>

namespace outcrop {

// The graph as check() walks it: blocks by their place in file order, 0 to count - 1, each looked
// up once. Borrows the pipeline and the catalog it was made from.
class CheckGraph
{
public:
    struct Link
    {
        int from, to;          // Places.
        QString output, input; // Port names.
    };

    struct Node
    {
        BlockId id{};
        const Block *block = nullptr;
        const BlockType *type = nullptr; // nullptr: unknown to the catalog.
        QVector<int> inputs, outputs;    // Indices of links, in file order.
    };

    CheckGraph(const Pipeline &pipeline, const Catalog &catalog);

    int count() const { return m_nodes.size(); }
    const Node &node(int place) const { return m_nodes[place]; }
    const QVector<Link> &links() const { return m_links; }
    const Link &link(int index) const { return m_links[index]; }

    QString title(int place) const;
    bool has(int place, BlockRole role) const
    {
        return m_nodes[place].type && m_nodes[place].type->role == role;
    }
    AttributeValue value(int place,
                         const QString &attribute) const; // The default where the block has none.
    QString text(int place, const QString &attribute) const;       // Empty unless it is text.
    QVector<int> ofRole(BlockRole role) const;                     // Places.
    QVector<int> linksInto(int place, const QString &input) const; // Indices of links.
    // The block whose table comes to the first table input; -1: none.
    int tableSource(int place) const;

    // It, or a model that it takes, is connected to a table. A model that takes others and has no
    // table of its own reads theirs.
    bool readsTable(int place) const { return m_readsTable[place]; }
    bool takesModel(const Link &link) const; // It goes to an input for models.

    // Every block that is not behind a circle, each after all that feed it.
    const QVector<int> &order() const { return m_order; }

    // One circle of blocks for every part of the graph that has any, each with the link that closes
    // it.
    struct Circle
    {
        QVector<int> places;
        int closingLink;
    };
    QVector<Circle> circles() const;

private:
    const Catalog m_catalog;
    QVector<Node> m_nodes;
    QVector<Link> m_links;
    QVector<int> m_order;
    QVector<bool> m_readsTable;
};

bool isModel(const BlockType *type); // An estimator that can be compared, or that finds outliers.

} // namespace outcrop
