#include "core/ssh/ssh_connection.h"

#include "core/ssh/authentication.h"
#include "core/ssh/tcp_connection.h"

#include <algorithm>

namespace outcrop {

namespace {

Result<std::unique_ptr<SshSession>> enter(const SshProfile &hop, bool isJump, Descriptor socket,
                                          const HostTrust &trust, Credentials &credentials,
                                          const Patience &patience,
                                          std::vector<HostKeyQuestion> &shown)
{
    auto session = SshSession::start(hop, std::move(socket), trust.files.user.value(0),
                                     trust.files.global.value(0));
    if (!session)
        return session;
    if (Result<> shaken = (*session)->handshake(patience); !shaken)
        return failure(shaken.error());
    const auto key = checkHostKey(**session, hop, isJump, trust);
    if (!key)
        return failure(key.error());
    shown.push_back(*key);
    if (Result<> in = logIn(**session, hop, isJump, credentials, patience); !in)
        return failure(in.error());
    return session;
}

} // namespace

SshConnection::~SshConnection()
{
    while (!m_hops.empty()) { // The innermost first: each is carried by the one before.
        m_hops.back().session.reset();
        m_hops.pop_back();
    }
}

Result<std::unique_ptr<SshConnection>> SshConnection::open(const SshProfile &profile,
                                                           const HostTrust &trust,
                                                           Credentials &credentials,
                                                           const Patience &patience)
{
    if (Result<> checked = checkSshProfile(profile); !checked)
        return failure(checked.error());
    std::unique_ptr<SshConnection> connection(new SshConnection);
    std::vector<SshProfile> hops = profile.jumps;
    hops.push_back(profile);
    hops.back().jumps.clear();
    for (const SshProfile &hop : hops) {
        Patience here = patience;
        here.silence = std::min(patience.silence, hop.connectTimeout);
        Hop next;
        Descriptor socket;
        if (connection->m_hops.empty()) {
            Result<Descriptor> direct = connectTcp(hop.address, hop.port, here);
            if (!direct)
                return failure(direct.error());
            socket = std::move(*direct);
        } else {
            auto tunnel = JumpTunnel::open(connection->session(), hop.address, hop.port, here);
            if (!tunnel)
                return failure(tunnel.error());
            socket = (*tunnel)->takeEnd();
            next.tunnel = std::move(*tunnel);
        }
        auto session = enter(hop, &hop != &hops.back(), std::move(socket), trust, credentials, here,
                             connection->m_shown);
        if (!session)
            return failure(session.error());
        next.session = std::move(*session);
        connection->m_hops.push_back(std::move(next));
    }
    return connection;
}

} // namespace outcrop
