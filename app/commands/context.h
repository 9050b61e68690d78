#pragma once

#include "app/commands/exit_code.h"
#include "app/commands/terminal.h"
#include "core/base/folders.h"

namespace outcrop {

// What every command is given.
struct Context
{
    Terminal &terminal;
    Folders folders;
};

using Outcome = Result<ExitCode>;

} // namespace outcrop
