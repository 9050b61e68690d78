#pragma once

#include "app/exit_code.h"
#include "app/terminal.h"
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
