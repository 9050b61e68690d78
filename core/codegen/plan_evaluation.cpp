#include "core/codegen/plan_attributes.h"
#include "core/codegen/plan_refusal.h"
#include "core/codegen/planner.h"

#include <algorithm>

namespace outcrop {

namespace {

// A package is the same in every language, so this is in English.
QString baselineTitle(TaskKind task)
{
    switch (task) {
    case TaskKind::Classification:
        return QStringLiteral("Most frequent class");
    case TaskKind::Regression:
        return QStringLiteral("Mean of the target");
    case TaskKind::Clustering:
        return QStringLiteral("Random labels");
    }
    return {};
}

} // namespace

Result<> Planner::addEvaluation()
{
    const PlanBlock &input = m_entrants.first().path.input;
    const bool classes = m_plan.task == TaskKind::Classification;
    if (classes)
        m_plan.positiveClass = text(input, "positive_class");
    if (classes)
        m_plan.averaging = QStringLiteral("macro");
    m_plan.metric = classes                               ? QStringLiteral("roc_auc")
                    : m_plan.task == TaskKind::Regression ? QStringLiteral("rmse")
                                                          : QStringLiteral("silhouette");
    if (m_bestModel) {
        m_plan.bestModel = m_bestModel->block->id;
        m_plan.bestModelTitle = m_bestModel->title();
    }
    if (!m_evaluate)
        return {};
    m_plan.evaluate = m_evaluate->block->id;
    m_plan.evaluateTitle = m_evaluate->title();
    m_plan.folds = whole(*m_evaluate, "folds", m_plan.folds);
    m_plan.repeats = whole(*m_evaluate, "repeats", m_plan.repeats);
    if (!m_evaluate->value(QStringLiteral("repeats")).isNone())
        m_plan.slowFit.reset();
    if (const QString metric = text(*m_evaluate, "metric");
        !metric.isEmpty() && metric != QLatin1String("auto"))
        m_plan.metric = metric;
    if (const QString positive = text(*m_evaluate, "positive_class");
        classes && !positive.isEmpty())
        m_plan.positiveClass = positive;
    return {};
}

Result<> Planner::addLatency()
{
    if (!m_latency)
        return {};
    PlannedLatency planned;
    planned.block = m_latency->block->id;
    planned.title = m_latency->title();
    planned.winnerOnly = false;
    for (const PortSpec &port : m_latency->type->inputs) {
        for (const PlanBlock &source : m_graph.sourcesOf(*m_latency, port.name)) {
            const auto isSource = [&](const Entrant &entrant) { return entrant.block == source; };
            if (source.type->role == BlockRole::BestModel)
                planned.winnerOnly = true;
            else if (std::any_of(m_entrants.begin(), m_entrants.end(), isSource))
                planned.models << source.block->id;
            else
                return refuse(
                    PlanText::tr("%1 measures models that are compared, and %2 is not: connect "
                                 "it to Evaluate.")
                        .arg(planned.title, source.title()));
        }
    }
    if (!planned.winnerOnly && planned.models.isEmpty())
        return refuse(PlanText::tr("%1 gets no model: connect one.").arg(planned.title));
    planned.batches = wholes(*m_latency, "batches");
    planned.threads = wholes(*m_latency, "threads");
    planned.requests = whole(*m_latency, "requests", planned.requests);
    planned.repeats = whole(*m_latency, "repeats", planned.repeats);
    planned.warmUp = whole(*m_latency, "warm_up", planned.warmUp);
    m_plan.latency = planned;
    return {};
}

void Planner::addTitles()
{
    for (const PlanBlock &block : qAsConst(m_blocks))
        m_plan.titles[block.block->id] = block.title();
    m_plan.titles[QStringLiteral("baseline")] = baselineTitle(m_plan.task);
}

void Planner::addRequirements()
{
    for (const PlanBlock &block : qAsConst(m_blocks))
        m_plan.requirements << block.type->requirements;
    m_plan.requirements << QStringLiteral("pandas>=1.5") << QStringLiteral("scikit-learn>=1.2");
    m_plan.requirements.removeDuplicates();
    m_plan.requirements.sort();
}

} // namespace outcrop
