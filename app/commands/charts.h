#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace outcrop {

// Draws the figures of a collected job into `folder` and returns their paths. A child of this
// program does it, so that no window library is ever mapped here. `loss`: how losses are drawn, as
// "time logarithmic 0.60".
Result<QStringList> drawCharts(const QString &results, const QString &folder,
                               const QString &loss = {});

// That child: `outcrop --draw-charts RESULTS FOLDER LOSS`. Loads the charts library; returns its
// exit code.
int drawChartsInThisProcess(int argc, char **argv);

} // namespace outcrop
