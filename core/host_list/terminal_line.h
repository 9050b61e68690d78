#pragma once

#include "core/host_list/reach.h"

namespace outcrop {

// The words of a command line that runs `command`, a line of a shell, on a host, in the terminal of
// the person: their own ssh with what the entry says, to a host whose key is known. On this
// computer a shell. Fails as reach() does.
Result<QStringList> terminalWords(const HostEntry &entry, const HostList &hosts,
                                  const QByteArray &command,
                                  const QString &sshConfig = sshConfigFile());

// Words as one types them: quoted where a POSIX shell would see more in them.
QString typedLine(const QStringList &words);

} // namespace outcrop
