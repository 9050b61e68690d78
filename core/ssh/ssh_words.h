#pragma once

#include "core/hosts/remote_shell.h"
#include "core/ssh/known_hosts_line.h"

#include <QString>

#include <optional>
#include <vector>

namespace outcrop {

// What the system's ssh writes on its standard error, and what it means.

// The line that a KnownHostsCommand of ours writes: this, the number of a hop, type and key.
constexpr auto keyMark = "outcrop-host-key ";

struct ShownKey
{
    size_t hop = 0;
    HostKey key;
};

// The last key that was shown: each hop is reached through those before it.
std::optional<ShownKey> lastShownKey(const QByteArray &said);

// The last one of each hop, in their order; of fewer hops where some are not there.
std::vector<ShownKey> shownKeysIn(const QByteArray &said, size_t hops);

// Why it has ended. HostKey, NeedsLogin, Network. `host`: as people write it. `asked`: a person
// could be asked.
Error sshFailure(const QString &host, const QByteArray &said, bool asked);

// The same where it was silent for too long.
Error sshSilence(const QString &host, const QByteArray &said, const Patience &patience);

} // namespace outcrop
