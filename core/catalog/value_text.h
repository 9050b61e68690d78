#pragma once

#include "core/catalog/catalog.h"

namespace outcrop {

// Values as people type them, in a field or after `name=`: `none`, `true`, `12`, `0.5`, `1e-3`,
// `gini`, `[64, 32]`, `{search: {int: [50, 500], log: true}}`. A point before the fraction in every
// locale. Text that could be taken for something else stands in double quotes: `"12"`. Where only
// text is taken, all is text.

// How `value` is typed. What `kinds` take is read back equal by valueFromText().
QString valueText(const QVector<AttributeKind> &kinds, const AttributeValue &value);

// What is meant by `text`. Always a value, for checkValue() to judge: text where nothing else is
// meant. Nothing typed means none where none is taken. `1` stays whole, `1.0` does not; brackets
// may be left out around several items.
AttributeValue valueFromText(const QVector<AttributeKind> &kinds, const QString &text);

// The texts in a list: column names. Nothing for any other value.
QStringList textItems(const AttributeValue &value);

} // namespace outcrop
