#pragma once

#include "app/commands/exit_code.h"
#include "app/commands/terminal.h"
#include "core/base/folders.h"
#include "core/host_list/host_shell.h"

namespace outcrop {

// What every command is given.
struct Context
{
    Terminal &terminal;
    Folders folders;
    HostAccess access; // Who answers a host that asks for a password.
};

using Outcome = Result<ExitCode>;

} // namespace outcrop
