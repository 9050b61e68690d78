#pragma once

#include "core/ssh/host_logins.h"
#include "core/ssh/jump_tunnel.h"

namespace outcrop {

// A session somebody is logged in to, and the jump hosts on the way.
class SshConnection : public HostLogin
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
    bool isAlive() override { return m_hops.back().session->isAlive(); }
    // Its tunnels do that for the hops before.
    void stayAwake() override { m_hops.back().session->stayAwake(); }
    const std::vector<HostKeyQuestion> &shownKeys() const override { return m_shown; }

    // Of sessions, the innermost last. A tunnel leads through the one before it.
    ~SshConnection() override;

private:
    struct Hop
    {
        std::unique_ptr<JumpTunnel> tunnel; // Through the hop before; none for the first.
        std::unique_ptr<SshSession> session;
    };

    SshConnection() = default;

    std::vector<Hop> m_hops;
    std::vector<HostKeyQuestion> m_shown;
};

} // namespace outcrop
