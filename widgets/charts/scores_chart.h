#pragma once

#include "widgets/charts/chart.h"
#include "widgets/charts/scores_model.h"

namespace outcrop {

// Without key and tab.
Chart makeScoresChart(const ScoresModel &model);

} // namespace outcrop
