#pragma once

#include "core/table/table.h"

#include <optional>

namespace outcrop {

// Facts of the data sets that come with scikit-learn (load_<name>(as_frame=True)), by name: iris,
// breast_cancer, digits, diabetes, wine. Their columns are the loader's; the target column is
// called `target` and holds, for classes, their names as text. Only the target lists its first
// values; there is no head. A test holds them against the installed library.
std::optional<TableFacts> bundledTable(const QString &name);

QStringList bundledTableNames();

} // namespace outcrop
