#pragma once

#include "widgets/charts/chart_style.h"
#include "widgets/charts/latency_model.h"

class QCustomPlot;

namespace outcrop {

// Draws on an empty plot or over what it showed before; the caller replots.
void drawLatency(QCustomPlot &plot, const LatencyModel &model, const ChartStyle &style);

} // namespace outcrop
