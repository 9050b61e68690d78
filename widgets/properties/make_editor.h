#pragma once

#include "widgets/properties/attribute_editor.h"
#include "widgets/properties/editor_shape.h"

namespace outcrop {

class Style;

// Owned by the caller. For EditorShape::Typed every attribute will do.
AttributeEditor *makeEditor(EditorShape shape, const AttributeSpec &spec, Style &style);

} // namespace outcrop
