#include "core/codegen/predict_script.h"

#include "core/codegen/block_code.h"
#include "core/codegen/script_template.h"
#include "core/codegen/table_code.h"
#include "core/resources/resource.h"

namespace outcrop {

QString predictScript(const Plan &plan)
{
    const BlockCode code = predictionCode(plan);
    ScriptFacts facts;
    QStringList steps;
    for (const PlannedStep &step : predictionSteps(plan))
        steps << step.block;
    if (code.runsScripts)
        facts.holds << QStringLiteral("runs_scripts");
    const QString own = ownStepsTable(plan);
    if (!own.isEmpty())
        facts.holds << QStringLiteral("branched");
    if (!steps.isEmpty() || !own.isEmpty())
        facts.holds << QStringLiteral("steps");
    facts.values[QStringLiteral("own_steps")] = own;
    facts.values[QStringLiteral("table_functions")] = tableFunctions(code);
    const bool isFile = plan.input.type == QLatin1String("input.csv");
    facts.values[QStringLiteral("options")] = isFile ? readOptions(plan.input) : QString();
    facts.values[QStringLiteral("after_reading")] = isFile ? afterReading(plan.input) : QString();
    facts.values[QStringLiteral("blocks")] = code.functions.join(QStringLiteral("\n\n\n"));
    facts.values[QStringLiteral("table_steps")] =
        functionTable(QStringLiteral("TABLE_STEPS"), QStringLiteral("apply"), steps);
    return fillScript(resource(QStringLiteral("codegen/predict.py.in")), facts, {});
}

} // namespace outcrop
