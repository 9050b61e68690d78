#pragma once

#include "core/catalog/catalog.h"

namespace outcrop {

enum class EditorShape { Typed, Switch, Choice, Columns, Path, Code };

// Which editor holds this value of this attribute. Typed holds every value: search spaces, unions
// with numbers, and what is wrong.
EditorShape editorShape(const AttributeSpec &spec, const AttributeValue &value);

// The values that can be picked from a list: choices, truth and none, each once.
QVector<AttributeValue> pickableValues(const AttributeSpec &spec);

bool hasForm(const AttributeSpec &spec, AttributeKind::Form form);

} // namespace outcrop
