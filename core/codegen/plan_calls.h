#pragma once

#include "core/codegen/plan.h"
#include "core/codegen/plan_graph.h"

namespace outcrop {

// Makes constructor calls of blocks, with the estimators that they take.
class CallPlanner
{
public:
    CallPlanner(const PlanGraph &graph, qint64 seed) : m_graph(graph), m_seed(seed) {}

    // `steps`: how many blocks of the candidate's path, the first, act on a whole table before
    // anything is fitted.
    void beginCandidate(int steps) { m_steps = steps; }

    // `path` is how the table comes to the block: what the block takes is fitted on that table.
    Result<PlannedCall> call(const PlanBlock &block, const TablePath &path);

    // What stands between that table and the end of a path, in order.
    Result<QVector<PlannedCall>> transformers(const TablePath &path);

private:
    Result<> addModels(PlannedCall &call, const PlanBlock &block, const TablePath &path);
    Result<PlannedModel> model(const PlanBlock &taken, const PlanBlock &taker,
                               const TablePath &path);

    const PlanGraph &m_graph;
    const qint64 m_seed;
    int m_steps = 0;
    int m_models = 0;
    QVector<BlockId> m_open; // What takes what is being planned: a block among them takes itself.
};

} // namespace outcrop
