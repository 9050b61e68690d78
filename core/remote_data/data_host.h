#pragma once

#include "core/base/result.h"
#include "core/table/data_location.h"

#include <optional>

namespace outcrop {

// The host that a package runs on: `wished`, an id of the list or "local"; none: the one that has
// its data, else this computer. InvalidInput where its data lie elsewhere.
Result<QString> hostForData(const std::optional<DataLocation> &data,
                            const std::optional<QString> &wished);

} // namespace outcrop
