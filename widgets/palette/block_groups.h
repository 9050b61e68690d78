#pragma once

#include "core/catalog/catalog.h"

namespace outcrop {

// One heading of the palette with what stands below it.
struct BlockGroup
{
    QString title;
    BlockRole role = BlockRole::Other; // The first in the order of a pipeline: of its colour.
    QVector<const BlockType *> common; // By title. Borrowed from the catalog.
    int count = 0;                     // Of all its types, those included that only a search shows.
};

// The types that can be placed, by the first part of their category; by the second where the first
// has too many common ones for one list. In the order in which a pipeline uses them.
QVector<BlockGroup> groupBlocks(const Catalog &catalog);

} // namespace outcrop
