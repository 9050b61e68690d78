#pragma once

#include "core/base/descriptor.h"
#include "core/hosts/remote_shell.h"
#include "core/ssh/ssh_profile.h"

#include <libssh/libssh.h>

#include <memory>
#include <mutex>
#include <vector>

namespace outcrop {

// A session of the library that never blocks, and who waits for it. Its library knows no threads:
// it is used by one, or, once somebody is logged in, by several that take turns. A call lasts as
// long as what it moves; nobody waits for the host in their turn.
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

    // Around calls of the library about the session or a channel of it. May be nested.
    [[nodiscard]] std::unique_lock<std::recursive_mutex> turn() const
    {
        return std::unique_lock(m_turns);
    }

    bool isAlive() const;

    // Tells the host that somebody is there, and hears what it has said. Never waits.
    void stayAwake();

    // Takes a channel that nobody waits for any more, and closes it when the host has opened it.
    void leave(ssh_channel channel);

    // Waits until the socket has something, or can take what is held back; at most so long. Not in
    // a turn. What another thread has read meanwhile ends no wait.
    void idle(std::chrono::milliseconds longest) const;

    // Repeats a call that says `again` until it says something else. ErrorKind::Network: the host
    // was silent, or the connection is gone; Canceled.
    template<class Call>
    Result<int> await(int again, const Patience &patience, Call call) const
    {
        const auto began = std::chrono::steady_clock::now();
        for (;;) {
            int code = again;
            {
                const auto mine = turn();
                code = call();
            }
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
    mutable std::recursive_mutex m_turns;
    std::vector<ssh_channel> m_left;
    QString m_host;
    Descriptor m_socket;
    int m_lent = -1; // The number by which the library knows the socket.
};

} // namespace outcrop
