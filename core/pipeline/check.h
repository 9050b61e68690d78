#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/problem.h"
#include "core/table/table.h"

namespace outcrop {

// What is known of the tables that Input blocks read, by block id. Without it the checks that need
// data are left out.
using InputTables = QMap<QString, TableFacts>;

// Every Problem of a pipeline, in the order of its blocks. Pure; reads no file. O(blocks +
// connections).
QVector<Problem> check(const Pipeline &pipeline, const Catalog &catalog,
                       const InputTables &tables = {});

bool hasErrors(const QVector<Problem> &problems);

} // namespace outcrop
