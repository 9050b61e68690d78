#pragma once

#include "core/base/descriptor.h"
#include "core/hosts/remote_shell.h"
#include "core/ssh/ssh_profile.h"

#include <libssh/libssh.h>

#include <memory>

namespace outcrop {

// A session of the library that never blocks, and who waits for it. Used by one thread at a time.
class SshSession
{
public:
    // Over a socket that leads to the host, which it takes. `knownHosts` and `globalKnownHosts` are
    // what the library itself looks at. No file of a person or the system is read but these.
    static Result<std::unique_ptr<SshSession>> start(const SshProfile &hop, Descriptor socket,
                                                     const QString &knownHosts,
                                                     const QString &globalKnownHosts);
    ~SshSession();
    SshSession(const SshSession &) = delete;
    SshSession &operator=(const SshSession &) = delete;

    ssh_session get() const { return m_session; }
    const QString &host() const { return m_host; } // "ann@cpu1"

    // Exchanges keys. Nothing of the person has been sent when it returns.
    Result<> handshake(const Patience &patience);

    bool isAlive() const { return ssh_is_connected(m_session) != 0; }

    // Waits until the socket has something, or can take what is held back; at most so long.
    void idle(std::chrono::milliseconds longest) const;

    // Repeats a call that says `again` until it says something else. ErrorKind::Network: the host
    // was silent, or the connection is gone; Canceled.
    template<class Call>
    Result<int> await(int again, const Patience &patience, Call call) const
    {
        const auto began = std::chrono::steady_clock::now();
        for (;;) {
            const int code = call();
            if (code != again)
                return code;
            if (Result<> may = mayWait(began, patience); !may)
                return failure(may.error());
            idle(std::chrono::milliseconds(50));
        }
    }

    // What the library has to say about the last failure.
    QString reason() const;
    Error lost() const;

private:
    SshSession(ssh_session session, const SshProfile &hop);

    Result<> mayWait(std::chrono::steady_clock::time_point since, const Patience &patience) const;

    ssh_session m_session;
    QString m_host;
    Descriptor m_socket;
    int m_lent = -1; // The number by which the library knows the socket.
};

} // namespace outcrop
