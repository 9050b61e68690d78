#include "core/codegen/plan_attributes.h"

namespace outcrop {

QString text(const PlanBlock &block, const char *attribute)
{
    const AttributeValue value = block.value(QLatin1String(attribute));
    return value.as<QString>() ? *value.as<QString>() : QString();
}

double number(const PlanBlock &block, const char *attribute, double otherwise)
{
    const AttributeValue value = block.value(QLatin1String(attribute));
    if (const auto *whole = value.as<qint64>())
        return double(*whole);
    return value.as<double>() ? *value.as<double>() : otherwise;
}

qint64 whole(const PlanBlock &block, const char *attribute, qint64 otherwise)
{
    const AttributeValue value = block.value(QLatin1String(attribute));
    return value.as<qint64>() ? *value.as<qint64>() : otherwise;
}

QVector<qint64> wholes(const PlanBlock &block, const char *attribute)
{
    QVector<qint64> numbers;
    const AttributeValue value = block.value(QLatin1String(attribute));
    if (const auto *one = value.as<qint64>())
        numbers << *one;
    if (const auto *items = value.as<AttributeValue::List>()) {
        for (const AttributeValue &item : *items) {
            if (const auto *one = item.as<qint64>())
                numbers << *one;
        }
    }
    return numbers;
}

} // namespace outcrop
