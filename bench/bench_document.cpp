// What a person waits for while editing, at 100, 1,000 and 10,000 blocks with 7 attributes and 1.5
// connections each. Counters of one run: `growth` is t(this size) / t(1,000 blocks), so 1 is flat
// and 10 is linear at 10,000 blocks; `ratio` is how many times faster ours was than the plain way:
// a map of blocks copied and compared whole, a search that asks the pipeline for the connections of
// each block, Qt's JSON for a save, yaml-cpp for a load.

#include "core/document/pipeline_document.h"
#include "core/pipeline/check.h"
#include "core/pipeline/edits.h"
#include "core/pipeline_file/pipeline_file.h"
#include "core/yaml/yaml_parser.h"
#include "tests/pipeline/samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <set>

using namespace outcrop;

namespace {

double cpuMs()
{
    return 1e3 * double(std::clock()) / CLOCKS_PER_SEC;
}

// Median process-CPU milliseconds of one call; calls too short for the clock are timed in batches.
template<class Work>
double medianMs(Work work)
{
    int batch = 1;
    for (double took = 0; took < 2; batch *= 4) {
        const double start = cpuMs();
        for (int i = 0; i < batch; ++i)
            work();
        took = cpuMs() - start;
        if (took >= 2)
            break;
    }
    std::vector<double> samples;
    for (double spent = 0; samples.size() < 5 || (spent < 200 && samples.size() < 101);) {
        const double start = cpuMs();
        for (int i = 0; i < batch; ++i)
            work();
        const double took = cpuMs() - start;
        spent += took;
        samples.push_back(took / batch);
    }
    std::nth_element(samples.begin(), samples.begin() + long(samples.size() / 2), samples.end());
    return samples[samples.size() / 2];
}

const Pipeline &large(std::int64_t blocks)
{
    static std::map<std::int64_t, Pipeline> made;
    auto [it, isNew] = made.try_emplace(blocks);
    if (isNew)
        it->second = samples::large(int(blocks));
    return it->second;
}

void report(benchmark::State &state, const std::string &name, double ms)
{
    static std::map<std::string, double> atThousand;
    if (state.range(0) == 1000)
        atThousand[name] = ms;
    for (auto _ : state)
        state.SetIterationTime(ms / 1e3);
    if (atThousand.count(name) != 0)
        state.counters["growth"] = ms / atThousand[name];
}

// The plain way: a shared map, copied when it is changed, and compared block by block.
struct PlainPipeline
{
    explicit PlainPipeline(const Pipeline &pipeline) : connections(pipeline.connections())
    {
        pipeline.forEachBlock(
            [&](BlockId id, const Block &block) { blocks.insert(quint32(id), block); });
    }

