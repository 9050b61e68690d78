#include "core/results/smoothing.h"

#include <cmath>

namespace outcrop {

std::vector<double> smoothed(const std::vector<double> &values, double weight)
{
    std::vector<double> result;
    result.reserve(values.size());
    double sum = 0;
    double weights = 0;
    for (const double value : values) {
        if (!std::isfinite(value)) {
            result.push_back(value);
            continue;
        }
        sum = weight * sum + value;
        weights = weight * weights + 1;
        result.push_back(sum / weights);
    }
    return result;
}

} // namespace outcrop
