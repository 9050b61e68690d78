#include "core/codegen/block_code.h"

#include "core/codegen/block_words.h"
#include "core/codegen/model_code.h"
#include "core/codegen/table_code.h"

namespace outcrop {

// In the order of README.md 2.
BlockCode blockCode(const Plan &plan)
{
    BlockCode code;
    TableCodeWriter tables(plan, code);
    tables.writeInput();
    for (const PlannedStep &step : plan.steps)
        tables.writeStep(step, tables.keptColumns());
    for (const PlannedStep &step : ownSteps(plan))
        tables.writeStep(step, {});
    ModelCodeWriter models(code);
    for (const PlannedCandidate &candidate : plan.candidates) {
        models.visit(candidate.transformers);
        models.visit(candidate.estimator, candidate.transformers);
    }
    code.functions << models.functions();
    return code;
}

QVector<PlannedStep> predictionSteps(const Plan &plan)
{
    QVector<PlannedStep> steps;
    for (const PlannedStep &step : plan.steps) {
        if (step.type != QLatin1String("table.filter_rows"))
            steps << step;
    }
    return steps;
}

BlockCode predictionCode(const Plan &plan)
{
    BlockCode code;
    TableCodeWriter tables(plan, code, true);
    for (const PlannedStep &step : predictionSteps(plan) + ownSteps(plan))
        tables.writeStep(step, {});
    return code;
}

QString functionTable(const QString &name, const QString &verb, const QStringList &blocks)
{
    PythonCode code{name + QStringLiteral(" = {"), {}, QStringLiteral("}")};
    for (const QString &block : blocks)
        code.items << atom(QStringLiteral("\"%1\": %2_%1").arg(block, verb));
    return layOutLong(code);
}

QString ownStepsTable(const Plan &plan)
{
    PythonCode code{QStringLiteral("CANDIDATE_STEPS = {"), {}, QStringLiteral("}")};
    for (const PlannedCandidate &candidate : plan.candidates) {
        PythonCode steps{
            QStringLiteral("\"%1\": {").arg(candidate.estimator.block), {}, QStringLiteral("}")};
        for (const PlannedStep &step : candidate.steps)
            steps.items << atom(QStringLiteral("\"%1\": apply_%1").arg(step.block));
        if (!steps.items.isEmpty())
            code.items << steps;
    }
    return code.items.isEmpty() ? QString() : layOutLong(code);
}

} // namespace outcrop
