#pragma once

#include "core/codegen/plan.h"
#include "core/codegen/python_layout.h"

namespace outcrop {

// A piece that is never broken over lines.
PythonCode atom(const QString &text);

// `("scale", make_scale())`
PythonCode pair(const QString &id, const QString &value);

// `TEXT["blocks"]["visits"]["path"]`: text of a person is read where it is needed.
QString fromText(const QString &block, const QString &attribute);

// A choice of columns: `all`, `numeric`, `text`; empty for names.
QString columnsWord(const AttributeValue &columns);

// Text goes to params.json, numbers into the code.
QString valueCode(const PlannedStep &step, const QString &attribute);

// `def apply_known(table):` and its body.
QString functionCode(const QString &verb, const QString &block, const QString &argument,
                     const QString &body);

} // namespace outcrop
