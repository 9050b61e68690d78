#include "core/codegen/plan.h"

#include "core/base/hash.h"
#include "core/codegen/plan_refusal.h"
#include "core/codegen/planner.h"

#include <QSet>

#include <algorithm>

namespace outcrop {

Result<Plan> Planner::plan()
{
    m_plan.name = m_pipeline.name();
    m_plan.seed = m_pipeline.seed();
    return findBlocks()
        .and_then([&] { return findCandidates(); })
        .and_then([&] { return addTask(); })
        .and_then([&] { return addTable(); })
        .and_then([&] { return addSplit(); })
        .and_then([&] { return addCandidates(); })
        .and_then([&] { return addEvaluation(); })
        .and_then([&] { return addLatency(); })
        .map([&] {
            addTitles();
            addRequirements();
            return m_plan;
        });
}

Result<> Planner::findBlocks()
{
    auto blocks = m_graph.blocks();
    if (!blocks)
        return failure(blocks.error());
    m_blocks = *blocks;
    return setOnly(BlockRole::Evaluate, m_evaluate)
        .and_then([&] { return setOnly(BlockRole::BestModel, m_bestModel); })
        .and_then([&] { return setOnly(BlockRole::LatencyTest, m_latency); });
}

Result<> Planner::setOnly(BlockRole role, std::optional<PlanBlock> &found) const
{
    for (const PlanBlock &block : m_blocks) {
        if (block.type->role != role)
            continue;
        if (found)
            return refuse(
                PlanText::tr("%1 does the same for the pipeline as %2: leave one of them.")
                    .arg(block.title(), found->title()));
        found = block;
    }
    return {};
}

// What goes to Evaluate; without one, every model that reads a table and that no other takes.
QVector<PlanBlock> Planner::comparedBlocks() const
{
    const auto takes = [](const PlanBlock &target) {
        return isModel(target.type->role) || target.type->role == BlockRole::Transformer;
    };
    QVector<PlanBlock> compared;
    for (const PlanBlock &block : m_blocks) {
        const QVector<PlanBlock> targets = m_graph.targetsOf(block);
        const bool stands = isModel(block.type->role) && m_graph.readsTable(block)
                            && std::none_of(targets.begin(), targets.end(), takes);
        if (m_evaluate ? targets.contains(*m_evaluate) : stands)
            compared << block;
    }
    return compared;
}

Result<> Planner::findCandidates()
{
    for (const PlanBlock &block : comparedBlocks()) {
        if (!isModel(block.type->role))
            return refuse(PlanText::tr("%1 compares models, and %2 is none.")
                              .arg(m_evaluate->title(), block.title()));
        const auto path = m_graph.pathTo(block);
        if (!path)
            return failure(path.error());
        m_entrants << Entrant{block, *path};
    }
    if (!m_entrants.isEmpty())
        return {};
    return refuse(
        m_evaluate ? PlanText::tr("%1 gets no model: connect one.").arg(m_evaluate->title())
                   : PlanText::tr(
                       "There is no model to train: add an algorithm and connect a table to it."));
}

Result<> Planner::addTask()
{
    const Entrant &first = m_entrants.first();
    for (const Entrant &entrant : qAsConst(m_entrants)) {
        if (entrant.block.type->role == BlockRole::OutlierDetector)
            return refuse(
                PlanText::tr("%1 finds outliers, and nothing tells which ones are right: it "
                             "cannot be compared.")
                    .arg(entrant.block.title()));
        if (entrant.block.type->role != first.block.type->role)
            return refuse(PlanText::tr("%1 and %2 do not do the same: compare classifiers, or "
                                       "regressors, or clusterings.")
                              .arg(first.block.title(), entrant.block.title()));
    }
    const BlockRole role = first.block.type->role;
    m_plan.task = role == BlockRole::Classifier  ? TaskKind::Classification
                  : role == BlockRole::Regressor ? TaskKind::Regression
                                                 : TaskKind::Clustering;
    return {};
}

Result<Plan> makePlan(const Pipeline &pipeline, const Catalog &catalog)
{
    return Planner(pipeline, catalog).plan();
}

QVector<PlannedStep> ownSteps(const Plan &plan)
{
    QVector<PlannedStep> steps;
    QSet<QString> seen;
    for (const PlannedCandidate &candidate : plan.candidates) {
        for (const PlannedStep &step : candidate.steps) {
            if (!seen.contains(step.block))
                steps << step;
            seen << step.block;
        }
    }
    return steps;
}

qint64 derivedSeed(qint64 pipelineSeed, const QString &block)
{
    const QByteArray hash = sha256(QByteArray::number(pipelineSeed) + '/' + block.toUtf8());
    return hash.left(8).toLongLong(nullptr, 16) & 0x7FFFFFFF;
}

} // namespace outcrop
