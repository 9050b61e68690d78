#include "core/codegen/block_code.h"

#include "core/codegen/python_layout.h"
#include "core/codegen/python_literal.h"
#include "core/codegen/script_template.h"
#include "core/resources/resource.h"

#include <QSet>

#include <algorithm>

namespace outcrop {

namespace {

using List = AttributeValue::List;

PythonCode atom(const QString &text)
{
    return {text, {}, {}};
}

PythonCode quoted(const QString &id)
{
    return atom(pythonText(id));
}

PythonCode pair(const QString &id, const QString &value)
{
    return {QStringLiteral("("), {quoted(id), atom(value)}, QStringLiteral(")")};
}

QString fromText(const QString &block, const QString &attribute)
{
    return QStringLiteral("TEXT[\"blocks\"][\"%1\"][\"%2\"]").arg(block, attribute);
}

// A choice of columns: `all`, `numeric`, `text`, or names.
QString columnsWord(const AttributeValue &columns)
{
    if (columns.isNone())
        return QStringLiteral("all");
    return columns.as<QString>() ? *columns.as<QString>() : QString();
}

bool holdsText(const AttributeValue &value)
{
    if (const auto *items = value.as<List>())
        return std::any_of(items->begin(), items->end(), holdsText);
    return value.as<QString>() != nullptr;
}

// Text goes to params.json, numbers into the code.
QString valueCode(const PlannedStep &step, const QString &attribute)
{
    const AttributeValue value = step.attributes.value(attribute);
    return holdsText(value) ? fromText(step.block, attribute) : pythonLiteral(value);
}

// Collects functions in the order of README.md 2.
class BlockCodeWriter
{
public:
    explicit BlockCodeWriter(const Plan &plan) : m_plan(plan) {}

    BlockCode write();
    BlockCode writePrediction();

private:
    void writeInput();
    void writeStep(const PlannedStep &step, const QStringList &kept);
    QString selectBody(const PlannedStep &step, const QStringList &kept);
    QString filterBody(const PlannedStep &step);
    QString scriptBody(const PlannedStep &step);
    QStringList keptColumns() const;

    void visit(const QVector<PlannedCall> &chain);
    void visit(const PlannedCall &estimator, const QVector<PlannedCall> &chain);
    void visitModels(const PlannedCall &taker);
    QString transformerFunction(const PlannedCall &call);
    QString estimatorFunction(const PlannedCall &call, const QVector<PlannedCall> &chain) const;
    PythonCode callCode(const QString &before, const PlannedCall &call) const;
    QString layOutCall(const PythonCode &code, const PlannedCall &call) const;
    QVector<PythonCode> modelArguments(const PlannedCall &call) const;
    QString takenModel(const PlannedModel &model) const;
    void import(const PlannedCall &call);
    void add(const QString &verb, const QString &block, const QString &argument,
             const QString &body);

