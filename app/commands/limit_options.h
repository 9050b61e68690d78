#pragma once

#include "core/hosts/job_limits.h"

#include <string>

namespace CLI {
class App;
}

namespace outcrop {

// --limit-time, --limit-memory, --limit-cpus and --keep-environment of a command, as they were
// typed.
struct LimitOptions
{
    std::string time, memory, keep;
    int cpus = 0;
};

void addLimitOptions(CLI::App &command, LimitOptions &options);

// --keep-environment of a command that submits.
void addKeepOption(CLI::App &command, LimitOptions &options);

// --restart-lost.
void addRestartOption(CLI::App &command, bool &restarts);

// InvalidInput: one of them cannot be read.
Result<JobLimits> limitsOf(const LimitOptions &options);

} // namespace outcrop
