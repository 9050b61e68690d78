#pragma once

#include "core/catalog/attribute_value.h"

#include <QString>

namespace outcrop {

// Values as Python source. Each is one expression on one line of ASCII that any Python from 3.6 on
// reads back as the same value, whatever is in it.

// `"…"` with `\xNN`, `\uNNNN` and `\UNNNNNNNN` for what is not printable ASCII: always one STRING
// token. A pair of surrogates is one character; a lone one stays what it is.
QString pythonText(const QString &text);

// What Python's own repr() writes: the shortest digits that read back as the same double, `1.0`,
// `0.0001`, `1e-05`. Finite values only.
QString pythonFloat(double value);

enum class Brackets { List, Tuple };

// `None`, `True`, `12`, `1.0`, `"gini"`, `[1, 2]`; a list becomes a tuple, `(100,)`, where the
// library takes only that. No search space: what is searched has no value yet.
QString pythonLiteral(const AttributeValue &value, Brackets lists = Brackets::List);

} // namespace outcrop
