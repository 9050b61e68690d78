#pragma once

#include "core/catalog/attribute_value.h"
#include "core/yaml/yaml_node.h"

#include <QJsonValue>
#include <QString>

#include <utility>
#include <variant>
#include <vector>

namespace outcrop {

class YamlWriter;

// A value of metadata.yaml: nothing, a scalar, a list, or a mapping whose order is kept.
struct MetadataValue
{
    using List = std::vector<MetadataValue>;
    using Map = std::vector<std::pair<QString, MetadataValue>>;

    std::variant<std::monostate, bool, qint64, double, QString, List, Map> data;

    MetadataValue() = default;
    explicit MetadataValue(bool v) : data(v) {}
    explicit MetadataValue(qint64 v) : data(v) {}
    // What is not finite becomes the text NaN, Infinity or -Infinity.
    explicit MetadataValue(double v);
    explicit MetadataValue(QString v) : data(std::move(v)) {}
    explicit MetadataValue(const QStringList &texts);
    explicit MetadataValue(const AttributeValue &value); // A search space becomes its text.
    explicit MetadataValue(Map v) : data(std::move(v)) {}
    explicit MetadataValue(const char *) = delete; // Would become bool.

    // Nothing, an empty text, an empty list or an empty mapping: left out of a file.
    bool isEmpty() const;

    friend bool operator==(const MetadataValue &a, const MetadataValue &b)
    {
        return a.data == b.data;
    }
};

// What a part of a file says; what it wrote in quotes is text.
MetadataValue readMetadataValue(const YamlNode &node);

void writeMetadataValue(YamlWriter &writer, const MetadataValue &value);

QJsonValue toJson(const MetadataValue &value);

} // namespace outcrop
