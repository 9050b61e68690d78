#pragma once

#include "widgets/charts/chart_style.h"
#include "widgets/charts/scores_model.h"

class QCustomPlot;

namespace outcrop {

// Draws on an empty plot or over what it showed before; the caller replots.
void drawScores(QCustomPlot &plot, const ScoresModel &model, const ChartStyle &style);

} // namespace outcrop
