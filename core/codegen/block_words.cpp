#include "core/codegen/block_words.h"

#include "core/codegen/python_literal.h"

#include <algorithm>

namespace outcrop {

namespace {

bool holdsText(const AttributeValue &value)
{
    if (const auto *items = value.as<AttributeValue::List>())
        return std::any_of(items->begin(), items->end(), holdsText);
    return value.as<QString>() != nullptr;
}

} // namespace

PythonCode atom(const QString &text)
{
    return {text, {}, {}};
}

PythonCode pair(const QString &id, const QString &value)
{
    return {QStringLiteral("("), {atom(pythonText(id)), atom(value)}, QStringLiteral(")")};
}

QString fromText(const QString &block, const QString &attribute)
{
    return QStringLiteral("TEXT[\"blocks\"][\"%1\"][\"%2\"]").arg(block, attribute);
}

QString columnsWord(const AttributeValue &columns)
{
    if (columns.isNone())
        return QStringLiteral("all");
    return columns.as<QString>() ? *columns.as<QString>() : QString();
}

QString valueCode(const PlannedStep &step, const QString &attribute)
{
    const AttributeValue value = step.attributes.value(attribute);
    return holdsText(value) ? fromText(step.block, attribute) : pythonLiteral(value);
}

QString functionCode(const QString &verb, const QString &block, const QString &argument,
                     const QString &body)
{
    return QStringLiteral("def %1_%2(%3):\n%4").arg(verb, block, argument, body);
}

} // namespace outcrop
