#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

#include <optional>

namespace outcrop {

// Nothing if a block may have this id; else a sentence that says what an id is, or that the word is
// taken: Python's keywords and a few names of generated programs.
std::optional<QString> checkBlockId(const QString &id);

// The id a block of this title gets: "Random forest" becomes `random_forest`, then
// `random_forest_2`. Always valid, and no block of the pipeline has it. O(blocks of this name).
QString unusedBlockId(const Pipeline &pipeline, const QString &title);

// What people see: the block's own title, else its type's, else its id.
QString displayTitle(const Block &block, const Catalog &catalog);

// The id as a UUID of version 5 (RFC 4122), "5dcc…": derived, never stored, the same in every
// pipeline.
QString blockGuid(const QString &id);

} // namespace outcrop
