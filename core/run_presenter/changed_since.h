#pragma once

#include "core/pipeline/pipeline.h"

#include <QSet>

namespace outcrop {

// Ids of the blocks that would train differently if `now` were run instead of `submitted`: new
// ones, those with another type, other attributes or other inputs, and those that are gone. All,
// if the seed is another. Places, titles and notes change nothing.
QSet<QString> changedSince(const Pipeline &submitted, const Pipeline &now);

} // namespace outcrop
