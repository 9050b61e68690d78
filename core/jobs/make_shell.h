#pragma once

#include "core/hosts/host_profile.h"
#include "core/hosts/remote_shell.h"

#include <QByteArray>
#include <QHash>

#include <functional>
#include <memory>

namespace outcrop {

// A new connection to a host. Each thread has its own.
using MakeShell = std::function<std::unique_ptr<RemoteShell>(const HostProfile &)>;

// By host: bytes that are others once a new connection to it leads elsewhere, or over other hosts.
// Its profile says nothing of that. A host that is not here is always reached in the same way.
using HostWays = QHash<QString, QByteArray>;

} // namespace outcrop
