#pragma once

#include <vector>

namespace outcrop {

// Sorts finite numbers, the largest first; -0.0 comes out as 0.0. Least significant digit first
// over the bits, in passes of 11 bits, so the time is linear and independent of the order; a digit
// all values share costs no pass.
void sortDescending(std::vector<double> &values);

} // namespace outcrop
