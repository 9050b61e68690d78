#include "core/ssh/system_ssh_shell.h"

#include "core/base/gui_thread.h"
#include "core/hosts/framed_talk.h"

#include <utility>

namespace outcrop {

using Clock = std::chrono::steady_clock;

SystemSshShell::SystemSshShell(SystemSshTarget target, HostTrust trust, Credentials &credentials,
                               HostLogins *logins)
    : m_target(std::move(target))
    , m_trust(std::move(trust))
    , m_credentials(credentials)
    , m_logins(logins)
{
}

SystemSshShell::~SystemSshShell() = default;

Result<> SystemSshShell::connect(const Patience &patience)
{
    assertMayBlock();
    if (m_master && m_master->isUsable())
        return {};
    m_master.reset();
    auto master = logInOnce<SystemSshMaster>(m_logins, m_target.profile, m_trust, m_credentials,
                                             patience, [&](Credentials &credentials) {
                                                 return SystemSshMaster::open(
                                                     m_target, m_trust, credentials, patience);
                                             });
    if (!master)
        return failure(master.error());
    m_master = std::move(*master);
    return {};
}

Result<std::unique_ptr<ShellChannel>> SystemSshShell::open(const char *command,
                                                           const Patience &patience)
{
    if (Result<> connected = connect(patience); !connected)
        return failure(connected.error());
    Result<ChildShell> child = ChildShell::start(m_master->commandLine(command));
    if (!child)
        return failure(child.error());
    return std::unique_ptr<ShellChannel>(std::make_unique<ChildShell>(std::move(*child)));
}

void SystemSshShell::dropConnection()
{
    // A master looks itself whether its host is there; one that others have, too, is theirs.
    if (m_master && !m_master->isShared())
        m_master->giveUp();
}

// A master that goes is seen a moment after what it carried.
bool SystemSshShell::hasConnection()
{
    const Clock::time_point until = Clock::now() + std::chrono::seconds(1);
    while (m_master && m_master->isAliveAfter(talkGlance)) {
        if (Clock::now() > until)
            return true;
    }
    return false;
}

QString SystemSshShell::host() const
{
    return shownAddress(m_target.profile);
}

} // namespace outcrop
