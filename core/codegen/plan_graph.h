#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

#include <QVector>

#include <optional>

namespace outcrop {

// A block with its type: both borrowed from the pipeline and the catalog of a PlanGraph.
struct PlanBlock
{
    BlockId handle{};
    const Block *block = nullptr;
    const BlockType *type = nullptr;

    QString title() const;
    AttributeValue value(const QString &attribute) const; // The default where the block has none.
    QMap<QString, AttributeValue> values() const;         // Complete.

    friend bool operator==(const PlanBlock &a, const PlanBlock &b) { return a.handle == b.handle; }
};

// How a table comes to a block.
struct TablePath
{
    PlanBlock input;
    QVector<PlanBlock> blocks; // Table steps and transformers between them, in order.
    std::optional<PlanBlock> split;
};

// The questions a plan asks of a pipeline. Answers are errors with a sentence where check() would
// report a Problem.
class PlanGraph
{
public:
    PlanGraph(const Pipeline &pipeline, const Catalog &catalog)
        : m_pipeline(pipeline), m_catalog(catalog)
    {
    }

    // In file order. An error if one could not become code.
    Result<QVector<PlanBlock>> blocks() const;
    // A meta-estimator without a table of its own gets what the ways to all its models have in
    // common.
    Result<TablePath> pathTo(const PlanBlock &block) const;
    bool readsTable(
        const PlanBlock &block) const; // It, or a model that it takes, is connected to a table.

    // What is connected to an input, in file order of the blocks.
    QVector<PlanBlock> sourcesOf(const PlanBlock &block, const QString &port) const;
    // What an output goes to.
    QVector<PlanBlock> targetsOf(const PlanBlock &block) const;

private:
    PlanBlock at(BlockId id) const;
    Result<PlanBlock> tableSource(const PlanBlock &block) const;
    QVector<PlanBlock> readersIn(const PlanBlock &block) const;
    Result<TablePath> walkUp(const PlanBlock &block) const;

    const Pipeline &m_pipeline;
    const Catalog &m_catalog;
};

// Whether a block of this role is an estimator that a person compares.
bool isModel(BlockRole role);

} // namespace outcrop
