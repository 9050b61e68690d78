#pragma once

#include "core/ssh/exec_shell.h"
#include "core/ssh/system_ssh_master.h"

namespace outcrop {

// A host behind the system's ssh, for what the SSH library cannot do: ProxyCommand, certificates,
// FIDO, Kerberos. One connection carries all calls; it is made with the first, and again with the
// next one after it was lost. The rules for host keys are those of SshShell for each hop, whatever
// the configuration says: they must be in the files of `trust`, an unknown one is shown to its
// judge before anything is sent. A host that had to be answered, or a device that had to be
// touched, is logged in to once for all shells that have the same HostLogins.
class SystemSshShell : public ExecShell
{
public:
    // `credentials` and `logins` are borrowed and must outlive the shell. No logins: it has its own
    // connection always.
    SystemSshShell(SystemSshTarget target, HostTrust trust, Credentials &credentials,
                   HostLogins *logins = nullptr);
    ~SystemSshShell() override;

    // Fails as SystemSshMaster::open().
    Result<> connect(const Patience &patience = {});

protected:
    Result<std::unique_ptr<ShellChannel>> open(const char *command,
                                               const Patience &patience) override;
    void dropConnection() override;
    bool hasConnection() override;
    QString host() const override;

private:
    SystemSshTarget m_target;
    HostTrust m_trust;
    Credentials &m_credentials;
    HostLogins *const m_logins;
    // One that was given up is let go with the next call: channels of it may still be there.
    std::shared_ptr<SystemSshMaster> m_master;
};

} // namespace outcrop
