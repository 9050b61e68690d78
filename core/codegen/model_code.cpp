#include "core/codegen/model_code.h"

#include "core/codegen/block_words.h"
#include "core/codegen/python_literal.h"

namespace outcrop {

namespace {

QString columnsCode(const PlannedCall &call)
{
    const QString word = columnsWord(call.columns);
    if (word == QLatin1String("numeric"))
        return QStringLiteral("select_columns(dtype_include=\"number\")");
    if (word == QLatin1String("text"))
        return QStringLiteral("select_columns(dtype_exclude=\"number\")");
    const QString names = fromText(call.block, QStringLiteral("columns"));
    return call.textInput && call.columns.as<AttributeValue::List>() ? names + QStringLiteral("[0]")
                                                                     : names;
}

} // namespace

void ModelCodeWriter::visit(const QVector<PlannedCall> &chain)
{
    for (const PlannedCall &call : chain) {
        if (m_seen.contains(call.block))
            continue;
        m_seen << call.block;
        visitModels(call);
        m_transformers << transformerFunction(call);
    }
}

void ModelCodeWriter::visit(const PlannedCall &estimator, const QVector<PlannedCall> &chain)
{
    if (m_seen.contains(estimator.block))
        return;
    m_seen << estimator.block;
    visitModels(estimator);
    import(estimator);
    m_estimators << estimatorFunction(estimator, chain);
}

void ModelCodeWriter::visitModels(const PlannedCall &taker)
{
    for (const PlannedModel &model : taker.models) {
        visit(model.transformers);
        visit(model.estimator, model.transformers);
    }
}

void ModelCodeWriter::import(const PlannedCall &call)
{
    if (!call.className.isEmpty())
        m_code.imports << ImportedName{call.module, call.className};
}

// The whole Pipeline of a model; without the steps that its taker has done; without a Pipeline
// where no step is left, for some takers look into what they take.
QString ModelCodeWriter::takenModel(const PlannedModel &model) const
{
    const QString made = QStringLiteral("make_%1()").arg(model.estimator.block);
    if (model.done == model.transformers.size())
        return made + QStringLiteral("[-1]");
    return model.done == 0 ? made : made + QStringLiteral("[%1:]").arg(model.done);
}

QVector<PythonCode> ModelCodeWriter::modelArguments(const PlannedCall &call) const
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

PythonCode ModelCodeWriter::callCode(const QString &before, const PlannedCall &call) const
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

QString ModelCodeWriter::layOutCall(const PythonCode &code, const PlannedCall &call) const
{
    return call.models.isEmpty() ? layOut(code, 4) : layOutLong(code, 4);
}

QString ModelCodeWriter::transformerFunction(const PlannedCall &call)
{
    import(call);
    const bool selects = call.className.isEmpty();
    const bool pandas = call.pandasOutput || selects;
    const QString close =
        pandas ? QStringLiteral(").set_output(transform=\"pandas\")") : QStringLiteral(")");
    if (!selects && columnsWord(call.columns) == QLatin1String("all")) {
        PythonCode code = callCode(QStringLiteral("return "), call);
        code.close = close;
        return functionCode(QStringLiteral("make"), call.block, {}, layOutCall(code, call));
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
    return functionCode(QStringLiteral("make"), call.block, {}, body);
}

QString ModelCodeWriter::estimatorFunction(const PlannedCall &call,
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
    return functionCode(QStringLiteral("make"), call.block, {}, body);
}

} // namespace outcrop
