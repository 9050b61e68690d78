#pragma once

#include "widgets/charts/panels_model.h"

namespace outcrop {

// The share of requests that were answered within a time, of the winner of each report: how jobs
// are compared, since bars over bars cannot be read. `jobs` names them.
PanelsModel makeLatencyShares(const std::vector<const Report *> &reports, const QStringList &jobs);

} // namespace outcrop
