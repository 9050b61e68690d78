#pragma once

#include "core/pipeline/pipeline.h"

namespace outcrop {

// From one card's upper left corner to the next: a card of 176 x 64 and the room for connections.
constexpr double columnStep = 240;

// Whether any block has a place: a file without a layout has none.
bool isPlaced(const Pipeline &pipeline);

// All blocks in layers from left to right, each right of all that feed it, in rows that cross
// little: layers by the longest way from a block that nothing feeds, order within them by the
// barycentre of the neighbours (Sugiyama, Tagawa and Toda 1981). The upper left corner of the whole
// stays where it was. Connections that close a circle count for nothing; blocks without any
// connection stand in rows below. Notes stay. O((blocks + connections) log blocks).
Pipeline arrange(Pipeline pipeline);

// As it can be shown: arranged if no block has a place.
Pipeline placed(Pipeline pipeline);

} // namespace outcrop
