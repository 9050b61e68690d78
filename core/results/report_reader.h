#pragma once

#include "core/base/result.h"
#include "core/results/report.h"

namespace outcrop {

// Reads a result folder (…/training_result): report.json, folds.json, and the predictions and
// latencies they belong to. Written by another computer, so taken as hostile: sizes, counts and
// paths are limited, and what is wrong is said with file and place. A candidate without a
// predictions file simply has none; a file the report names must be there.
Result<Report> readReport(const QString &folder);

} // namespace outcrop
