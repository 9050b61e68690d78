#pragma once

#include "app/commands/terminal.h"
#include "core/hosts/preflight.h"

namespace outcrop {

// The lines of a pre-flight, each with ✓ or ✗ and how to mend it; with --json one object, with
// `found` in it. Returns whether a job may run.
bool printPreflight(const Terminal &terminal, const std::vector<PreflightLine> &lines,
                    QJsonObject found = {});

} // namespace outcrop
