#pragma once

#include "core/hosts/host_profile.h"
#include "core/hosts/remote_shell.h"

namespace outcrop {

struct SmokeRun
{
    qint64 rows = 0;    // That it was tried on.
    qint64 of = 0;      // That its table has; 0: not told.
    QStringList failed; // Candidates that did, though others did not: "Tree: ValueError: …".
};

// "It works on 300 of 569 rows.", and what failed: translated, for people.
QString sentenceOf(const SmokeRun &run);

// Runs the very ZIP on this computer, with the programs that run it on a host, in a folder that
// goes away, on about 300 rows. InvalidInput: it failed, with the reason; or Outcrop did not
// make it, so that nobody knows how to give it few rows. NotFound: it cannot be tried here, where
// its data are not or Python lacks something. `shell` is one of this computer.
Result<SmokeRun> smokeRun(RemoteShell &shell, const HostProfile &computer, const QString &package,
                          const Patience &patience = {});

} // namespace outcrop
