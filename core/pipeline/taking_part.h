#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

#include <QSet>

namespace outcrop {

// The blocks and all that feed them or are fed by them, however far away. O(what is found).
QSet<BlockId> upAndDownstream(const Pipeline &pipeline, const QSet<BlockId> &blocks);

// What a run has to do with: all around Evaluate; without one, around every model. Of the others it
// tells nothing. O(blocks + connections).
QSet<BlockId> takingPart(const Pipeline &pipeline, const Catalog &catalog);

} // namespace outcrop
