#include "core/codegen/table_code.h"

#include "core/codegen/block_words.h"
#include "core/codegen/python_literal.h"
#include "core/codegen/script_template.h"
#include "core/resources/resource.h"

namespace outcrop {

namespace {

QString listOfColumns(const PlannedStep &step, const QString &attribute)
{
    const QString word = columnsWord(step.attributes.value(attribute));
    if (word == QLatin1String("numeric"))
        return QStringLiteral("list(table.select_dtypes(\"number\"))");
    if (word == QLatin1String("text"))
        return QStringLiteral("list(table.select_dtypes(exclude=\"number\"))");
    return fromText(step.block, attribute);
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

} // namespace

void TableCodeWriter::writeInput()
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
        m_code.functions << functionCode(QStringLiteral("load"), input.block, {}, body);
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
    m_code.functions << functionCode(QStringLiteral("load"), input.block, {}, body);
}

void TableCodeWriter::writeStep(const PlannedStep &step, const QStringList &kept)
{
    const QString body = step.type == QLatin1String("table.select_columns") ? selectBody(step, kept)
                         : step.type == QLatin1String("table.filter_rows")  ? filterBody(step)
                                                                            : scriptBody(step);
    m_code.functions << functionCode(QStringLiteral("apply"), step.block, QStringLiteral("table"),
                                     body);
}

// What Select columns never drops.
QStringList TableCodeWriter::keptColumns() const
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

QString TableCodeWriter::selectBody(const PlannedStep &step, const QStringList &kept)
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

QString TableCodeWriter::filterBody(const PlannedStep &step)
{
    m_code.findsColumns = true;
    return QStringLiteral("    values = find_column(table, %1)\n    return table[%2]")
        .arg(fromText(step.block, QStringLiteral("column")), condition(step));
}

QString TableCodeWriter::scriptBody(const PlannedStep &step)
{
    m_code.findsColumns = m_code.choosesColumns = m_code.runsScripts = true;
    static const QStringList taken{QStringLiteral("table"), QStringLiteral("inputs"),
                                   QStringLiteral("outputs"), QStringLiteral("run_script")};
    QString script = step.block;
    QString body = QStringLiteral("    from scripts import %1").arg(step.block);
    if (taken.contains(script)) {
        script += QStringLiteral("_script");
        body += QStringLiteral(" as ") + script;
    }
    body += QStringLiteral("\n\n");
    QStringList arguments{QStringLiteral("table"), script + QStringLiteral(".transform")};
    const bool all =
        columnsWord(step.attributes.value(QStringLiteral("inputs"))) == QLatin1String("all");
    if (!all) {
        body +=
            QStringLiteral("    inputs = %1\n").arg(listOfColumns(step, QStringLiteral("inputs")));
        arguments << QStringLiteral("inputs");
    }
    if (step.attributes.value(QStringLiteral("outputs"))
        != AttributeValue(AttributeValue::List{})) {
        body += QStringLiteral("    outputs = %1\n")
                    .arg(fromText(step.block, QStringLiteral("outputs")));
        arguments << (all ? QStringLiteral("outputs=outputs") : QStringLiteral("outputs"));
    }
    return body
           + QStringLiteral("    return run_script(%1)").arg(arguments.join(QLatin1String(", ")));
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
