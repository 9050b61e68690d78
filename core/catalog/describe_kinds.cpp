#include "core/base/text.h"
#include "core/catalog/catalog.h"

#include <QCoreApplication>

#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::AttributeKind)
};

QString bound(double value)
{
    return std::floor(value) == value && std::abs(value) < 1e15 ? QString::number(qint64(value))
                                                                : formatFloat(value);
}

QString describeNumber(const AttributeKind &kind, const QString &noun)
{
    if (!kind.min && !kind.max)
        return noun;
    if (!kind.max)
        return (kind.aboveMin ? Tr::tr("%1 above %2") : Tr::tr("%1 of %2 or more"))
            .arg(noun, bound(*kind.min));
    if (!kind.min)
        return (kind.belowMax ? Tr::tr("%1 below %2") : Tr::tr("%1 of at most %2"))
            .arg(noun, bound(*kind.max));
    const QString low = bound(*kind.min), high = bound(*kind.max);
    if (kind.aboveMin)
        return (kind.belowMax ? Tr::tr("%1 between %2 and %3, both excluded")
                              : Tr::tr("%1 above %2 and up to %3"))
            .arg(noun, low, high);
    return (kind.belowMax ? Tr::tr("%1 from %2 to below %3") : Tr::tr("%1 from %2 to %3"))
        .arg(noun, low, high);
}

QString describeChoices(const QVector<AttributeValue> &choices)
{
    QStringList words;
    for (const AttributeValue &choice : choices)
        words.append(formatValue(choice));
    return words.size() == 1 ? words.first()
                             : Tr::tr("one of %1").arg(words.join(QLatin1String(", ")));
}

QString describeList(const AttributeKind &kind)
{
    const QString items = kind.items.isEmpty() ? QString() : describeKinds(kind.items);
    if (kind.min && kind.min == kind.max)
        return Tr::tr("a list of %n values", nullptr, int(*kind.min))
               + QStringLiteral(" (%1)").arg(items);
    return items.isEmpty() ? Tr::tr("a list") : Tr::tr("a list (%1)").arg(items);
}

QString describe(const AttributeKind &kind)
{
    using Form = AttributeKind::Form;
    switch (kind.form) {
    case Form::Int:
        return describeNumber(kind, Tr::tr("a whole number"));
    case Form::Float:
        return describeNumber(kind, kind.fractionOnly ? Tr::tr("a number with a point")
                                                      : Tr::tr("a number"));
    case Form::Bool:
        return Tr::tr("true or false");
    case Form::None:
        return Tr::tr("none");
    case Form::Choice:
        return describeChoices(kind.choices);
    case Form::Text:
        return Tr::tr("text");
    case Form::List:
        return describeList(kind);
    case Form::RandomState:
        return Tr::tr("a whole number from 0 to 4294967295, or none");
    case Form::Columns:
        return Tr::tr("all, numeric, text, or a list of column names");
    case Form::Column:
        return Tr::tr("the name of a column");
    case Form::Path:
        return Tr::tr("the path of a file");
    case Form::Code:
        return Tr::tr("Python code");
    }
    Q_UNREACHABLE();
}

} // namespace

QString describeKinds(const QVector<AttributeKind> &kinds)
{
    QStringList parts;
    for (const AttributeKind &kind : kinds)
        parts.append(describe(kind));
    parts.removeDuplicates();
    if (parts.size() < 2)
        return parts.join(QString());
    const QString last = parts.takeLast();
    return Tr::tr("%1, or %2").arg(parts.join(QLatin1String(", ")), last);
}

} // namespace outcrop
