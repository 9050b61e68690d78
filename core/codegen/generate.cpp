#include "core/codegen/generate.h"

#include "core/codegen/notebook.h"
#include "core/codegen/params.h"
#include "core/codegen/predict_script.h"
#include "core/codegen/train_script.h"
#include "core/resources/resource.h"

#include <QStringList>

namespace outcrop {

namespace {

// A person's source as it was written, but for line ends; a lone surrogate has no UTF-8 and becomes
// a question mark.
QByteArray sourceOf(const PlannedStep &step)
{
    const AttributeValue code = step.attributes.value(QStringLiteral("code"));
    QString source = code.as<QString>() ? *code.as<QString>() : QString();
    source.replace(QLatin1String("\r\n"), QLatin1String("\n"))
        .replace(QLatin1Char('\r'), QLatin1Char('\n'));
    if (!source.endsWith(QLatin1Char('\n')))
        source += QLatin1Char('\n');
    return source.toUtf8();
}

} // namespace

GeneratedFiles generate(const Plan &plan)
{
    GeneratedFiles files;
    const QString train = trainScript(plan);
    files[QStringLiteral("train.py")] = train.toUtf8();
    files[QStringLiteral("notebook.ipynb")] = notebook(train, plan.name);
    files[QStringLiteral("predict.py")] = predictScript(plan).toUtf8();
    files[QStringLiteral("params.json")] = paramsJson(plan);
    files[QStringLiteral("requirements.txt")] =
        (plan.requirements.join(QLatin1Char('\n')) + QLatin1Char('\n')).toUtf8();
    for (const char *name : {"outcrop_run.py", "outcrop_host.py", "outcrop_loss.py",
                             "outcrop_latency.py", "outcrop_check.py", "outcrop_hints.py"})
        files[QLatin1String(name)] = resource(QStringLiteral("host/") + QLatin1String(name));
    for (const PlannedStep &step : plan.steps + ownSteps(plan)) {
        if (step.type != QLatin1String("python.script"))
            continue;
        files[QStringLiteral("scripts/%1.py").arg(step.block)] = sourceOf(step);
        files[QStringLiteral("scripts/__init__.py")] = QByteArray();
    }
    return files;
}

} // namespace outcrop
