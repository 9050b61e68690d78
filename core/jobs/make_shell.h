#pragma once

#include "core/hosts/host_profile.h"
#include "core/hosts/remote_shell.h"

#include <functional>
#include <memory>

namespace outcrop {

// A new connection to a host. Each thread has its own.
using MakeShell = std::function<std::unique_ptr<RemoteShell>(const HostProfile &)>;

} // namespace outcrop
