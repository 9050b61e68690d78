#pragma once

#include "core/host_list/host_list.h"
#include "core/ssh/ssh_config.h"

namespace outcrop {

// The list, and behind it every host of the ssh configuration that it does not have. Reads files.
HostList withConfiguredHosts(HostList hosts, const QString &sshConfig = sshConfigFile());

// How an entry is reached: what ssh's configuration says of its address, and what the entry says
// instead. Runs `ssh -G`. InvalidInput: what comes out is not allowed, or its jumps go in a circle.
// Where this computer has no ssh, the entry alone says it, and must then name its user.
Result<ConfiguredHost> reach(const HostEntry &entry, const HostList &hosts,
                             const QString &sshConfig = sshConfigFile());

} // namespace outcrop
