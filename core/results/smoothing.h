#pragma once

#include <vector>

namespace outcrop {

// The running mean in which each value weighs `weight` times what its successor does, 0 <= weight
// < 1, divided by the weights so far: the first values are not drawn to zero (D. Kingma and J. Ba,
// Adam, 2015, section 3). What is not finite stays as it is and weighs nothing.
std::vector<double> smoothed(const std::vector<double> &values, double weight);

} // namespace outcrop
