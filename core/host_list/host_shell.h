#pragma once

#include "core/host_list/host_list.h"
#include "core/hosts/remote_shell.h"
#include "core/ssh/host_logins.h"

#include <QHash>

#include <functional>
#include <memory>
#include <vector>

namespace outcrop {

// Who is asked on the way to a host.
struct HostAccess
{
    HostKeyJudge judge;                 // None: unknown hosts are refused.
    Credentials *credentials = nullptr; // Borrowed; none: nobody is asked.
    // Borrowed; none: each shell logs in by itself, also where that takes a code each time.
    HostLogins *logins = nullptr;
};

// A shell on a host of the list, or on this computer. How it is reached is found out with its first
// call, which may fail for that (InvalidInput), and again after a connection was lost.
std::unique_ptr<RemoteShell> openShell(const HostEntry &entry, const HostList &hosts,
                                       const HostAccess &access);

// The same for who knows only the profile: a MakeShell of core/jobs. A host that is not in the list
// answers every call with NotFound.
std::function<std::unique_ptr<RemoteShell>(const HostProfile &)> shellsOf(const HostList &hosts,
                                                                          const HostAccess &access);

// By host: what this list says of the way to it, its jump hosts included. Equal bytes: shellsOf()
// this list and shellsOf() the other lead to the same place.
QHash<QString, QByteArray> waysOf(const HostList &hosts);

// The profiles of this computer and of the list, in that order.
std::vector<HostProfile> profilesOf(const HostList &hosts);

} // namespace outcrop
