#include "core/codegen/train_script.h"

#include "core/codegen/block_code.h"
#include "core/codegen/python_layout.h"
#include "core/codegen/python_literal.h"
#include "core/codegen/script_template.h"
#include "core/codegen/table_code.h"
#include "core/resources/resource.h"

#include <algorithm>

namespace outcrop {

namespace {

QString taskWord(TaskKind task)
{
    switch (task) {
    case TaskKind::Classification:
        return QStringLiteral("classification");
    case TaskKind::Regression:
        return QStringLiteral("regression");
    case TaskKind::Clustering:
        return QStringLiteral("clustering");
    }
    return {};
}

// How rows are drawn into parts and folds.
QString splitKind(const PlannedSplit &split)
{
    if (!split.groupColumn.isEmpty())
        return QStringLiteral("grouped");
    if (!split.timeColumn.isEmpty())
        return QStringLiteral("ordered");
    return split.stratify ? QStringLiteral("stratified") : QStringLiteral("random");
}

QString idOrNone(const QString &block)
{
    return block.isEmpty() ? QStringLiteral("None") : pythonText(block);
}

QString dictCode(const QString &name, const QStringList &items)
{
    PythonCode code{name + QStringLiteral(" = {"), {}, QStringLiteral("}")};
    for (const QString &item : items)
        code.items << PythonCode{item, {}, {}};
    return layOut(code);
}

QString splitFacts(const PlannedSplit &split)
{
    const auto share = [](const char *part, double value) {
        return QStringLiteral("\"%1\": %2").arg(QLatin1String(part), pythonFloat(value));
    };
    return dictCode(QStringLiteral("SPLIT"),
                    {QStringLiteral("\"block\": ") + idOrNone(split.block),
                     QStringLiteral("\"kind\": \"%1\"").arg(splitKind(split)),
                     share("train", split.train), share("validation", split.validation),
                     share("test", split.test)});
}

// Whether folds are drawn by chance, so that they can be drawn again.
bool drawsAnew(const PlannedSplit &split)
{
    return split.validation == 0 && split.groupColumn.isEmpty() && split.timeColumn.isEmpty();
}

QString foldFacts(const Plan &plan)
{
    const QString kind = splitKind(plan.split);
    const QMap<QString, QString> kinds{
        {QStringLiteral("stratified"), QStringLiteral("repeated_stratified_k_fold")},
        {QStringLiteral("random"), QStringLiteral("repeated_k_fold")},
        {QStringLiteral("grouped"), QStringLiteral("group_k_fold")},
        {QStringLiteral("ordered"), QStringLiteral("time_series_split")}};
    const bool validated = plan.split.validation > 0;
    return dictCode(
        QStringLiteral("FOLDS"),
        {QStringLiteral("\"kind\": \"%1\"")
             .arg(validated ? QStringLiteral("validation_part") : kinds[kind]),
         QStringLiteral("\"splits\": %1").arg(validated ? 1 : plan.folds),
         QStringLiteral("\"repeats\": %1").arg(drawsAnew(plan.split) ? plan.repeats : 1)});
}

bool isSmallerBetter(const QString &metric)
{
    static const QStringList losses{QStringLiteral("log_loss"),  QStringLiteral("rmse"),
                                    QStringLiteral("mae"),       QStringLiteral("mape"),
                                    QStringLiteral("max_error"), QStringLiteral("davies_bouldin")};
    return losses.contains(metric);
}

// The table without the columns that are no features.
QString features(const Plan &plan)
{
    QStringList dropped;
    if (plan.task != TaskKind::Clustering)
        dropped << QStringLiteral("TARGET");
    if (!plan.split.groupColumn.isEmpty())
        dropped << QStringLiteral("GROUP");
    if (!plan.split.timeColumn.isEmpty())
        dropped << QStringLiteral("TIME");
    if (dropped.isEmpty())
        return QStringLiteral("table");
    const QString names = dropped.join(QLatin1String(", "));
    return QStringLiteral("table.drop(columns=%1)")
        .arg(dropped.size() == 1 ? names : QStringLiteral("[%1]").arg(names));
}

// As many random clusters as the first candidate that is told a number makes.
qint64 baselineClusters(const Plan &plan)
{
    for (const PlannedCandidate &candidate : plan.candidates) {
        const AttributeValue clusters =
            candidate.estimator.attributes.value(QStringLiteral("n_clusters"));
        if (const auto *count = clusters.as<qint64>())
            return *count;
    }
    return 3;
}

QString numbers(const QVector<qint64> &values)
{
    AttributeValue::List list;
    for (const qint64 value : values)
        list << AttributeValue(value);
    return pythonLiteral(AttributeValue(list));
}

QString names(const QStringList &values)
{
    AttributeValue::List list;
    for (const QString &value : values)
        list << AttributeValue(value);
    return pythonLiteral(AttributeValue(list));
}

void addLatency(const PlannedLatency &latency, ScriptFacts &facts)
{
    facts.holds << QStringLiteral("latency");
    if (!latency.models.isEmpty())
        facts.holds << QStringLiteral("measured_models");
    if (latency.winnerOnly)
        facts.holds << QStringLiteral("measured_winner");
    facts.values[QStringLiteral("measured")] = names(latency.models);
    facts.values[QStringLiteral("latency_block")] = latency.block;
    facts.values[QStringLiteral("batches")] = numbers(latency.batches);
    facts.values[QStringLiteral("threads")] = numbers(latency.threads);
    facts.values[QStringLiteral("requests")] = QString::number(latency.requests);
    facts.values[QStringLiteral("repeats")] = QString::number(latency.repeats);
    facts.values[QStringLiteral("warm_up")] = QString::number(latency.warmUp);
}

void addSplit(const Plan &plan, ScriptFacts &facts)
{
    const bool validated = plan.split.validation > 0;
    facts.holds << splitKind(plan.split);
    if (plan.split.groupColumn.isEmpty() && plan.split.timeColumn.isEmpty())
        facts.holds << QStringLiteral("by_chance");
    if (validated)
        facts.holds << QStringLiteral("validated");
    facts.values[QStringLiteral("seed")] = QString::number(plan.split.seed);
    facts.values[QStringLiteral("split_facts")] = splitFacts(plan.split);
    facts.values[QStringLiteral("fold_facts")] = foldFacts(plan);
    facts.values[QStringLiteral("cross_validated")] = QStringLiteral("scores");
    if (plan.slowFit && plan.repeats > 1 && drawsAnew(plan.split)) {
        facts.holds << QStringLiteral("stops_early");
        facts.values[QStringLiteral("cross_validated")] = QStringLiteral("scores, longest");
        facts.values[QStringLiteral("slow_fit")] = pythonFloat(*plan.slowFit);
    }
    facts.values[QStringLiteral("split_block")] = idOrNone(plan.split.block);
    facts.values[QStringLiteral("features")] = features(plan);
    facts.values[QStringLiteral("rest")] =
        validated ? QStringLiteral("rest") : QStringLiteral("train");
    facts.values[QStringLiteral("validation_rows")] =
        validated ? QStringLiteral("np.sort(validation)") : QStringLiteral("rows[:0]");
}

void addBlocks(const Plan &plan, const BlockCode &code, ScriptFacts &facts)
{
    if (plan.input.type == QLatin1String("input.csv"))
        facts.holds << QStringLiteral("csv");
    if (code.findsColumns)
        facts.holds << QStringLiteral("finds_columns");
    if (code.choosesColumns)
        facts.holds << QStringLiteral("chooses_columns");
    if (code.runsScripts)
        facts.holds << QStringLiteral("runs_scripts");
    facts.values[QStringLiteral("table_functions")] = tableFunctions(code);
    QStringList steps, candidates;
    for (const PlannedStep &step : plan.steps)
        steps << step.block;
    for (const PlannedCandidate &candidate : plan.candidates)
        candidates << candidate.estimator.block;
    candidates << QStringLiteral("baseline");
    const QString own = ownStepsTable(plan);
    if (!own.isEmpty())
        facts.holds << QStringLiteral("branched");
    facts.values[QStringLiteral("own_steps")] = own;
    facts.values[QStringLiteral("own")] = own.isEmpty() ? QString() : QStringLiteral("[name]");
    facts.values[QStringLiteral("of_winner")] =
        own.isEmpty() ? QString() : QStringLiteral("[winner]");
    facts.values[QStringLiteral("input")] = plan.input.block;
    facts.values[QStringLiteral("blocks")] = code.functions.join(QStringLiteral("\n\n\n"));
    facts.values[QStringLiteral("table_steps")] =
        functionTable(QStringLiteral("TABLE_STEPS"), QStringLiteral("apply"), steps);
    facts.values[QStringLiteral("candidates")] =
        functionTable(QStringLiteral("CANDIDATES"), QStringLiteral("make"), candidates);
}

ScriptFacts scriptFacts(const Plan &plan, const BlockCode &code)
{
    ScriptFacts facts;
    const QString task = taskWord(plan.task);
    facts.holds << task;
    addSplit(plan, facts);
    addBlocks(plan, code, facts);
    if (plan.latency)
        addLatency(*plan.latency, facts);
    const bool smaller = isSmallerBetter(plan.metric);
    facts.values[QStringLiteral("task")] = task;
    facts.values[QStringLiteral("metric")] = plan.metric;
    facts.values[QStringLiteral("direction")] =
        smaller ? QStringLiteral("min") : QStringLiteral("max");
    facts.values[QStringLiteral("evaluate_block")] = idOrNone(plan.evaluate);
    facts.values[QStringLiteral("best_block")] = idOrNone(plan.bestModel);
    facts.values[QStringLiteral("classes")] =
        plan.task == TaskKind::Classification ? QStringLiteral("classes, ") : QString();
    if (plan.task == TaskKind::Clustering) {
        facts.values[QStringLiteral("clusters")] = QString::number(baselineClusters(plan));
        const qint64 seed = derivedSeed(plan.seed, QStringLiteral("baseline"));
        facts.values[QStringLiteral("baseline_seed")] = QString::number(seed);
    }
    return facts;
}

} // namespace

QString trainScript(const Plan &plan)
{
    const BlockCode code = blockCode(plan);
    return fillScript(resource(QStringLiteral("codegen/train.py.in")), scriptFacts(plan, code),
                      code.imports);
}

} // namespace outcrop
