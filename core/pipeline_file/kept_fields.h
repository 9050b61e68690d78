#pragma once

#include "core/yaml/yaml_node.h"
#include "core/yaml/yaml_writer.h"

namespace outcrop {

// Whatever a file holds that its reader does not know: as one line of YAML, and back. The same
// value gives the same line, however a foreign editor wrote it.
QString keepField(const YamlNode &node);
void writeKept(YamlWriter &writer, const QString &kept);

} // namespace outcrop
