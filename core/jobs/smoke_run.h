#pragma once

#include "core/hosts/host_profile.h"
#include "core/hosts/remote_shell.h"

#include <optional>

namespace outcrop {

struct SmokeRun
{
    qint64 rows = 0;    // That it was tried on.
    qint64 of = 0;      // That its table has; 0: not told.
    QStringList failed; // Candidates that did, though others did not: "Tree: ValueError: …".
    // The host of which the rows are a sample: how many its table has is not told. Empty: they are
    // of the whole table.
    QString sampledFrom = {};
};

// The host that has the data of a package.
struct DataHost
{
    QString title;
    RemoteShell *shell = nullptr; // Borrowed; nullptr: it cannot be reached now.
};

// "It works on 300 of 569 rows." or "… on 300 rows of a sample from lab.", and what failed:
// translated, for people.
QString sentenceOf(const SmokeRun &run);

// Runs the very ZIP on this computer, with the programs that run it on a host, in a folder that
// goes away, on about 300 rows. `shell` is one of this computer. `dataHost`: the one where it is to
// run, if elsewhere; of data that the package does not hold, a sample comes from there, which is
// gone before the first model is trained.
//
// InvalidInput: it failed, with the reason; or Outcrop did not make it, so that nobody knows how to
// give it few rows. NotFound: it cannot be tried here, with the reason: its data are not here and
// no sample of them came, it fails on one that may lack what the table has, or Python lacks
// something. Blocks; Canceled by the token.
Result<SmokeRun> smokeRun(RemoteShell &shell, const HostProfile &computer, const QString &package,
                          const Patience &patience = {},
                          const std::optional<DataHost> &dataHost = {});

} // namespace outcrop
