#pragma once

#include <functional>

namespace outcrop {

// Called by name at every point where a sudden end of the program must lose nothing and double
// nothing. Programs leave it empty; tests end there.
using FaultPoint = std::function<void(const char *point)>;

} // namespace outcrop
