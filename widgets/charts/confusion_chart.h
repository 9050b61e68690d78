#pragma once

#include "widgets/charts/chart.h"
#include "widgets/charts/confusion_model.h"

namespace outcrop {

// Without key and tab.
Chart makeConfusionChart(const ConfusionModel &model);

} // namespace outcrop
