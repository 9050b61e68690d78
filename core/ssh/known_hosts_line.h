#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace outcrop {

// The public key of a host.
struct HostKey
{
    QByteArray type; // "ssh-ed25519"
    QByteArray blob; // As it goes over the wire; base64 of it stands in files.

    QString fingerprint() const; // "SHA256:…", as ssh-keygen -l shows it

    bool operator==(const HostKey &) const = default;
};

// The key that a host certificate is about; any other key as it is. Nothing of the certificate has
// been checked. An empty key: what it says cannot be read.
HostKey withoutCertificate(const HostKey &key);

// A line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
struct KnownHostsLine
{
    enum class Mark { None, Revoked, Authority };

    Mark mark = Mark::None;
    QByteArray hosts; // Patterns, or |1|salt|hash
    HostKey key;

    // Whether the line speaks of `name`: host, [host]:port or an alias, in lower case.
    bool isFor(const QByteArray &name) const;
};

// None for comments, empty lines and what is not to be read.
std::optional<KnownHostsLine> parseKnownHostsLine(const QByteArray &line);

// Without a newline.
QByteArray formatKnownHostsLine(const QByteArray &name, const HostKey &key);

} // namespace outcrop
