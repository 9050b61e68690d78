#include "core/pipeline/arrange.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace outcrop {

namespace {

constexpr double rowStep = 96;
constexpr int sweeps = 8;

// The graph by place in file order, without the connections that close a circle.
struct Graph
{
    QVector<BlockId> ids;
    QVector<QVector<int>> before, after;
    QVector<int> layer;
};

Graph graphOf(const Pipeline &pipeline)
{
    Graph graph;
    graph.ids = pipeline.blockIds();
    const int count = graph.ids.size();
    graph.before.resize(count);
    graph.after.resize(count);
    graph.layer.fill(0, count);
    const auto placeOf = [&](BlockId id) {
        return int(std::lower_bound(graph.ids.begin(), graph.ids.end(), id) - graph.ids.begin());
    };
    for (const Connection &connection : pipeline.connections()) {
        const int from = placeOf(connection.from.block);
        const int to = placeOf(connection.to.block);
        if (from != to && !graph.after[from].contains(to)) {
            graph.after[from] << to;
            graph.before[to] << from;
        }
    }
    return graph;
}

// Longest way from a source. Blocks on a circle are freed one by one, the first in the file first.
void setLayers(Graph &graph)
{
    const int count = graph.ids.size();
    QVector<int> open(count), ready;
    QVector<bool> done(count, false);
    for (int place = 0; place < count; ++place) {
        open[place] = graph.before[place].size();
        if (open[place] == 0)
            ready << place;
    }
    int next = 0;
    for (int settled = 0, head = 0; settled < count; ++head) {
        if (head == ready.size()) {
            while (done[next] || open[next] <= 0)
                ++next;
            open[next] = 0;
            ready << next;
        }
        const int place = ready[head];
        done[place] = true;
        ++settled;
        for (int to : qAsConst(graph.after[place])) {
            if (done[to])
                continue;
            graph.layer[to] = std::max(graph.layer[to], graph.layer[place] + 1);
            if (--open[to] == 0)
                ready << to;
        }
    }
}

// A source stands right before what it feeds, not in the first column of all.
void pullSources(Graph &graph)
{
    for (int place = 0; place < graph.ids.size(); ++place) {
        if (!graph.before[place].isEmpty() || graph.after[place].isEmpty())
            continue;
        int nearest = std::numeric_limits<int>::max();
        for (int to : qAsConst(graph.after[place]))
            nearest = std::min(nearest, graph.layer[to]);
        graph.layer[place] = std::max(0, nearest - 1);
    }
}

QVector<QVector<int>> layersOf(const Graph &graph)
{
    QVector<QVector<int>> layers;
    for (int place = 0; place < graph.ids.size(); ++place) {
        if (graph.before[place].isEmpty() && graph.after[place].isEmpty())
            continue;
        while (layers.size() <= graph.layer[place])
            layers.append(QVector<int>());
        layers[graph.layer[place]] << place;
    }
    return layers;
}

double barycentre(const QVector<int> &neighbours, const QVector<double> &row, double own)
{
    if (neighbours.isEmpty())
        return own;
    const double sum =
        std::accumulate(neighbours.begin(), neighbours.end(), 0.0,
                        [&](double so, int neighbour) { return so + row[neighbour]; });
    return sum / neighbours.size();
}

// Rows of one layer: in the order of the barycentres and as near to them as the step allows, so
// that a chain is straight and a fan is centred.
void settleLayer(const QVector<int> &layer, const QVector<double> &wished, QVector<double> &row)
{
    double last = -std::numeric_limits<double>::infinity();
    double off = 0;
    for (int place : layer) {
        row[place] = std::max(wished[place], last + 1);
        last = row[place];
        off += row[place] - wished[place];
    }
    const double shift = layer.isEmpty() ? 0 : off / layer.size();
    for (int place : layer)
        row[place] -= shift;
}

// `wished` is room for the barycentres.
void sweep(QVector<int> &layer, const QVector<QVector<int>> &neighbours, QVector<double> &row,
           QVector<double> &wished)
{
    for (int place : qAsConst(layer))
        wished[place] = barycentre(neighbours[place], row, row[place]);
    std::stable_sort(layer.begin(), layer.end(),
                     [&](int a, int b) { return wished[a] < wished[b]; });
    settleLayer(layer, wished, row);
}

QVector<double> rowsOf(const Graph &graph, QVector<QVector<int>> &layers)
{
    QVector<double> row(graph.ids.size(), 0.0);
    QVector<double> wished(row.size());
    for (const QVector<int> &layer : qAsConst(layers)) {
        for (int i = 0; i < layer.size(); ++i)
            row[layer[i]] = i - (layer.size() - 1) / 2.0;
    }
    for (int round = 0; round < sweeps; ++round) {
        for (int i = 1; i < layers.size(); ++i)
            sweep(layers[i], graph.before, row, wished);
        for (int i = layers.size() - 2; i >= 0; --i)
            sweep(layers[i], graph.after, row, wished);
    }
    for (int i = 1; i < layers.size(); ++i)
        sweep(layers[i], graph.before, row, wished);
    return row;
}

QPointF upperLeft(const Pipeline &pipeline)
{
    QPointF corner(std::numeric_limits<double>::max(), std::numeric_limits<double>::max());
    pipeline.forEachBlock([&](BlockId, const Block &block) {
        corner.setX(std::min(corner.x(), block.position.x()));
        corner.setY(std::min(corner.y(), block.position.y()));
    });
    return corner;
}

// Those that nothing connects, in rows under the rest.
void placeLoose(const Graph &graph, double top, QVector<QPointF> &places)
{
    QVector<int> loose;
    for (int place = 0; place < graph.ids.size(); ++place) {
        if (graph.before[place].isEmpty() && graph.after[place].isEmpty())
            loose << place;
    }
    const int columns = std::max(4, int(std::ceil(std::sqrt(loose.size()))));
    for (int i = 0; i < loose.size(); ++i) {
        const int row = i / columns;
        places[loose[i]] = {i % columns * columnStep, top + row * rowStep};
    }
}

} // namespace

