#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

namespace outcrop {

// A block put into a connection: from the source into its first input that fits, from its first
// output that fits to where the connection led.

// Whether a block of this type would fit.
bool canInsert(const BlockType &type, const Pipeline &pipeline, const Connection &connection,
               const Catalog &catalog);

// The pipeline with `block` in the connection, or the sentence why it does not fit.
Result<Pipeline> insertBlock(Pipeline pipeline, BlockId block, const Connection &connection,
                             const Catalog &catalog);

} // namespace outcrop
