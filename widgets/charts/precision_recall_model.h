#pragma once

#include "widgets/charts/curve_model.h"

namespace outcrop {

// Precision against recall for two classes: at equal recall the mean over the folds of every
// candidate, without interpolation within a fold.
CurveModel makePrecisionRecallModel(const Report &report, const Leaderboard &leaderboard);

} // namespace outcrop
