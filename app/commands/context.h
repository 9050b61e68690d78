#pragma once

#include "app/commands/exit_code.h"
#include "app/commands/terminal.h"
#include "core/base/folders.h"
#include "core/host_list/host_shell.h"
#include "core/secrets/secret_store.h"

namespace outcrop {

// What every command is given.
struct Context
{
    Terminal &terminal;
    Folders folders;
    HostAccess access;    // Who answers a host that asks for a password.
    SecretStore &secrets; // What is kept of their answers.
};

using Outcome = Result<ExitCode>;

} // namespace outcrop
