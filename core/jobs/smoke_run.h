#pragma once

#include "core/hosts/host_profile.h"
#include "core/hosts/remote_shell.h"

namespace outcrop {

struct SmokeRun
{
    qint64 rows = 0; // That it was tried on.
    qint64 of = 0;   // That its table has; 0: not told.
};

// Runs the very ZIP on this computer, with the programs that run it on a host, in a folder that
// goes away, on about that many rows. InvalidInput: it failed, with the reason; or it cannot be
// tried here, since its Python lacks something; or Outcrop did not make it, so that nobody knows
// how to give it few rows. `shell` is one of this computer.
Result<SmokeRun> smokeRun(RemoteShell &shell, const HostProfile &computer, const QString &package,
                          int rows = 300, const Patience &patience = {});

} // namespace outcrop
