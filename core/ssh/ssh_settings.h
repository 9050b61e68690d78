#pragma once

#include "core/ssh/known_hosts.h"
#include "core/ssh/ssh_profile.h"

#include <QMap>

namespace outcrop {

// What `ssh -G` prints: keywords in lower case, each with its values in their order.
using SshSettings = QMap<QString, QStringList>;

SshSettings parseSshSettings(const QByteArray &output);

// A host of the person's ssh configuration, as far as Outcrop follows it.
struct ConfiguredHost
{
    SshProfile profile; // Without jumps
    QString jumps;      // The value of ProxyJump: "user@first:2222,second"; empty: none
    KnownHostsFiles knownHosts;
    // Sentences. What differs from ssh's defaults and is not followed…
    QStringList notHonoured;
    // …and why only the system's ssh can go there, if that is so (a ProxyCommand, certificates…).
    QStringList needsSystemClient;
    // Ways in that it alone has, for who holds what they take: it is tried first then.
    bool usesKerberos = false; // A ticket.
    QStringList securityKeys;  // Identity files whose key lives in a device.

    bool operator==(const ConfiguredHost &) const = default;
};

// What a person should know of the way to a host, as sentences: why the system's ssh leads there,
// what is not followed, which weak algorithms are allowed to whom.
QStringList remarksOn(const ConfiguredHost &host);

// `settings` of a host against `defaults`, those of a host nobody configured. `home` is what `~` of
// a path means; identity files that do not exist are left out. Where the settings name no file of
// the person that keeps host keys, accepted ones go to `ownKnownHosts`, and `notHonoured` says so.
ConfiguredHost interpretSshSettings(const SshSettings &settings, const SshSettings &defaults,
                                    const QString &home, const QString &ownKnownHosts);

} // namespace outcrop
