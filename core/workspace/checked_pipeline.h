#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/check.h"

namespace outcrop {

// What is known of a pipeline before it runs.
struct CheckedPipeline
{
    QVector<Problem> problems;
    InputTables tables;
    QVector<Problem> unreadable; // Of the tables; also among `problems`.
    QByteArray inputs;           // What the tables were read from: when it is equal, so are they.
    bool readTables = false;     // The tables were read anew.
};

// Checks a pipeline with the heads of its data, and reads those only where they are others than
// those of `before`: other files, other attributes of the Input blocks, or a file that was written
// since. Blocks.
CheckedPipeline checkPipeline(const Pipeline &pipeline, const Catalog &catalog,
                              const QString &baseFolder, const CheckedPipeline &before);

} // namespace outcrop
