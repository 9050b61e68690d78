#pragma once

#include "core/results/precision_recall.h"
#include "core/results/report.h"
#include "core/results/roc.h"

namespace outcrop {

// What follows from the predictions of a report alone.

// Indices into `predictions` of one fold's rows.
std::vector<std::size_t> rowsOfFold(const Predictions &predictions, int fold);

// Binary: of the positive class. Fails without scores.
Result<RocCurve> rocOf(const Report &report, const Predictions &predictions,
                       const std::vector<std::size_t> &rows);

// Binary: of the positive class. Fails without scores.
Result<PrecisionRecallCurve> precisionRecallOf(const Report &report, const Predictions &predictions,
                                               const std::vector<std::size_t> &rows);

// One against all others for each class of the report; for several classes.
Result<OneVersusRestRoc> rocOfClasses(const Report &report, const Predictions &predictions,
                                      const std::vector<std::size_t> &rows);

// roc_auc (macro for several classes), average_precision (binary) and accuracy; r2, rmse and mae.
// Without those that these rows do not define.
NamedNumbers recomputeScores(const Report &report, const Predictions &predictions,
                             const std::vector<std::size_t> &rows);

} // namespace outcrop
