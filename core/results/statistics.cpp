#include "core/results/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace outcrop {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// std::lgamma writes a global.
double logGamma(double x)
{
    int sign = 0;
    return ::lgamma_r(x, &sign);
}

// The continued fraction of I_x(a, b) for x < (a + 1)/(a + b + 2), NIST Digital Library of
// Mathematical Functions 8.17.22, evaluated from the front (W. J. Lentz, Applied Optics 15, 1976,
// in the form of I. J. Thompson and A. R. Barnett, Journal of Computational Physics 64, 1986).
double betaFraction(double a, double b, double x)
{
    constexpr double tiny = 1e-300;
    constexpr int longest = 100000;
    const auto notZero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double c = 1;
    double d = 1 / notZero(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m <= longest; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / notZero(1 + even * d);
        c = notZero(1 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / notZero(1 + odd * d);
        c = notZero(1 + odd / c);
        const double step = d * c;
        fraction *= step;
        if (std::abs(step - 1) <= std::numeric_limits<double>::epsilon())
            break;
    }
    return fraction;
}

// The probability that Student's t lies beyond t >= 0, one side.
double upperTail(double t, double degrees)
{
    return incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2;
}

} // namespace

double mean(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

double sampleSd(std::span<const double> values)
{
    if (values.size() < 2)
        return nan;
    const double center = mean(values);
    double squares = 0;
    for (const double value : values)
        squares += (value - center) * (value - center);
    return std::sqrt(squares / double(values.size() - 1));
}

double incompleteBeta(double a, double b, double x)
{
    if (!(a > 0 && b > 0 && x >= 0 && x <= 1))
        return nan;
    if (x == 0 || x == 1)
        return x;
    const double factor = std::exp(a * std::log(x) + b * std::log1p(-x) + logGamma(a + b)
                                   - logGamma(a) - logGamma(b));
    if (x < (a + 1) / (a + b + 2))
        return factor * betaFraction(a, b, x) / a;
    return 1 - factor * betaFraction(b, a, 1 - x) / b;
}

double studentQuantile(double probability, double degrees)
{
    if (!(probability > 0 && probability < 1 && degrees > 0))
        return nan;
    const double tail = std::min(probability, 1 - probability);
    double low = 0;
    double high = 1;
    while (upperTail(high, degrees) > tail && high < std::numeric_limits<double>::max() / 2) {
        low = high;
        high *= 2;
    }
    // The tail falls with t; halving ends when the doubles between are used up.
    for (double middle = low + (high - low) / 2; low < middle && middle < high;
         middle = low + (high - low) / 2)
        (upperTail(middle, degrees) > tail ? low : high) = middle;
    return probability < 0.5 ? -high : low;
}

std::optional<Interval> correctedInterval(std::span<const double> differences, double heldPerFit,
                                          double confidence)
{
    const auto count = double(differences.size());
    const double center = mean(differences);
    const double sd = sampleSd(differences);
    if (count < 2 || !std::isfinite(center) || !std::isfinite(sd))
        return {};
    const double half =
        studentQuantile(0.5 + confidence / 2, count - 1) * sd * std::sqrt(1 / count + heldPerFit);
    return Interval{center - half, center + half};
}

} // namespace outcrop
