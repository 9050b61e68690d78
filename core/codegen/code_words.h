#pragma once

#include "core/catalog/catalog.h"

#include <optional>

namespace outcrop {

// A catalog may come from anybody, and its names become code. Nothing if all that would are plain
// words (a class, the modules above it, parameters, constants such as `sparse_output=False`); else
// a sentence.
std::optional<QString> checkCodeWords(const BlockType &type);

} // namespace outcrop
