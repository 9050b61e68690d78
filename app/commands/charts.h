#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace outcrop {

// Draws the figures of a collected job into `folder` and returns their paths. A child of this
// program does it, so that no window library is ever mapped here.
Result<QStringList> drawCharts(const QString &results, const QString &folder);

// That child: `outcrop --draw-charts RESULTS FOLDER`. Loads the charts library; returns its exit
// code.
int drawChartsInThisProcess(int argc, char **argv);

} // namespace outcrop
