#pragma once

#include "widgets/charts/chart_style.h"
#include "widgets/charts/loss_model.h"

class QCustomPlot;

namespace outcrop {

// Draws on an empty plot or over what it showed before; the caller replots.
void drawLoss(QCustomPlot &plot, const LossModel &model, const ChartStyle &style);

} // namespace outcrop
