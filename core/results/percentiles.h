#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace outcrop {

// Exact percentiles, `percents` within 0 and 100, in the order asked: the value at place (n - 1) *
// percent / 100 of the sorted values, linear between two (numpy's method "linear"). Fails without
// values, for values that are not finite and for percents out of range. Does not sort: counts the
// leading bits of all values, then orders only those values that share them with a wanted one.
Result<std::vector<double>> percentiles(std::span<const double> values,
                                        std::span<const double> percents);

struct Histogram
{
    double low = 0;  // Left edge of the first bin,
    double high = 0; // right edge of the last one, which is part of it.
    std::vector<std::int64_t> counts;

    double edge(std::size_t i) const;
};

// `bins` >= 1 bins of equal width from the lowest value to the highest; a single value gets half a
// unit to either side. Equal to numpy.histogram. Fails without values, and for values that are not
// finite.
Result<Histogram> histogram(std::span<const double> values, int bins);

} // namespace outcrop
