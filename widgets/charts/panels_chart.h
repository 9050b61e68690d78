#pragma once

#include "widgets/charts/chart.h"
#include "widgets/charts/panels_model.h"

namespace outcrop {

// Without key and tab. Its refresh() replots the lines that changed.
Chart makePanelsChart(const PanelsModel &model);

} // namespace outcrop
