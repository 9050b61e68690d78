#pragma once

#include "core/pipeline/check.h"

namespace outcrop {

// The columns that a block may name, as far as they are known: those of its own table for an Input
// block, else those of the table that comes in. Steps that choose or make columns on the way are
// followed; what a transformer makes of them is not known, so that its own columns are said.
QVector<ColumnFacts> knownColumns(const Pipeline &pipeline, BlockId block, const Catalog &catalog,
                                  const InputTables &tables);

} // namespace outcrop
