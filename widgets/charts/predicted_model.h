#pragma once

#include "widgets/charts/cloud_model.h"

namespace outcrop {

// For regression. Predicted against true values; and residuals, that is what is true less what was
// predicted, against what was predicted.
CloudModel makePredictedModel(const Report &report, const Leaderboard &leaderboard);
CloudModel makeResidualModel(const Report &report, const Leaderboard &leaderboard);

} // namespace outcrop
