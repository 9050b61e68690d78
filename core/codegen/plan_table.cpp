#include "core/codegen/plan_attributes.h"
#include "core/codegen/plan_calls.h"
#include "core/codegen/plan_refusal.h"
#include "core/codegen/planner.h"
#include "core/codegen/python_literal.h"

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

PlannedStep step(const PlanBlock &block)
{
    return {block.block->id, block.title(), block.block->type, block.values()};
}

// Filter rows compares with one value, or looks for one in a list.
Result<> checkFilter(const PlanBlock &block)
{
    if (block.block->type != QLatin1String("table.filter_rows"))
        return {};
    const QString operation = text(block, "operator");
    const bool needsValue = !operation.startsWith(QLatin1String("is "));
    const bool needsList = operation.endsWith(QLatin1String("in"));
    const bool isList = block.value(QStringLiteral("value")).as<AttributeValue::List>() != nullptr;
    if (needsValue && needsList && !isList)
        return refuse(PlanText::tr("%1 looks for a value in a list: give value as a list.")
                          .arg(block.title()));
    if (needsValue && !needsList && isList)
        return refuse(PlanText::tr("%1 compares with one value, not with a list: take “in”.")
                          .arg(block.title()));
    return {};
}

bool isTableStep(const PlanBlock &block)
{
    return block.type->role == BlockRole::TableStep;
}

// How many blocks of a path, the first, act before anything is fitted: the steps that all share,
// and those of one candidate as far as a script of its own. Select columns behind that is a step
// of its Pipeline.
int stepsBeforeFitting(const QVector<PlanBlock> &blocks, int shared)
{
    int steps = shared;
    for (int i = shared; i < blocks.size() && isTableStep(blocks[i]); ++i) {
        if (blocks[i].block->type == QLatin1String("python.script"))
            steps = i + 1;
    }
    return steps;
}

} // namespace

// How many table steps all candidates have in common, from the input on.
int Planner::sharedSteps() const
{
    const QVector<PlanBlock> &first = m_entrants.first().path.blocks;
    int shared = int(std::find_if_not(first.begin(), first.end(), isTableStep) - first.begin());
    for (const Entrant &entrant : m_entrants) {
        const QVector<PlanBlock> &blocks = entrant.path.blocks;
        const auto differs =
            std::mismatch(first.begin(), first.begin() + shared, blocks.begin(), blocks.end());
        shared = int(differs.first - first.begin());
    }
    return shared;
}

Result<> Planner::addTable()
{
    const Entrant &first = m_entrants.first();
    for (const Entrant &entrant : qAsConst(m_entrants)) {
        if (!(entrant.path.input == first.path.input))
            return refuse(
                PlanText::tr(
                    "%1 reads %2 and %3 reads %4: models that are compared read the same input.")
                    .arg(first.block.title(), first.path.input.title(), entrant.block.title(),
                         entrant.path.input.title()));
    }
    m_plan.input = step(first.path.input);
    for (const PlanBlock &block : first.path.blocks.mid(0, sharedSteps())) {
        if (const Result<> checked = checkFilter(block); !checked)
            return checked;
        m_plan.steps << step(block);
    }
    return addTarget(first.path.input);
}

Result<> Planner::addTarget(const PlanBlock &input)
{
    if (m_plan.task == TaskKind::Clustering)
        return {};
    m_plan.target = input.type->findAttribute(QStringLiteral("target")) ? text(input, "target")
                                                                        : QStringLiteral("target");
    if (m_plan.target.isEmpty())
        return refuse(PlanText::tr("%1 needs a target: name the column that models predict.")
                          .arg(input.title()));
    return {};
}

Result<> Planner::addSplit()
{
    const std::optional<PlanBlock> &split = m_entrants.first().path.split;
    for (const Entrant &entrant : qAsConst(m_entrants)) {
        if (entrant.path.split != split)
            return refuse(
                PlanText::tr(
                    "%1 and %2 do not share one Split: their scores could not be compared.")
                    .arg(m_entrants.first().block.title(), entrant.block.title()));
    }
    PlannedSplit &planned = m_plan.split;
    planned.seed = m_plan.seed;
    planned.stratify = m_plan.task == TaskKind::Classification;
    if (!split)
        return {};
    planned.block = split->block->id;
    planned.title = split->title();
    planned.groupColumn = text(*split, "group_column");
    planned.timeColumn = text(*split, "time_column");
    planned.seed = whole(*split, "seed", planned.seed);
    planned.stratify = planned.stratify
                       && split->value(QStringLiteral("stratify")) != AttributeValue(false)
                       && planned.groupColumn.isEmpty() && planned.timeColumn.isEmpty();
    return addParts(*split);
}

Result<> Planner::addParts(const PlanBlock &split)
{
    PlannedSplit &planned = m_plan.split;
    planned.train = number(split, "train", planned.train);
    planned.validation = number(split, "validation", planned.validation);
    planned.test = number(split, "test", planned.test);
    if (!planned.groupColumn.isEmpty() && !planned.timeColumn.isEmpty())
        return refuse(PlanText::tr("%1 has a group and a time column: leave one of them.")
                          .arg(planned.title));
    if (std::abs(planned.train + planned.validation + planned.test - 1) > 1e-9)
        return refuse(PlanText::tr("The parts of %1 are %2, %3 and %4: they must add up to 1.")
                          .arg(planned.title, pythonFloat(planned.train),
                               pythonFloat(planned.validation), pythonFloat(planned.test)));
    return {};
}

Result<> Planner::addCandidates()
{
    CallPlanner calls(m_graph, m_plan.seed);
    for (const Entrant &entrant : qAsConst(m_entrants)) {
        const auto steps = stepsOf(entrant);
        if (!steps)
            return failure(steps.error());
        calls.beginCandidate(m_plan.steps.size() + steps->size());
        const auto transformers = calls.transformers(entrant.path);
        if (!transformers)
            return failure(transformers.error());
        const auto estimator = calls.call(entrant.block, entrant.path);
        if (!estimator)
            return failure(estimator.error());
        m_plan.candidates << PlannedCandidate{*estimator, *steps, *transformers};
    }
    return {};
}

// Candidates are compared on the same rows, so only what all of them share may drop some.
Result<QVector<PlannedStep>> Planner::stepsOf(const Entrant &entrant) const
{
    const QVector<PlanBlock> &blocks = entrant.path.blocks;
    const int shared = m_plan.steps.size();
    for (const PlanBlock &block : blocks.mid(shared)) {
        if (block.block->type == QLatin1String("table.filter_rows"))
            return refuse(
                PlanText::tr("%1 drops rows for some models only, and models are compared on "
                             "the same rows: put it in front of all that are compared, and of "
                             "what learns from data.")
                    .arg(block.title()));
    }
    QVector<PlannedStep> steps;
    for (const PlanBlock &block : blocks.mid(shared, stepsBeforeFitting(blocks, shared) - shared))
        steps << step(block);
    return steps;
}

} // namespace outcrop
