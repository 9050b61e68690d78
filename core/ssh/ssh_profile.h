#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <vector>

namespace outcrop {

// How a host is reached and who one is there. No secrets: those are asked for, see credentials.h.
struct SshProfile
{
    QString name;    // What the system's ssh is given for it; empty: the address.
    QString address; // A name, or an IP literal.
    int port = 22;
    QString user;
    QString hostKeyAlias; // The name known_hosts is asked for; empty: address and port.

    QStringList identityFiles; // Absolute paths of private keys, offered in this order.
    bool usesAgent = true;
    QString agentSocket;         // Empty: $SSH_AUTH_SOCK.
    bool identitiesOnly = false; // The agent may offer only the keys of identityFiles.
    bool asksPassword = true;    // Passwords and the host's own questions (2FA).

    // Weak algorithms this host may use, each by its name (algorithms.h). Show that it is so.
    QStringList legacyAlgorithms;

    std::vector<SshProfile> jumps; // The first is reached from here. They have no jumps themselves.
    std::chrono::milliseconds connectTimeout{20000}; // For each hop: from its address to a login.

    bool operator==(const SshProfile &) const;
};

// Whether all of it is what it must be, before any of it reaches a library or a command line.
// ErrorKind::InvalidInput. Address: letters, digits, `.-`, beginning with a letter or digit, or an
// IP literal, at most 253. User: letters, digits, `._@-`, at most 64, not beginning with `.@-`.
// Port: 1 to 65535. At most 5 jump hosts, none of them twice. Paths absolute, without NUL and
// newline.
Result<> checkSshProfile(const SshProfile &profile);

// "user@address", ":port" where it is not 22. For people.
QString shownAddress(const SshProfile &profile);

// The name a known_hosts file has for it: the alias, else the address in lower case, in brackets
// and with the port where that is not 22.
QString knownHostsName(const SshProfile &profile);

} // namespace outcrop
