#pragma once

#include "widgets/charts/chart.h"
#include "widgets/charts/loss_view.h"
#include "widgets/charts/panels_model.h"

namespace outcrop {

struct LossModels
{
    PanelsModel bySteps;
    PanelsModel byTime;
};

// Without key and tab. Its table has what was measured, and beside it what was smoothed; `viewed`
// of it draws the same models in another view.
Chart makeLossChart(const LossModels &models, const LossView &view = {});

} // namespace outcrop
