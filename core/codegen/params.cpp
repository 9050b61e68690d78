#include "core/codegen/params.h"

#include <algorithm>

namespace outcrop {

namespace {

using List = AttributeValue::List;
using Texts = QMap<QString, AttributeValue>;

// A lone surrogate has no UTF-8; controls and marks of direction do not show what they do.
bool needsEscape(const QString &text, int at)
{
    const QChar c = text[at];
    if (c.isHighSurrogate())
        return at + 1 == text.size() || !text[at + 1].isLowSurrogate();
    if (c.isLowSurrogate())
        return at == 0 || !text[at - 1].isHighSurrogate();
    const QChar::Category category = c.category();
    return category == QChar::Other_Control || category == QChar::Other_Format
           || category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
}

QString jsonText(const QString &text)
{
    QString json = QStringLiteral("\"");
    for (int i = 0; i < text.size(); ++i) {
        const ushort code = text[i].unicode();
        if (code == '"' || code == '\\')
            json += QLatin1Char('\\');
        if (code == '\n')
            json += QLatin1String("\\n");
        else if (code == '\t')
            json += QLatin1String("\\t");
        else if (needsEscape(text, i))
            json += QStringLiteral("\\u%1").arg(code, 4, 16, QLatin1Char('0'));
        else
            json += text[i];
    }
    return json + QLatin1Char('"');
}

QString bracketed(const QStringList &items, char open, char close, int indent)
{
    if (items.isEmpty())
        return QString(QLatin1Char(open)) + QLatin1Char(close);
    const QString margin(indent, QLatin1Char(' '));
    const QString separator = QStringLiteral(",\n  ") + margin;
    return QLatin1Char(open) + QStringLiteral("\n  ") + margin + items.join(separator)
           + QLatin1Char('\n') + margin + QLatin1Char(close);
}

QString json(const AttributeValue &value, int indent)
{
    if (const auto *items = value.as<List>()) {
        QStringList texts;
        for (const AttributeValue &item : *items)
            texts << json(item, indent + 2);
        return bracketed(texts, '[', ']', indent);
    }
    if (const auto *text = value.as<QString>())
        return jsonText(*text);
    return value.isNone() ? QStringLiteral("null") : formatValue(value);
}

QString objectJson(const QMap<QString, QString> &members, int indent)
{
    QStringList items;
    for (auto member = members.begin(); member != members.end(); ++member)
        items << jsonText(member.key()) + QStringLiteral(": ") + member.value();
    return bracketed(items, '{', '}', indent);
}

QString objectJson(const Texts &texts, int indent)
{
    QMap<QString, QString> members;
    for (auto text = texts.begin(); text != texts.end(); ++text)
        members[text.key()] = json(text.value(), indent + 2);
    return objectJson(members, indent);
}

bool holdsText(const AttributeValue &value)
{
    if (const auto *items = value.as<List>())
        return std::any_of(items->begin(), items->end(), holdsText);
    return value.as<QString>() != nullptr;
}

bool isNames(const AttributeValue &columns)
{
    return columns.as<List>() != nullptr;
}

// Collects what each block's function reads from TEXT["blocks"].
class BlockTexts
{
public:
    explicit BlockTexts(const Plan &plan);
    QMap<QString, Texts> texts() const { return m_texts; }

private:
    void addInput(const Plan &plan);
    void addStep(const PlannedStep &step);
    void addCall(const PlannedCall &call);

    QMap<QString, Texts> m_texts;
};

BlockTexts::BlockTexts(const Plan &plan)
{
    addInput(plan);
    for (const PlannedStep &step : plan.steps + ownSteps(plan))
        addStep(step);
    for (const PlannedCandidate &candidate : plan.candidates) {
        for (const PlannedCall &transformer : candidate.transformers)
            addCall(transformer);
        addCall(candidate.estimator);
    }
}

void BlockTexts::addInput(const Plan &plan)
{
    if (plan.input.type != QLatin1String("input.csv"))
        return;
    Texts &texts = m_texts[plan.input.block];
    texts[QStringLiteral("path")] = plan.input.attributes.value(QStringLiteral("path"));
    const AttributeValue target = plan.input.attributes.value(QStringLiteral("target"));
    if (plan.task == TaskKind::Clustering && !target.isNone())
        texts[QStringLiteral("target")] = target;
}

void BlockTexts::addStep(const PlannedStep &step)
{
    for (const char *attribute : {"columns", "inputs", "outputs"}) {
        const AttributeValue names = step.attributes.value(QLatin1String(attribute));
        if (isNames(names) && names != AttributeValue(List{}))
            m_texts[step.block][QLatin1String(attribute)] = names;
    }
    if (step.type != QLatin1String("table.filter_rows"))
        return;
    m_texts[step.block][QStringLiteral("column")] = step.attributes.value(QStringLiteral("column"));
    const AttributeValue value = step.attributes.value(QStringLiteral("value"));
    if (holdsText(value))
        m_texts[step.block][QStringLiteral("value")] = value;
}

void BlockTexts::addCall(const PlannedCall &call)
{
    if (isNames(call.columns) || (call.textInput && holdsText(call.columns)))
        m_texts[call.block][QStringLiteral("columns")] = call.columns;
    for (const PlannedArgument &argument : call.arguments) {
        if (argument.isFreeText)
            m_texts[call.block][argument.name] = argument.value;
    }
    for (const PlannedModel &model : call.models) {
        for (const PlannedCall &transformer : model.transformers)
            addCall(transformer);
        addCall(model.estimator);
    }
}

} // namespace

QByteArray paramsJson(const Plan &plan)
{
    QMap<QString, QString> blocks;
    const QMap<QString, Texts> texts = BlockTexts(plan).texts();
    for (auto block = texts.begin(); block != texts.end(); ++block)
        blocks[block.key()] = objectJson(block.value(), 4);
    Texts titles;
    for (auto title = plan.titles.begin(); title != plan.titles.end(); ++title)
        titles[title.key()] = AttributeValue(title.value());

    const auto orNull = [](const QString &text) {
        return text.isEmpty() ? QStringLiteral("null") : jsonText(text);
    };
    QMap<QString, QString> members{{QStringLiteral("blocks"), objectJson(blocks, 2)},
                                   {QStringLiteral("name"), jsonText(plan.name)},
                                   {QStringLiteral("positive_class"), orNull(plan.positiveClass)},
                                   {QStringLiteral("target"), orNull(plan.target)},
                                   {QStringLiteral("titles"), objectJson(titles, 2)}};
    if (!plan.split.groupColumn.isEmpty())
        members[QStringLiteral("group_column")] = jsonText(plan.split.groupColumn);
    if (!plan.split.timeColumn.isEmpty())
        members[QStringLiteral("time_column")] = jsonText(plan.split.timeColumn);
    return objectJson(members, 0).toUtf8() + '\n';
}

} // namespace outcrop
