#include "core/pipeline/check_graph.h"

#include "core/pipeline/edits.h"
#include "core/pipeline/naming.h"

#include <algorithm>

namespace outcrop {

namespace {

// Blocks whose every end in one direction was taken away before them; `degrees` is what remains.
QVector<int> peel(const CheckGraph &graph, QVector<int> &degrees,
                  QVector<int> CheckGraph::Node::*onwards, int CheckGraph::Link::*end)
{
    QVector<int> peeled;
    for (int place = 0; place < graph.count(); ++place) {
        if (degrees[place] == 0)
            peeled << place;
    }
    for (int next = 0; next < peeled.size(); ++next) {
        for (int index : graph.node(peeled[next]).*onwards) {
            const int neighbour = graph.link(index).*end;
            if (--degrees[neighbour] == 0)
                peeled << neighbour;
        }
    }
    return peeled;
}

QVector<int> degreesOf(const CheckGraph &graph, QVector<int> CheckGraph::Node::*direction)
{
    QVector<int> degrees(graph.count());
    for (int place = 0; place < graph.count(); ++place)
        degrees[place] = (graph.node(place).*direction).size();
    return degrees;
}

} // namespace

CheckGraph::CheckGraph(const Pipeline &pipeline, const Catalog &catalog) : m_catalog(catalog)
{
    QHash<quint32, int> places;
    places.reserve(pipeline.blockCount());
    m_nodes.reserve(pipeline.blockCount());
    pipeline.forEachBlock([&](BlockId id, const Block &block) {
        places.insert(quint32(id), m_nodes.size());
        m_nodes.push_back({id, &block, m_catalog.find(block.type), {}, {}});
    });
    const QVector<Connection> connections = pipeline.connections();
    m_links.reserve(connections.size());
    for (const Connection &connection : connections) {
        const Link link{places.value(quint32(connection.from.block)),
                        places.value(quint32(connection.to.block)), connection.from.name,
                        connection.to.name};
        m_nodes[link.from].outputs << m_links.size();
        m_nodes[link.to].inputs << m_links.size();
        m_links << link;
    }
    QVector<int> degrees = degreesOf(*this, &Node::inputs);
    m_order = peel(*this, degrees, &Node::outputs, &Link::to);
    m_readsTable.fill(false, count());
    for (int place : qAsConst(m_order)) {
        const QVector<int> &inputs = m_nodes[place].inputs;
        m_readsTable[place] =
            tableSource(place) >= 0 || std::any_of(inputs.begin(), inputs.end(), [&](int index) {
                return takesModel(m_links[index]) && m_readsTable[m_links[index].from];
            });
    }
}

QString CheckGraph::title(int place) const
{
    return displayTitle(*m_nodes[place].block, m_catalog);
}

AttributeValue CheckGraph::value(int place, const QString &attribute) const
{
    const auto own = m_nodes[place].block->attributes.constFind(attribute);
    if (own != m_nodes[place].block->attributes.constEnd())
        return *own;
    const AttributeSpec *spec =
        m_nodes[place].type ? m_nodes[place].type->findAttribute(attribute) : nullptr;
    return spec ? spec->defaultValue : AttributeValue();
}

QString CheckGraph::text(int place, const QString &attribute) const
{
    const AttributeValue found = value(place, attribute);
    return found.as<QString>() ? *found.as<QString>() : QString();
}

QVector<int> CheckGraph::ofRole(BlockRole role) const
{
    QVector<int> places;
    for (int place = 0; place < count(); ++place) {
        if (has(place, role))
            places << place;
    }
    return places;
}

QVector<int> CheckGraph::linksInto(int place, const QString &input) const
{
    QVector<int> found;
    for (int index : m_nodes[place].inputs) {
        if (m_links[index].input == input)
            found << index;
    }
    return found;
}

int CheckGraph::tableSource(int place) const
{
    const BlockType *type = m_nodes[place].type;
    if (!type)
        return -1;
    const auto isTable = [](const PortSpec &port) { return port.type == PortType::Table; };
    const auto port = std::find_if(type->inputs.begin(), type->inputs.end(), isTable);
    if (port == type->inputs.end())
        return -1;
    const QVector<int> found = linksInto(place, port->name);
    return found.isEmpty() ? -1 : m_links[found.first()].from;
}

bool CheckGraph::takesModel(const Link &link) const
{
    const BlockType *type = m_nodes[link.to].type;
    const PortSpec *port = type ? type->findInput(link.input) : nullptr;
    return port && port->type == PortType::Model
           && (isModel(type) || type->role == BlockRole::Transformer);
}

QVector<CheckGraph::Circle> CheckGraph::circles() const
{
    // What is left when ends are taken away from both sides lies on circles, or between two.
    QVector<int> ahead = degreesOf(*this, &Node::inputs);
    QVector<int> behind = degreesOf(*this, &Node::outputs);
    QVector<bool> left(count(), true);
    for (int place : peel(*this, ahead, &Node::outputs, &Link::to))
        left[place] = false;
    for (int place : peel(*this, behind, &Node::inputs, &Link::from))
        left[place] = false;

    // From each block that no walk has come by, walk on until a block comes again: every block has
    // a way on.
    QVector<Circle> found;
    QVector<int> walkOf(count(), -1);
    for (int start = 0; start < count(); ++start) {
        QVector<int> walk, taken;
        int place = start;
        while (left[place] && walkOf[place] < 0) {
            walkOf[place] = start;
            walk << place;
            for (int index : m_nodes[place].outputs) {
                if (left[m_links[index].to]) {
                    taken << index;
                    place = m_links[index].to;
                    break;
                }
            }
        }
        if (!walk.isEmpty() && walkOf[place] == start)
            found << Circle{walk.mid(walk.indexOf(place)), taken.last()};
    }
    return found;
}

bool isModel(const BlockType *type)
{
    return type
           && (type->role == BlockRole::Classifier || type->role == BlockRole::Regressor
               || type->role == BlockRole::Clusterer || type->role == BlockRole::OutlierDetector);
}

} // namespace outcrop
