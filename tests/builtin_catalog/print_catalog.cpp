// print_catalog facts|cases: what the builtin catalog says of scikit-learn, for the Python tests
// beside this file.
//
// facts: one JSON line a type. cases: one JSON line a value: {"type","attribute","value","takes"},
// values just inside and just outside of every range, every choice, none, true and nonsense. `1`
// and `1.0` stay different in the text.
#include "core/base/text.h"
#include "core/builtin_catalog/builtin_catalog.h"
#include "core/catalog/catalog_words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <cstdio>

using namespace outcrop;

namespace {

using Form = AttributeKind::Form;

QString quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

QString bracketed(const QStringList &items)
{
    return QStringLiteral("[%1]").arg(items.join(QLatin1String(", ")));
}

QString json(const AttributeValue &value)
{
    if (value.isNone())
        return QStringLiteral("null");
    if (const auto *text = value.as<QString>())
        return quoted(*text);
    if (const auto *list = value.as<AttributeValue::List>()) {
        QStringList items;
        for (const AttributeValue &item : *list)
            items << json(item);
        return bracketed(items);
    }
    return formatValue(value); // Python's json module tells 1 from 1.0.
}

QString json(const QStringList &texts)
{
    QStringList items;
    for (const QString &text : texts)
        items << quoted(text);
    return bracketed(items);
}

QString json(const AttributeKind &kind)
{
    QStringList choices;
    for (const AttributeValue &choice : kind.choices)
        choices << json(choice);
    const auto bound = [](const std::optional<double> &value) {
        return value ? formatFloat(*value) : QStringLiteral("null");
    };
    return QStringLiteral("{\"form\": %1, \"min\": %2, \"max\": %3, \"above\": %4, \"below\": %5, "
                          "\"choices\": %6}")
        .arg(quoted(formWord(kind.form)), bound(kind.min), bound(kind.max),
             json(AttributeValue(kind.aboveMin)), json(AttributeValue(kind.belowMax)),
             bracketed(choices));
}

void printFacts(const BlockType &type)
{
    QStringList attributes, ports;
    for (const AttributeSpec &spec : type.attributes) {
        QStringList kinds;
        for (const AttributeKind &kind : spec.kinds)
            kinds << json(kind);
        attributes << QStringLiteral("%1: {\"default\": %2, \"parameter\": %3, \"kinds\": %4}")
                          .arg(quoted(spec.name), json(spec.defaultValue),
                               json(AttributeValue(spec.isParameter)), bracketed(kinds));
    }
    for (const PortSpec &port : type.inputs)
        ports << port.name;
    std::printf(
        "%s\n",
        qPrintable(QStringLiteral("{\"class\": %1, \"module\": %2, \"role\": %3, \"text\": %4, "
                                  "\"inputs\": %5, \"constants\": %6, \"attributes\": {%7}}")
                       .arg(quoted(type.className), quoted(type.module),
                            quoted(roleWord(type.role)), json(AttributeValue(type.textInput)),
                            json(ports), json(type.constants),
                            attributes.join(QLatin1String(", ")))));
}

// Around a bound: itself, one further each way, and the nearest doubles.
void addAround(QVector<AttributeValue> &values, double bound)
{
    for (const double step : {-1.0, 0.0, 1.0}) {
        values << AttributeValue(bound + step);
        if (std::floor(bound) == bound)
            values << AttributeValue(qint64(bound + step));
    }
    values << AttributeValue(std::nextafter(bound, -HUGE_VAL))
           << AttributeValue(std::nextafter(bound, HUGE_VAL));
}

QVector<AttributeValue> casesOf(const AttributeSpec &spec)
{
    QVector<AttributeValue> values;
    bool numbers = false;
    for (const AttributeKind &kind : spec.kinds) {
        values << kind.choices;
        if (kind.form == Form::Bool)
            values << AttributeValue(true) << AttributeValue(false);
        if (kind.form == Form::None || kind.form == Form::RandomState)
            values << AttributeValue();
        numbers = numbers || kind.form == Form::Int || kind.form == Form::Float
                  || kind.form == Form::RandomState;
        for (const auto &bound : {kind.min, kind.max}) {
            if (bound && kind.form != Form::List)
                addAround(values, *bound);
        }
        if (kind.form == Form::RandomState)
            values << AttributeValue(-1) << AttributeValue(0) << AttributeValue(qint64(0xFFFFFFFF))
                   << AttributeValue(qint64(0x100000000)) << AttributeValue(1.0);
    }
    if (numbers)
        values << AttributeValue(1) << AttributeValue(1.0) << AttributeValue(0.5);
    return values << AttributeValue(QStringLiteral("no such word"));
}

void printCases(const BlockType &type)
{
    for (const AttributeSpec &spec : type.attributes) {
        for (const AttributeValue &value : casesOf(spec)) {
            if (spec.isParameter)
                std::printf(
                    "{\"type\": \"%s\", \"attribute\": \"%s\", \"value\": %s, \"takes\": %s}\n",
                    qPrintable(type.className), qPrintable(spec.name), qPrintable(json(value)),
                    checkValue(spec, value) ? "false" : "true");
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray what = argc == 2 ? argv[1] : "";
    if (what != "facts" && what != "cases") {
        std::fputs("usage: print_catalog facts|cases\n", stderr);
        return 2;
    }
    const Catalog catalog = builtinCatalog();
    for (const BlockType &type : catalog.types()) {
        if (type.key.startsWith(QLatin1String("sklearn.")))
            what == "facts" ? printFacts(type) : printCases(type);
    }
    return 0;
}
