#pragma once

#include "core/catalog/attribute_value.h"
#include "core/yaml/yaml_parser.h"
#include "core/yaml/yaml_writer.h"

namespace outcrop {

// A value as YAML: a scalar, a list, or `{search: {int: [50, 500], log: true}}`. What is written
// reads back equal.
Result<AttributeValue> readAttributeValue(const YamlNode &node, const QString &file);

// On one line: collections in flow style. Floats are finite.
void writeAttributeValue(YamlWriter &writer, const AttributeValue &value);

} // namespace outcrop
