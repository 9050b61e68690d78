#include "core/catalog/attribute_value.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QStringList>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::AttributeValue)
};

QString joined(const QVector<AttributeValue> &values)
{
    QStringList parts;
    for (const AttributeValue &value : values)
        parts.append(formatValue(value));
    return parts.join(QLatin1String(", "));
}

struct Formatter
{
    QString operator()(AttributeValue::None) const { return Tr::tr("none"); }
    QString operator()(bool value) const
    {
        return value ? QStringLiteral("true") : QStringLiteral("false");
    }
    QString operator()(qint64 value) const { return QString::number(value); }
    QString operator()(double value) const { return formatFloat(value); }
    QString operator()(const QString &value) const { return value; }
    QString operator()(const AttributeValue::List &list) const
    {
        return QStringLiteral("[%1]").arg(joined(list));
    }
    QString operator()(const SearchSpace &space) const
    {
        if (space.kind == SearchSpace::Kind::Choice)
            return Tr::tr("one of %1").arg(joined(space.choices));
        const auto bound = [&](double value) {
            return space.kind == SearchSpace::Kind::Int ? QString::number(qint64(value))
                                                        : formatFloat(value);
        };
        const QString range = Tr::tr("%1 to %2").arg(bound(space.low), bound(space.high));
        return space.log ? Tr::tr("%1 (log)").arg(range) : range;
    }
};

} // namespace

QString formatValue(const AttributeValue &value)
{
    return std::visit(Formatter{}, value.data);
}

} // namespace outcrop
