#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

namespace outcrop {

// The attributes that all of the blocks have in the same form, in the order of the first one's
// type. Of a single block also those that its type does not know, taken as text that may mean
// anything.
QVector<AttributeSpec> sharedAttributes(const Pipeline &pipeline, const QVector<BlockId> &blocks,
                                        const Catalog &catalog);

} // namespace outcrop
