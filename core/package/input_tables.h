#pragma once

#include "core/pipeline/check.h"
#include "core/table/table.h"

namespace outcrop {

// The facts of the table that an Input block reads: of a CSV file, relative to `baseFolder`, or of
// a bundled data set. `attributes` are complete, defaults filled in. InvalidInput where the block's
// type reads none of these. `headRows` rows are kept, of a bundled data set none.
Result<TableFacts> readTable(const QString &blockType,
                             const QMap<QString, AttributeValue> &attributes,
                             const QString &baseFolder, int headRows = 20);

struct InputReading
{
    InputTables tables;
    QVector<Problem> problems; // "unreadable_data", of a block whose file cannot be read.
};

// What check() wants to know of a pipeline's data. A block without a path has neither table nor
// problem here, nor has one whose file lies on another host: nothing is connected to.
InputReading readInputTables(const Pipeline &pipeline, const Catalog &catalog,
                             const QString &baseFolder);

// How an Input block says its file is read.
CsvOptions csvOptions(const QMap<QString, AttributeValue> &attributes);

// The file of a path attribute: relative paths start at `baseFolder`, one on a host stays as it is.
QString dataFile(const QString &path, const QString &baseFolder);

} // namespace outcrop
