#pragma once

#include "core/pipeline/pipeline.h"

namespace outcrop {

// Ways along the connections, for the keyboard.

// The block that a step leads to: of those connected the one that is nearest in height, else the
// block itself. From BlockId{0}: the first or last in reading order; BlockId{0} again where there
// is no block at all.
BlockId nextInFlow(const Pipeline &pipeline, BlockId block);
BlockId previousInFlow(const Pipeline &pipeline, BlockId block);

// Left to right, then top to bottom. `step` is 1 or -1; from BlockId{0} on: the first or the last.
// BlockId{0}: there is none further on.
BlockId nextInReadingOrder(const Pipeline &pipeline, BlockId block, int step);

} // namespace outcrop
