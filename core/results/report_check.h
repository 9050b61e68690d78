#pragma once

#include "core/results/report.h"

namespace outcrop {

struct ReportProblem
{
    QString block;   // A candidate; empty for the whole report.
    QString message; // One sentence.
};

// Recomputes from the predictions what the report claims, and checks that nobody was scored on rows
// it had seen:
// - every score of a fold or of the test part that recomputeScores() knows must agree to 1e-9,
// - held-out rows of a fold must be the rows folds.json names and none it was fitted on, test rows
// none of training,
// - the winner must be the best by the mean over the folds.
std::vector<ReportProblem> checkReport(const Report &report);

} // namespace outcrop
