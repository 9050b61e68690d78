#pragma once

#include "app/commands/terminal.h"
#include "core/results/leaderboard.h"
#include "core/results/report.h"

namespace outcrop {

// What `--json` says of a result: metric, direction, folds, best, leaderboard, test. (README.md in
// this folder.)
QJsonObject resultToJson(const Report &report, const Leaderboard &leaderboard);

// The same for people: what was compared, the ranked table, what cannot be told apart, the one look
// at the test part.
void printResult(const Terminal &terminal, const Report &report, const Leaderboard &leaderboard);

} // namespace outcrop
