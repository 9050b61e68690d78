#pragma once

#include "core/host_list/host_list.h"
#include "core/hosts/preflight.h"
#include "core/ssh/host_trust.h"
#include "core/ssh/ssh_settings.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace outcrop {

// What a look at a host came to.
enum class HostStanding {
    Ready,
    Missing,     // It answers, and cannot run jobs as it is.
    UnknownKey,  // A person must compare its key first.
    WrongKey,    // Its key is not the one that is known: there is no way on.
    NeedsLogin,  // It lets nobody in for what was offered.
    Unreachable, // It did not answer.
    Unusable,    // It cannot be reached as it is described; or the look was broken off.
};

// What a look at a host found, for people.
struct HostReport
{
    QDateTime at;
    std::optional<Error> error;                // The look itself failed; the rest is empty then,
    std::optional<HostKeyQuestion> unknownKey; // but for the question that ended it.
    QStringList facts; // "lab-1", "2 CPUs", "7.8 GB of memory, 5.1 GB free", …
    std::vector<PreflightLine> lines;
    std::optional<FoundPython> python; // That jobs would take.

    HostStanding standing() const;
};

// Looks at the host. Blocks.
HostReport lookAt(RemoteShell &shell, const HostProfile &host, const Patience &patience = {});

// "Ready for jobs": a few words.
QString standingTitle(HostStanding standing);

QStringList factsOf(const HostFacts &facts);

// The jobs that wait for their turn on a host.
struct QueueLook
{
    bool isPaused = false;
    int waiting = 0;
    QStringList remarks = {}; // Sentences on the host: what its jobs make odd.
};

// A host of the list, and where it comes from.
struct ListedHost
{
    enum class Source { ThisComputer, Added, SshConfig };

    HostEntry entry;
    Source source = Source::Added;

    bool operator==(const ListedHost &) const = default;
};

// "ann@cpu1:2222", as the entry has it.
QString writtenAddress(const HostEntry &entry);

} // namespace outcrop
