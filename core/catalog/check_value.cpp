#include "core/base/text.h"
#include "core/catalog/catalog.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CheckValue)
};

bool within(const AttributeKind &kind, double value)
{
    if (!std::isfinite(value))
        return false;
    const bool highEnough = !kind.min || (kind.aboveMin ? value > *kind.min : value >= *kind.min);
    const bool lowEnough = !kind.max || (kind.belowMax ? value < *kind.max : value <= *kind.max);
    return highEnough && lowEnough;
}

bool isName(const AttributeValue &value)
{
    const auto *text = value.as<QString>();
    return text && !text->isEmpty();
}

bool takesColumns(const AttributeValue &value)
{
    if (const auto *names = value.as<AttributeValue::List>())
        return std::all_of(names->begin(), names->end(), isName);
    const auto *word = value.as<QString>();
    return word
           && (*word == QLatin1String("all") || *word == QLatin1String("numeric")
               || *word == QLatin1String("text"));
}

bool takesOne(const QVector<AttributeKind> &kinds, const AttributeValue &value);

bool takesList(const AttributeKind &kind, const AttributeValue &value)
{
    const auto *list = value.as<AttributeValue::List>();
    return list && within(kind, list->size())
           && std::all_of(list->begin(), list->end(),
                          [&](const AttributeValue &item) { return takesOne(kind.items, item); });
}

bool takes(const AttributeKind &kind, const AttributeValue &value)
{
    using Form = AttributeKind::Form;
    const auto *whole = value.as<qint64>();
    const auto *number = value.as<double>();
    switch (kind.form) {
    case Form::Int:
        return whole && within(kind, double(*whole));
    case Form::Float:
        return (number && within(kind, *number))
               || (whole && !kind.fractionOnly && within(kind, double(*whole)));
    case Form::Bool:
        return value.as<bool>();
    case Form::None:
        return value.isNone();
    case Form::Choice:
        return kind.choices.contains(value);
    case Form::Text:
    case Form::Code:
        return value.as<QString>();
    case Form::List:
        return takesList(kind, value);
    case Form::RandomState:
        return value.isNone() || (whole && *whole >= 0 && *whole <= 0xFFFFFFFFLL);
    case Form::Columns:
        return takesColumns(value);
    case Form::Column:
    case Form::Path:
        return isName(value);
    }
    Q_UNREACHABLE();
}

bool takesOne(const QVector<AttributeKind> &kinds, const AttributeValue &value)
{
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](const AttributeKind &kind) { return takes(kind, value); });
}

// How a person tells the text "5" from the number 5.
QString shown(const AttributeValue &value)
{
    const auto *text = value.as<QString>();
    if (!text)
        return plainLine(formatValue(value), 120);
    const bool misleads = text->isEmpty() || parseFloat(*text) || *text == QLatin1String("none")
                          || *text == QLatin1String("true") || *text == QLatin1String("false")
                          || text->contains(QLatin1Char(' '));
    return misleads ? Tr::tr("the text \"%1\"").arg(plainLine(*text, 120)) : plainLine(*text, 120);
}

// The bounds and choices of a search space must be right values, each for itself.
std::optional<QString> checkSearch(const AttributeSpec &attribute, const SearchSpace &space)
{
    if (!attribute.tunable)
        return Tr::tr("%1 cannot be searched; give it one value.").arg(attribute.name);
    QVector<AttributeValue> values = space.choices;
    if (space.kind == SearchSpace::Kind::Int)
        values = {AttributeValue(qint64(space.low)), AttributeValue(qint64(space.high))};
    else if (space.kind == SearchSpace::Kind::Float)
        values = {AttributeValue(space.low), AttributeValue(space.high)};
    if (values.isEmpty())
        return Tr::tr("%1 is searched over nothing; name at least one choice.").arg(attribute.name);
    if (space.kind != SearchSpace::Kind::Choice && !(space.low < space.high))
        return Tr::tr("%1 is searched from %2; the second number must be the larger one.")
            .arg(attribute.name, formatValue(AttributeValue(space)));
    if (space.log && !(space.low > 0))
        return Tr::tr("%1 is searched on a logarithmic scale; it must begin above 0.")
            .arg(attribute.name);
    for (const AttributeValue &value : values) {
        if (const auto problem = checkValue(attribute, value))
            return problem;
    }
    return {};
}

} // namespace

std::optional<QString> checkValue(const AttributeSpec &attribute, const AttributeValue &value)
{
    if (const auto *space = value.as<SearchSpace>())
        return checkSearch(attribute, *space);
    if (takesOne(attribute.kinds, value))
        return {};
    const auto *text = value.as<QString>();
    if (attribute.required && (value.isNone() || (text && text->isEmpty())))
        return Tr::tr("%1 is not set; it must be %2.")
            .arg(attribute.name, describeKinds(attribute.kinds));
    return Tr::tr("%1 is %2; it must be %3.")
        .arg(attribute.name, shown(value), describeKinds(attribute.kinds));
}

} // namespace outcrop
