#pragma once

#include "widgets/charts/chart_style.h"
#include "widgets/charts/roc_model.h"

class QCustomPlot;

namespace outcrop {

// Draws on an empty plot or over what it showed before; the caller replots.
void drawRoc(QCustomPlot &plot, const RocModel &model, const ChartStyle &style);

} // namespace outcrop
