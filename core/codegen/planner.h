#pragma once

#include "core/codegen/plan.h"
#include "core/codegen/plan_graph.h"

namespace outcrop {

// A candidate on its way into the plan.
struct Entrant
{
    PlanBlock block;
    TablePath path;
};

// Plans one pipeline: a class to hold what the parts of the plan are made from.
class Planner
{
public:
    Planner(const Pipeline &pipeline, const Catalog &catalog)
        : m_pipeline(pipeline), m_graph(pipeline, catalog)
    {
    }

    Result<Plan> plan();

private:
    Result<> findBlocks();
    Result<> findCandidates();
    Result<> addTask();
    Result<> addTable();
    Result<> addTarget(const PlanBlock &input);
    Result<> addSplit();
    Result<> addParts(const PlanBlock &split);
    Result<> addCandidates();
    Result<QVector<PlannedStep>> stepsOf(const Entrant &entrant) const;
    Result<> addEvaluation();
    Result<> addLatency();
    void addTitles();
    void addRequirements();
    Result<> setOnly(BlockRole role, std::optional<PlanBlock> &found) const;
    QVector<PlanBlock> comparedBlocks() const;
    int sharedSteps() const;

    const Pipeline &m_pipeline;
    const PlanGraph m_graph;
    QVector<PlanBlock> m_blocks;
    std::optional<PlanBlock> m_evaluate, m_bestModel, m_latency;
    QVector<Entrant> m_entrants;
    Plan m_plan;
};

} // namespace outcrop
