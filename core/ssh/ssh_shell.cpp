#include "core/ssh/ssh_shell.h"

#include "core/ssh/exec_channel.h"

#include <utility>

namespace outcrop {

SshShell::SshShell(SshProfile profile, HostTrust trust, Credentials &credentials)
    : m_profile(std::move(profile)), m_trust(std::move(trust)), m_credentials(credentials)
{
}

SshShell::~SshShell() = default;

Result<> SshShell::connect(const Patience &patience)
{
    if (m_connection && m_connection->isAlive() && !m_isUseless)
        return {};
    m_connection.reset();
    m_isUseless = false;
    auto connection = SshConnection::open(m_profile, m_trust, m_credentials, patience);
    if (!connection)
        return failure(connection.error());
    m_connection = std::move(*connection);
    return {};
}

Result<std::unique_ptr<ShellChannel>> SshShell::open(const char *command, const Patience &patience)
{
    const bool mayBeStale = m_connection != nullptr;
    if (Result<> connected = connect(patience); !connected)
        return failure(connected.error());
    auto channel = ExecChannel::open(m_connection->session(), command, patience);
    const bool isLost = !channel && channel.error().kind == ErrorKind::Network;
    if (isLost && mayBeStale && !m_connection->isAlive()) {
        if (Result<> connected = connect(patience); !connected)
            return failure(connected.error());
        channel = ExecChannel::open(m_connection->session(), command, patience);
    }
    if (!channel)
        return failure(channel.error());
    return std::move(*channel);
}

void SshShell::dropConnection()
{
    m_isUseless = true;
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
