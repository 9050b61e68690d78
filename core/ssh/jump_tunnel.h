#pragma once

#include "core/ssh/ssh_session.h"

#include <atomic>
#include <thread>

namespace outcrop {

// A way through a host one is logged in to: bytes go between a socket of ours and an address it
// reaches. A thread of its own moves them, and is the only user of the host's session from then on.
class JumpTunnel
{
public:
    // `session` is borrowed and must outlive the tunnel. Network: the host cannot or may not reach
    // the address.
    static Result<std::unique_ptr<JumpTunnel>> open(SshSession &session, const QString &address,
                                                    int port, const Patience &patience);
    ~JumpTunnel();
    JumpTunnel(const JumpTunnel &) = delete;
    JumpTunnel &operator=(const JumpTunnel &) = delete;

    // Our end, once.
    Descriptor takeEnd() { return std::move(m_client); }

private:
    JumpTunnel(SshSession &session, ssh_channel channel);

    void pump();
    bool moveFromHost();
    bool moveToHost();
    void idle() const;

    SshSession &m_session;
    ssh_channel m_channel;
    Descriptor m_client, m_own;
    QByteArray m_block;
    QByteArray m_toHost, m_fromHost; // What could not be passed on yet.
    bool m_hasEnded = false;
    std::atomic<bool> m_isUnwanted = false;
    std::thread m_thread;
};

} // namespace outcrop
