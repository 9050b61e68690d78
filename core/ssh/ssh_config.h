#pragma once

#include "core/ssh/ssh_settings.h"

namespace outcrop {

// The person's ssh configuration, read by the system's own ssh: what it says of a host is always
// what `ssh` would do. A `Match exec` in it runs its command.

// ~/.ssh/config, empty if there is none.
QString sshConfigFile();

// Every name that can be connected to: the words of `Host` lines without `*`, `?` or `!`, of this
// file and those it includes, in their order, each once.
QStringList listConfiguredHosts(const QString &configFile);

// What the configuration makes of a name, jump hosts included; an empty `configFile` is ssh's own
// choice: the person's file, then the system's. NotFound: no ssh on this computer.
// InvalidInput: a name no host can have; the configuration cannot be read by ssh; what it says is
// not allowed (checkSshProfile()).
Result<ConfiguredHost> resolveSshHost(const QString &name, const QString &configFile);

} // namespace outcrop
