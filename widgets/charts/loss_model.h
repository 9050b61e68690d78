#pragma once

#include "core/results/metric_series.h"
#include "widgets/charts/loss_view.h"
#include "widgets/charts/panels_model.h"

namespace outcrop {

// Losses (or other metrics) while training: a panel for each metric, unit of steps and split. Over
// time, x are seconds since the model told its first figure on that fold, of a mean their mean;
// what was told only after training has no times and is named in the note.
PanelsModel makeLossModel(const Report &report, const Leaderboard &leaderboard,
                          const MetricHistory &history, LossView::Axis axis);

} // namespace outcrop
