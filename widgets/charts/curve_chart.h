#pragma once

#include "widgets/charts/chart.h"
#include "widgets/charts/curve_model.h"

namespace outcrop {

// Without key and tab.
Chart makeCurveChart(const CurveModel &model);

} // namespace outcrop
