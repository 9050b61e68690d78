#pragma once

#include "widgets/charts/chart.h"
#include "widgets/charts/latency_model.h"

namespace outcrop {

// Without key and tab.
Chart makeLatencyChart(const LatencyModel &model);

} // namespace outcrop
