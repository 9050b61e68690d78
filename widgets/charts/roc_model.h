#pragma once

#include "widgets/charts/curve_model.h"

namespace outcrop {

// False positive rate against true positive rate: the mean curve over the folds of every candidate;
// for several classes the macro average of one against all others.
CurveModel makeRocModel(const Report &report, const Leaderboard &leaderboard);

// For several classes: the best candidate's mean curve for each class, the macro average first.
CurveModel makeClassRocModel(const Report &report, const Leaderboard &leaderboard);

} // namespace outcrop
