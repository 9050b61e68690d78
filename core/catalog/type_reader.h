#pragma once

#include "core/catalog/catalog.h"
#include "core/yaml/yaml_node.h"

namespace outcrop {

// One block type of a catalog file; node.key is its key.
Result<BlockType> readBlockType(const YamlNode &node, const QString &file);

// One attribute; node.key is its name. Part of readBlockType().
Result<AttributeSpec> readAttributeSpec(const YamlNode &node, const QString &file,
                                        bool isParameter);

} // namespace outcrop