bool isPlaced(const Pipeline &pipeline)
{
    bool placed = false;
    pipeline.forEachBlock(
        [&](BlockId, const Block &block) { placed = placed || !block.position.isNull(); });
    return placed;
}

Pipeline arrange(Pipeline pipeline)
{
    Graph graph = graphOf(pipeline);
    if (graph.ids.isEmpty())
        return pipeline;
    setLayers(graph);
    pullSources(graph);
    QVector<QVector<int>> layers = layersOf(graph);
    const QVector<double> row = rowsOf(graph, layers);

    QVector<QPointF> places(graph.ids.size());
    double highest = 0, lowest = -1;
    for (int i = 0; i < layers.size(); ++i) {
        for (int place : qAsConst(layers[i])) {
            highest = std::min(highest, row[place]);
            lowest = std::max(lowest, row[place]);
        }
    }
    for (int i = 0; i < layers.size(); ++i) {
        for (int place : qAsConst(layers[i]))
            places[place] = {i * columnStep, (row[place] - highest) * rowStep};
    }
    placeLoose(graph, layers.isEmpty() ? 0 : (lowest - highest + 1.5) * rowStep, places);

    const QPointF corner = upperLeft(pipeline);
    for (int place = 0; place < graph.ids.size(); ++place) {
        Block block = *pipeline.find(graph.ids[place]);
        block.position = (corner + places[place]).toPoint();
        pipeline.replace(graph.ids[place], std::move(block));
    }
    return pipeline;
}

Pipeline placed(Pipeline pipeline)
{
    if (isPlaced(pipeline))
        return pipeline;
    return arrange(std::move(pipeline));
}

} // namespace outcrop