    const Plan &m_plan;
    bool m_predicts = false;
    BlockCode m_code;
    QSet<QString> m_seen;
    QStringList m_transformers, m_estimators; // Functions.
};

QString function(const QString &verb, const QString &block, const QString &argument,
                 const QString &body)
{
    return QStringLiteral("def %1_%2(%3):\n%4").arg(verb, block, argument, body);
}

void BlockCodeWriter::add(const QString &verb, const QString &block, const QString &argument,
                          const QString &body)
{
    m_code.functions << function(verb, block, argument, body);
}

BlockCode BlockCodeWriter::write()
{
    writeInput();
    for (const PlannedStep &step : m_plan.steps)
        writeStep(step, keptColumns());
    for (const PlannedStep &step : ownSteps(m_plan))
        writeStep(step, {});
    for (const PlannedCandidate &candidate : m_plan.candidates) {
        visit(candidate.transformers);
        visit(candidate.estimator, candidate.transformers);
    }
    m_code.functions << m_transformers << m_estimators;
    return m_code;
}

BlockCode BlockCodeWriter::writePrediction()
{
    m_predicts = true;
    for (const PlannedStep &step : predictionSteps(m_plan) + ownSteps(m_plan))
        writeStep(step, {});
    return m_code;
}

void BlockCodeWriter::writeInput()
{
    const PlannedStep &input = m_plan.input;
    if (input.type == QLatin1String("input.csv")) {
        QString body = QStringLiteral("    path = HERE / %1\n    return read_table(path%2)%3")
                           .arg(fromText(input.block, QStringLiteral("path")), readOptions(input),
                                afterReading(input));
        if (m_plan.task == TaskKind::Clustering
            && !input.attributes.value(QStringLiteral("target")).isNone())
            body += QStringLiteral(".drop(columns=%1)")
                        .arg(fromText(input.block, QStringLiteral("target")));
        add(QStringLiteral("load"), input.block, {}, body);
        return;
    }
    const QString name = *input.attributes.value(QStringLiteral("name")).as<QString>();
    const QString load = QStringLiteral("datasets.load_%1(as_frame=True)").arg(name);
    QString body = QStringLiteral("    return %1%2")
                       .arg(load, m_plan.task == TaskKind::Regression ? QStringLiteral(".frame")
                                                                      : QStringLiteral(".data"));
    if (m_plan.task == TaskKind::Classification)
        body = QStringLiteral("    data = %1\n"
                              "    table = data.frame\n"
                              "    table[TARGET] = data.target_names[table[TARGET]].astype(str)\n"
                              "    return table")
                   .arg(load);
    add(QStringLiteral("load"), input.block, {}, body);
}

void BlockCodeWriter::writeStep(const PlannedStep &step, const QStringList &kept)
{
    const QString body = step.type == QLatin1String("table.select_columns") ? selectBody(step, kept)
                         : step.type == QLatin1String("table.filter_rows")  ? filterBody(step)
                                                                            : scriptBody(step);
    add(QStringLiteral("apply"), step.block, QStringLiteral("table"), body);
}

// What Select columns never drops.
QStringList BlockCodeWriter::keptColumns() const
{
    QStringList kept;
    if (m_plan.task != TaskKind::Clustering)
        kept << QStringLiteral("TARGET");
    if (!m_plan.split.groupColumn.isEmpty())
        kept << QStringLiteral("GROUP");
    if (!m_plan.split.timeColumn.isEmpty())
        kept << QStringLiteral("TIME");
    return kept;
}

QString listOfColumns(const PlannedStep &step, const QString &attribute)
{
    const QString word = columnsWord(step.attributes.value(attribute));
    if (word == QLatin1String("numeric"))
        return QStringLiteral("list(table.select_dtypes(\"number\"))");
    if (word == QLatin1String("text"))
        return QStringLiteral("list(table.select_dtypes(exclude=\"number\"))");
    return fromText(step.block, attribute);
}

QString BlockCodeWriter::selectBody(const PlannedStep &step, const QStringList &kept)
{
    const QString columns =
        QStringLiteral("    columns = %1\n").arg(listOfColumns(step, QStringLiteral("columns")));
    if (m_predicts)
        return columns
               + QStringLiteral("    return table[[name for name in table if name in columns]]");
    m_code.findsColumns = m_code.choosesColumns = true;
    const QString more =
        kept.isEmpty() ? QString() : QStringLiteral(" + [%1]").arg(kept.join(QLatin1String(", ")));
    return columns + QStringLiteral("    return choose_columns(table, columns%1)").arg(more);
}

QString condition(const PlannedStep &step)
{
    const QString operation = *step.attributes.value(QStringLiteral("operator")).as<QString>();
    const QString value = valueCode(step, QStringLiteral("value"));
    if (operation == QLatin1String("is missing"))
        return QStringLiteral("values.isna()");
    if (operation == QLatin1String("is not missing"))
        return QStringLiteral("values.notna()");
    if (operation == QLatin1String("in"))
        return QStringLiteral("values.isin(%1)").arg(value);
    if (operation == QLatin1String("not in"))
        return QStringLiteral("~values.isin(%1)").arg(value);
    return QStringLiteral("values %1 %2").arg(operation, value);
}

QString BlockCodeWriter::filterBody(const PlannedStep &step)
{
    m_code.findsColumns = true;
    return QStringLiteral("    values = find_column(table, %1)\n    return table[%2]")
        .arg(fromText(step.block, QStringLiteral("column")), condition(step));
}

QString BlockCodeWriter::scriptBody(const PlannedStep &step)
{
    m_code.findsColumns = m_code.choosesColumns = m_code.runsScripts = true;
    QString body = QStringLiteral("    from scripts import %1\n\n").arg(step.block);
    QStringList arguments{QStringLiteral("table"), step.block + QStringLiteral(".transform")};
    const bool all =
        columnsWord(step.attributes.value(QStringLiteral("inputs"))) == QLatin1String("all");
    if (!all) {
        body +=
            QStringLiteral("    inputs = %1\n").arg(listOfColumns(step, QStringLiteral("inputs")));
        arguments << QStringLiteral("inputs");
    }
    if (step.attributes.value(QStringLiteral("outputs")) != AttributeValue(List{})) {
        body += QStringLiteral("    outputs = %1\n")
                    .arg(fromText(step.block, QStringLiteral("outputs")));
        arguments << (all ? QStringLiteral("outputs=outputs") : QStringLiteral("outputs"));
    }
    return body
           + QStringLiteral("    return run_script(%1)").arg(arguments.join(QLatin1String(", ")));
}

void BlockCodeWriter::visit(const QVector<PlannedCall> &chain)
{
    for (const PlannedCall &call : chain) {
        if (m_seen.contains(call.block))
            continue;
        m_seen << call.block;
        visitModels(call);
        m_transformers << transformerFunction(call);
    }
}

void BlockCodeWriter::visit(const PlannedCall &estimator, const QVector<PlannedCall> &chain)
{
    if (m_seen.contains(estimator.block))
        return;
    m_seen << estimator.block;
    visitModels(estimator);
    import(estimator);
    m_estimators << estimatorFunction(estimator, chain);
}

void BlockCodeWriter::visitModels(const PlannedCall &taker)
{
    for (const PlannedModel &model : taker.models) {
        visit(model.transformers);
        visit(model.estimator, model.transformers);
    }
}

void BlockCodeWriter::import(const PlannedCall &call)
{
    if (!call.className.isEmpty())
        m_code.imports << ImportedName{call.module, call.className};
}

// The whole Pipeline of a model; without the steps that its taker has done; without a Pipeline
// where no step is left, for some takers look into what they take.
QString BlockCodeWriter::takenModel(const PlannedModel &model) const
{
    const QString made = QStringLiteral("make_%1()").arg(model.estimator.block);
    if (model.done == model.transformers.size())
        return made + QStringLiteral("[-1]");
    return model.done == 0 ? made : made + QStringLiteral("[%1:]").arg(model.done);
}

QVector<PythonCode> BlockCodeWriter::modelArguments(const PlannedCall &call) const
{
    QVector<PythonCode> arguments;
    QString open; // The parameter whose list is being written.
    for (const PlannedModel &model : call.models) {
        const QString name = model.isFirst ? QString() : model.parameter + QLatin1Char('=');
        if (!model.isList) {
            arguments << atom(name + takenModel(model));
            continue;
        }
        if (open != model.parameter)
            arguments << PythonCode{name + QLatin1Char('['), {}, QStringLiteral("]")};
        open = model.parameter;
        arguments.last().items << pair(model.estimator.block, takenModel(model));
    }
    return arguments;
}

PythonCode BlockCodeWriter::callCode(const QString &before, const PlannedCall &call) const
{
    QVector<PythonCode> arguments = modelArguments(call);
    for (const PlannedArgument &argument : call.arguments) {
        const QString value =
            argument.isFreeText ? fromText(call.block, argument.name)
                                : pythonLiteral(argument.value, argument.isTuple ? Brackets::Tuple
                                                                                 : Brackets::List);
        arguments << atom(argument.name + QLatin1Char('=') + value);
    }
    for (const QString &constant : call.constants)
        arguments << atom(constant);
    return pythonCall(before + call.className, arguments);
}

QString BlockCodeWriter::layOutCall(const PythonCode &code, const PlannedCall &call) const
{
    return call.models.isEmpty() ? layOut(code, 4) : layOutLong(code, 4);
}

QString columnsCode(const PlannedCall &call)
{
    const QString word = columnsWord(call.columns);
    if (word == QLatin1String("numeric"))
        return QStringLiteral("select_columns(dtype_include=\"number\")");
    if (word == QLatin1String("text"))
        return QStringLiteral("select_columns(dtype_exclude=\"number\")");
    const QString names = fromText(call.block, QStringLiteral("columns"));
    return call.textInput && call.columns.as<List>() ? names + QStringLiteral("[0]") : names;
}

QString BlockCodeWriter::transformerFunction(const PlannedCall &call)
{
    import(call);
    const bool selects = call.className.isEmpty();
    const bool pandas = call.pandasOutput || selects;
    const QString close =
        pandas ? QStringLiteral(").set_output(transform=\"pandas\")") : QStringLiteral(")");
    if (!selects && columnsWord(call.columns) == QLatin1String("all")) {
        PythonCode code = callCode(QStringLiteral("return "), call);
        code.close = close;
        return function(QStringLiteral("make"), call.block, {}, layOutCall(code, call));
    }
    QString body;
    if (!selects)
        body +=
            layOutCall(callCode(QStringLiteral("transformer = "), call), call) + QLatin1Char('\n');
    body += QStringLiteral("    columns = %1\n").arg(columnsCode(call));
    const QString what =
        selects ? QStringLiteral("\"passthrough\"") : QStringLiteral("transformer");
    QVector<PythonCode> arguments{
        atom(QStringLiteral("[(\"%1\", %2, columns)]").arg(call.block, what))};
    if (!selects)
        arguments << atom(QStringLiteral("remainder=\"passthrough\""));
    arguments << atom(QStringLiteral("verbose_feature_names_out=False"));
    body += layOutLong(pythonCall(QStringLiteral("return ColumnTransformer"), arguments, close), 4);
    return function(QStringLiteral("make"), call.block, {}, body);
}

QString BlockCodeWriter::estimatorFunction(const PlannedCall &call,
                                           const QVector<PlannedCall> &chain) const
{
    QVector<PythonCode> steps;
    for (const PlannedCall &transformer : chain)
        steps << pair(transformer.block, QStringLiteral("make_%1()").arg(transformer.block));
    steps << pair(call.block, QStringLiteral("estimator"));
    QString body =
        layOutCall(callCode(QStringLiteral("estimator = "), call), call) + QLatin1Char('\n');
    const QString made =
        layOut(pythonCall(QStringLiteral("return Pipeline"), {pythonList(steps)}), 4);
    if (made.contains(QLatin1Char('\n')))
        body += layOut({QStringLiteral("steps = ["), steps, QStringLiteral("]")}, 4)
                + QStringLiteral("\n    return Pipeline(steps)");
    else
        body += made;
    return function(QStringLiteral("make"), call.block, {}, body);
}

} // namespace

BlockCode blockCode(const Plan &plan)
{
    return BlockCodeWriter(plan).write();
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
    return BlockCodeWriter(plan).writePrediction();
}

QString tableFunctions(const BlockCode &code)
{
    ScriptFacts facts;
    if (code.choosesColumns)
        facts.holds << QStringLiteral("chooses_columns");
    if (code.runsScripts)
        facts.holds << QStringLiteral("runs_scripts");
    QString text = fillTemplate(resource(QStringLiteral("codegen/table_functions.py.in")), facts);
    text.chop(1);
    return text;
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

QString readOptions(const PlannedStep &input)
{
    const auto option = [&](const char *attribute, const char *argument, const char *expected) {
        const AttributeValue value = input.attributes.value(QLatin1String(attribute));
        if (value == AttributeValue(QString(QLatin1String(expected))))
            return QString();
        return QStringLiteral(", %1=%2").arg(QLatin1String(argument), pythonLiteral(value));
    };
    QString options = option("separator", "sep", ",") + option("decimal", "decimal", ".")
                      + option("encoding", "encoding", "utf-8");
    if (input.attributes.value(QStringLiteral("header")) == AttributeValue(false))
        options += QStringLiteral(", header=None");
    return options;
}

QString afterReading(const PlannedStep &input)
{
    const bool unnamed = input.attributes.value(QStringLiteral("header")) == AttributeValue(false);
    return unnamed ? QStringLiteral(".rename(columns=str)") : QString();
}

} // namespace outcrop
