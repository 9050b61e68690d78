#pragma once

#include "widgets/charts/chart.h"
#include "widgets/charts/predicted_model.h"

namespace outcrop {

// Without key and tab.
Chart makePredictedChart(const PredictedModel &model);

} // namespace outcrop