    QMap<quint32, Block> blocks;
    QVector<Connection> connections;
};

int plainChanges(const PlainPipeline &before, const PlainPipeline &after)
{
    int changes = 0;
    for (auto it = before.blocks.begin(); it != before.blocks.end(); ++it)
        changes += after.blocks.contains(it.key()) ? 0 : 1;
    for (auto it = after.blocks.begin(); it != after.blocks.end(); ++it) {
        const auto was = before.blocks.find(it.key());
        changes += was == before.blocks.end() || *was != *it ? 1 : 0;
    }
    for (const Connection &connection : before.connections)
        changes += after.connections.contains(connection) ? 0 : 1;
    for (const Connection &connection : after.connections)
        changes += before.connections.contains(connection) ? 0 : 1;
    return changes;
}

void Document_Edit(benchmark::State &state)
{
    PipelineDocument document;
    document.reset(large(state.range(0)));
    const BlockId block = document.pipeline().findById(QStringLiteral("block_50"));
    double x = 0;
    const double ours = medianMs([&] {
        document.apply(QStringLiteral("Move"), moveBlocks(document.pipeline(), {block}, {++x, 0}),
                       QStringLiteral("m"));
    });

    PlainPipeline current(large(state.range(0)));
    const double plain = medianMs([&] {
        PlainPipeline next = current;
        next.blocks[quint32(block)].position.rx() += 1;
        if (next.blocks != current.blocks)
            benchmark::DoNotOptimize(plainChanges(current, next));
        current = next;
    });
    report(state, "Edit", ours);
    state.counters["ratio"] = plain / ours;
}

// Both ways between two states that differ by ten removed blocks.
void Document_UndoAndRedo(benchmark::State &state)
{
    PipelineDocument document;
    document.reset(large(state.range(0)));
    const QVector<BlockId> blocks = document.pipeline().blockIds().mid(int(state.range(0)) / 2, 10);
    document.apply(QStringLiteral("Delete"), removeBlocks(document.pipeline(), blocks));
    report(state, "UndoAndRedo", medianMs([&] {
               document.undo();
               document.redo();
           }));
}

void Document_SetAttribute(benchmark::State &state)
{
    PipelineDocument document;
    document.reset(large(state.range(0)));
    const Catalog none;
    const BlockId block = document.pipeline().findById(QStringLiteral("block_50"));
    int value = 0;
    report(state, "SetAttribute", medianMs([&] {
               document.apply(QStringLiteral("Set"),
                              setAttribute(document.pipeline(), block, QStringLiteral("depth"),
                                           AttributeValue(++value), none),
                              QStringLiteral("m"));
           }));
}

// Would a connection to the block before close a circle: no connection leads back in file order, as
// in most files.
void Document_CycleCheck(benchmark::State &state)
{
    const Pipeline &pipeline = large(state.range(0));
    const QVector<BlockId> blocks = pipeline.blockIds();
    const int middle = blocks.size() / 2;
    report(state, "CycleCheck", medianMs([&] {
               benchmark::DoNotOptimize(pipeline.hasPath(blocks[middle], blocks[middle - 1]));
           }));
}

bool plainHasPath(const Pipeline &pipeline, BlockId from, BlockId to)
{
    std::set<BlockId> reached{from};
    for (std::vector<BlockId> open{from}; !open.empty();) {
        const BlockId block = open.back();
        open.pop_back();
        for (const Connection &connection : pipeline.outputsOf(block)) {
            if (reached.insert(connection.to.block).second)
                open.push_back(connection.to.block);
        }
    }
    return reached.count(to) != 0;
}

// The same where one connection does, so that half of the blocks are looked at from each side: the
// worst case. `afterEdit_ms`: where every question follows an edit.
void Document_CycleCheckWorst(benchmark::State &state)
{
    Pipeline pipeline = large(state.range(0));
    const QVector<BlockId> blocks = pipeline.blockIds();
    const int middle = blocks.size() / 2;
    Block extra;
    extra.id = QStringLiteral("extra");
    pipeline.connect(
        {{pipeline.append(extra), QStringLiteral("table")}, {blocks[0], QStringLiteral("table")}});
    const auto ask = [&] {
        benchmark::DoNotOptimize(pipeline.hasPath(blocks[middle], blocks[middle - 1]));
    };
    const double ours = medianMs(ask);
    const double plain = medianMs([&] {
        benchmark::DoNotOptimize(plainHasPath(pipeline, blocks[middle], blocks[middle - 1]));
    });
    report(state, "CycleCheckWorst", ours);
    state.counters["ratio"] = plain / ours;
    const Connection edited{{blocks[1], QStringLiteral("table")},
                            {blocks[middle], QStringLiteral("other")}};
    const double edits = 1000; // Of each kind: all that is kept is made anew several times.
    const double start = cpuMs();
    for (int i = 0; i < int(edits); ++i) {
        pipeline.connect(edited);
        ask();
        pipeline.disconnect(edited);
        ask();
    }
    state.counters["afterEdit_ms"] = (cpuMs() - start) / (2 * edits);
}

QByteArray plainJson(const Pipeline &pipeline)
{
    QJsonArray blocks, connections;
    pipeline.forEachBlock([&](BlockId, const Block &block) {
        QJsonObject attributes;
        for (auto it = block.attributes.begin(); it != block.attributes.end(); ++it)
            attributes.insert(it.key(), *it->as<double>());
        blocks.append(QJsonObject{{QStringLiteral("id"), block.id},
                                  {QStringLiteral("type"), block.type},
                                  {QStringLiteral("x"), block.position.x()},
                                  {QStringLiteral("y"), block.position.y()},
                                  {QStringLiteral("attributes"), attributes}});
    });
    for (const Connection &connection : pipeline.connections())
        connections.append(pipeline.find(connection.from.block)->id + QLatin1String(" -> ")
                           + pipeline.find(connection.to.block)->id);
    return QJsonDocument(QJsonObject{{QStringLiteral("blocks"), blocks},
                                     {QStringLiteral("connections"), connections}})
        .toJson();
}

void Document_Save(benchmark::State &state)
{
    const Pipeline &pipeline = large(state.range(0));
    const double ours = medianMs([&] { benchmark::DoNotOptimize(formatPipeline(pipeline)); });
    const double plain = medianMs([&] { benchmark::DoNotOptimize(plainJson(pipeline)); });
    report(state, "Save", ours);
    state.counters["ratio"] = plain / ours;
}

void Document_Load(benchmark::State &state)
{
    const QByteArray bytes = formatPipeline(large(state.range(0)));
    const double ours = medianMs([&] { benchmark::DoNotOptimize(parsePipeline(bytes, {})); });
    // The tree alone: what is made of it costs the same.
    const double plain =
        medianMs([&] { benchmark::DoNotOptimize(parseAnyYaml(bytes, {}, YamlLimits())); });
    report(state, "Load", ours);
    state.counters["ratio"] = plain / ours;
    state.SetBytesProcessed(bytes.size());
}

// A catalog that finds nothing wrong with the values, so that the walk over the graph is what is
// measured.
Catalog catalog()
{
    using samples::port;
    QVector<AttributeSpec> attributes;
    for (int i = 0; i < 7; ++i)
        attributes << samples::attribute(qPrintable(QStringLiteral("attribute_%1").arg(i)),
                                         {samples::atLeast(AttributeKind::Form::Float, 0)},
                                         AttributeValue(0.0));
    return Catalog({samples::type("sklearn.StandardScaler", "Standard scaler",
                                  BlockRole::Transformer, {port("table", PortType::Table, true)},
                                  {port("table", PortType::Table)}, attributes)});
}

void Document_Check(benchmark::State &state)
{
    const Pipeline &pipeline = large(state.range(0));
    const Catalog known = catalog();
    report(state, "Check", medianMs([&] { benchmark::DoNotOptimize(check(pipeline, known)); }));
}

// The other end: nothing is known, and every block has a Problem.
void Document_CheckUnknown(benchmark::State &state)
{
    const Pipeline &pipeline = large(state.range(0));
    report(state, "CheckUnknown",
           medianMs([&] { benchmark::DoNotOptimize(check(pipeline, Catalog())); }));
}

void sizes(benchmark::internal::Benchmark *benchmark)
{
    benchmark->Arg(1000)->Arg(100)->Arg(10000)->Iterations(1)->UseManualTime()->Unit(
        benchmark::kMillisecond);
}

} // namespace

BENCHMARK(Document_Edit)->Apply(sizes);
BENCHMARK(Document_SetAttribute)->Apply(sizes);
BENCHMARK(Document_UndoAndRedo)->Apply(sizes);
BENCHMARK(Document_CycleCheck)->Apply(sizes);
BENCHMARK(Document_CycleCheckWorst)->Apply(sizes);
BENCHMARK(Document_Save)->Apply(sizes);
BENCHMARK(Document_Load)->Apply(sizes);
BENCHMARK(Document_Check)->Apply(sizes);
BENCHMARK(Document_CheckUnknown)->Apply(sizes);
BENCHMARK_MAIN();
