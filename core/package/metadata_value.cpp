#include "core/package/metadata_value.h"

#include "core/base/json.h"
#include "core/base/match.h"
#include "core/yaml/yaml_writer.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cmath>

namespace outcrop {

MetadataValue::MetadataValue(double v)
{
    if (std::isfinite(v))
        data = v;
    else
        data = toJsonNumber(v).toString();
}

MetadataValue::MetadataValue(const QStringList &texts)
{
    List list;
    for (const QString &text : texts)
        list.emplace_back(text);
    data = std::move(list);
}

MetadataValue::MetadataValue(const AttributeValue &value)
{
    std::visit(Match{[](AttributeValue::None) {},
                     [this](double number) { *this = MetadataValue(number); },
                     [this](const AttributeValue::List &items) {
                         List list;
                         for (const AttributeValue &item : items)
                             list.emplace_back(item);
                         data = std::move(list);
                     },
                     [this, &value](const SearchSpace &) { data = formatValue(value); },
                     [this](const auto &scalar) { data = scalar; }},
               value.data);
}

bool MetadataValue::isEmpty() const
{
    return std::visit(Match{[](std::monostate) { return true; },
                            [](const QString &text) { return text.isEmpty(); },
                            [](const List &list) { return list.empty(); },
                            [](const Map &map) { return map.empty(); }, [](auto) { return false; }},
                      data);
}

MetadataValue readMetadataValue(const YamlNode &node)
{
    MetadataValue value;
    if (node.isSequence()) {
        MetadataValue::List list;
        for (const YamlNode &item : node.children)
            list.push_back(readMetadataValue(item));
        value.data = std::move(list);
    } else if (node.isMapping()) {
        MetadataValue::Map map;
        for (const YamlNode &field : node.children)
            map.emplace_back(field.key, readMetadataValue(field));
        value.data = std::move(map);
    } else {
        std::visit([&value](const auto &scalar) { value.data = scalar; }, node.scalar());
    }
    return value;
}

void writeMetadataValue(YamlWriter &writer, const MetadataValue &value)
{
    std::visit(Match{[&](std::monostate) { writer.none(); }, [&](bool yes) { writer.boolean(yes); },
                     [&](qint64 number) { writer.integer(number); },
                     [&](double number) { writer.number(number); },
                     [&](const QString &text) { writer.text(text); },
                     [&](const MetadataValue::List &list) {
                         writer.beginSequence();
                         for (const MetadataValue &item : list)
                             writeMetadataValue(writer, item);
                         writer.end();
                     },
                     [&](const MetadataValue::Map &map) {
                         writer.beginMapping();
                         for (const auto &[key, item] : map) {
                             writer.key(key);
                             writeMetadataValue(writer, item);
                         }
                         writer.end();
                     }},
               value.data);
}

QJsonValue toJson(const MetadataValue &value)
{
    return std::visit(Match{[](std::monostate) { return QJsonValue(); },
                            [](const MetadataValue::List &list) {
                                QJsonArray array;
                                for (const MetadataValue &item : list)
                                    array.append(toJson(item));
                                return QJsonValue(array);
                            },
                            [](const MetadataValue::Map &map) {
                                QJsonObject object;
                                for (const auto &[key, item] : map)
                                    object.insert(key, toJson(item));
                                return QJsonValue(object);
                            },
                            [](const auto &scalar) { return QJsonValue(scalar); }},
                      value.data);
}

} // namespace outcrop
