#pragma once

#include <optional>
#include <span>

namespace outcrop {

// NaN for no value.
double mean(std::span<const double> values);

// Standard deviation of a sample (n - 1 below); NaN for fewer than two values.
double sampleSd(std::span<const double> values);

// The regularized incomplete beta function I_x(a, b) for a, b > 0 and x in [0, 1]; NaN elsewhere.
double incompleteBeta(double a, double b, double x);

// The t for which a variable of Student's distribution with `degrees` > 0 degrees of freedom is
// below t with `probability` in (0, 1); NaN elsewhere.
double studentQuantile(double probability, double degrees);

struct Interval
{
    double low = 0;
    double high = 0;

    bool contains(double value) const { return low <= value && value <= high; }
};

// Confidence interval of the mean of differences between two models, measured on the same J folds.
// Folds share training rows, so the variance of the mean is s^2 * (1/J + heldPerFit) instead of
// s^2/J, with J - 1 degrees of freedom; heldPerFit is held-out rows per row fitted on (1/4 for five
// folds). C. Nadeau and Y. Bengio, Inference for the generalization error, Machine Learning 52,
// 2003; for repeated folds R. Bouckaert and E. Frank, PAKDD 2004. Nothing for fewer than two
// differences, or if one is not finite.
std::optional<Interval> correctedInterval(std::span<const double> differences, double heldPerFit,
                                          double confidence = 0.95);

} // namespace outcrop
