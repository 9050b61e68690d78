#include "core/ssh/ssh_shell.h"

#include "core/ssh/exec_channel.h"

#include <thread>
#include <utility>

namespace outcrop {

using Clock = std::chrono::steady_clock;

SshShell::SshShell(SshProfile profile, HostTrust trust, Credentials &credentials,
                   HostLogins *logins)
    : m_profile(std::move(profile))
    , m_trust(std::move(trust))
    , m_credentials(credentials)
    , m_logins(logins)
{
}

SshShell::~SshShell() = default;

Result<> SshShell::connect(const Patience &patience)
{
    if (m_connection && m_connection->isUsable())
        return {};
    m_connection.reset();
    auto connection = logInOnce<SshConnection>(
        m_logins, m_profile, m_trust, m_credentials, patience, [&](Credentials &credentials) {
            return SshConnection::open(m_profile, m_trust, credentials, patience);
        });
    if (!connection)
        return failure(connection.error());
    m_connection = std::move(*connection);
    return {};
}

Result<std::unique_ptr<ShellChannel>> SshShell::open(const char *command, const Patience &patience)
{
    bool mayBeStale = m_connection != nullptr;
    if (Result<> connected = connect(patience); !connected)
        return failure(connected.error());
    mayBeStale = mayBeStale || m_connection->isShared();
    for (const auto began = Clock::now();;) {
        auto channel = ExecChannel::open(m_connection->session(), command, patience);
        if (channel)
            return std::move(*channel);
        const ErrorKind kind = channel.error().kind;
        if (kind == ErrorKind::Network && mayBeStale && !m_connection->isAlive()) {
            mayBeStale = false;
            if (Result<> connected = connect(patience); !connected)
                return failure(connected.error());
            continue;
        }
        // Hosts bound how many commands a connection has (MaxSessions). Others will end.
        if (kind == ErrorKind::Busy && m_connection->isShared() && !patience.cancel.isCanceled()
            && Clock::now() - began < patience.silence) {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            continue;
        }
        if (kind == ErrorKind::Network)
            m_connection->giveUp(); // Silent, or gone.
        return failure(kind == ErrorKind::Busy ? ErrorKind::Network : kind,
                       channel.error().message);
    }
}

// What a command did not say in time says little about a connection that others have, too.
void SshShell::dropConnection()
{
    if (m_connection && !m_connection->isShared())
        m_connection->giveUp();
}

bool SshShell::hasConnection()
{
    return m_connection && m_connection->isAlive();
}

QString SshShell::host() const
{
    return shownAddress(m_profile);
}

} // namespace outcrop
