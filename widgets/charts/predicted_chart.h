#pragma once

#include "widgets/charts/chart_style.h"
#include "widgets/charts/predicted_model.h"

class QCustomPlot;

namespace outcrop {

// Draws on an empty plot or over what it showed before; the caller replots.
void drawPredicted(QCustomPlot &plot, const PredictedModel &model, const ChartStyle &style);

} // namespace outcrop
