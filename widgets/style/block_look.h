#pragma once

#include "core/catalog/catalog.h"
#include "widgets/style/theme.h"

namespace outcrop {

// How kinds of blocks and ports look, on the canvas, in the palette and in the property panel
// alike.

// After the greens (preparation) and reds (algorithms) of Stratum's slides.
CategoryColors categoryColors(BlockRole role, const Theme &theme);

// The name of an icon for Style::icon(): "tree", "table", …; never empty. `nullptr`: a type the
// catalog does not know.
QString blockIcon(const BlockType *type);

// Connections and ports. A colour never stands alone: see PortShape.
QColor portColor(PortType type, const Theme &theme);

enum class PortShape { Circle, Square, Diamond, Ring };
PortShape portShape(PortType type);

} // namespace outcrop
