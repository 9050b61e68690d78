#pragma once

#include "core/ssh/known_hosts.h"

#include <functional>

namespace outcrop {

// A host nobody knows yet: is this its key?
struct HostKeyQuestion
{
    QString host; // "ann@cpu1", for people
    QString name; // as known_hosts will have it
    bool isJump = false;
    HostKey key;
    QStringList remarks; // what known_hosts holds that does not count

    bool operator==(const HostKeyQuestion &) const = default;
};

// True: it is; it will be remembered. Called in the thread that connects, which waits. To ask a
// person elsewhere, keep the question, say no, and connect again with acceptFingerprint().
using HostKeyJudge = std::function<bool(const HostKeyQuestion &)>;

// Says yes to the key with this fingerprint ("SHA256:…"), to none if it is empty.
HostKeyJudge acceptFingerprint(const QString &fingerprint);

// Whom to believe.
struct HostTrust
{
    KnownHostsFiles files = usualKnownHostsFiles();
    HostKeyJudge judge; // none: nobody is asked, so unknown hosts are refused
};

// The key that a host has shown, before anything else is sent to it. ErrorKind::HostKey: it is not
// the host's as far as anybody knows; the sentence has the keys and where they stand.
Result<> trustHostKey(const HostKeyQuestion &shown, const HostTrust &trust);

class SshSession;
struct SshProfile;

// The same for the key of a session, after the handshake; with the library's second opinion.
// Returns what was shown.
Result<HostKeyQuestion> checkHostKey(SshSession &session, const SshProfile &hop, bool isJump,
                                     const HostTrust &trust);

} // namespace outcrop
