#pragma once

#include "core/results/metric_series.h"
#include "widgets/charts/panels_model.h"

namespace outcrop {

// Losses (or other metrics) while training: a panel for each metric, unit of steps and split.
PanelsModel makeLossModel(const Report &report, const Leaderboard &leaderboard,
                          const MetricHistory &history);

} // namespace outcrop
