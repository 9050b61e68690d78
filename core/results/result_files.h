#pragma once

#include "core/base/result.h"
#include "core/results/report.h"

namespace outcrop {

// Files of a result folder, read as hostile input. Errors name file and line.

// The path of `relative` below `folder`. Refused if it is absolute, leads out by "..", or passes a
// link.
Result<QString> resultPath(const QString &folder, const QString &relative);

// predictions/<model>.csv, or predictions/test.csv if there is no column `fold`. `classes` are
// those of the report for classification, else empty. Up to 2 GiB.
Result<Predictions> readPredictions(const QString &path, const QStringList &classes);

// latency/*.csv: fills repeat and milliseconds. Up to 1 GiB.
Result<> readLatency(const QString &path, LatencyRun &run);

// folds.json, up to 256 MiB.
Result<RowParts> readRowParts(const QString &path);

} // namespace outcrop
