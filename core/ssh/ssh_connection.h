#pragma once

#include "core/ssh/credentials.h"
#include "core/ssh/host_trust.h"
#include "core/ssh/jump_tunnel.h"

namespace outcrop {

// A session somebody is logged in to, and the jump hosts on the way.
class SshConnection
{
public:
    // Every hop is reached, its key checked, then logged in to. Each gets its profile's
    // connectTimeout, or patience.silence if that is less. ErrorKind::HostKey, NeedsLogin, Network,
    // Canceled, InvalidInput.
    static Result<std::unique_ptr<SshConnection>> open(const SshProfile &profile,
                                                       const HostTrust &trust,
                                                       Credentials &credentials,
                                                       const Patience &patience);

    SshSession &session() { return *m_hops.back().session; }
    bool isAlive() const { return m_hops.back().session->isAlive(); }

    // Of sessions, the innermost last. A tunnel leads through the one before it.
    ~SshConnection();

private:
    struct Hop
    {
        std::unique_ptr<JumpTunnel> tunnel; // Through the hop before; none for the first.
        std::unique_ptr<SshSession> session;
    };

    SshConnection() = default;

    std::vector<Hop> m_hops;
};

} // namespace outcrop
