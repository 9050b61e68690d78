#pragma once

#include "widgets/charts/chart.h"
#include "widgets/charts/cloud_model.h"

namespace outcrop {

// Without key and tab.
Chart makeCloudChart(const CloudModel &model);

} // namespace outcrop
