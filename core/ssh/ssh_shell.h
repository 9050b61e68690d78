#pragma once

#include "core/ssh/exec_shell.h"
#include "core/ssh/ssh_connection.h"

namespace outcrop {

// A host behind the SSH library. Connects with the first call, and again with the next one after a
// connection was lost; every connection checks the host's key. A call that comes too late to an old
// connection is made once more, over a new one, if the host cannot have seen it.
//
// A host that asks for codes is logged in to once for all shells that have the same HostLogins.
//
// Every step is bounded by the call's patience: the library is never allowed to block.
class SshShell : public ExecShell
{
public:
    // `credentials` and `logins` are borrowed and must outlive the shell. No logins: it has its own
    // connection always.
    SshShell(SshProfile profile, HostTrust trust, Credentials &credentials,
             HostLogins *logins = nullptr);
    ~SshShell() override;

    // Connects and logs in, if it is not connected. ErrorKind::HostKey, NeedsLogin, Network.
    Result<> connect(const Patience &patience = {});

protected:
    Result<std::unique_ptr<ShellChannel>> open(const char *command,
                                               const Patience &patience) override;
    void dropConnection() override;
    bool hasConnection() override;
    QString host() const override;

private:
    SshProfile m_profile;
    HostTrust m_trust;
    Credentials &m_credentials;
    HostLogins *const m_logins;
    // One that was given up is let go with the next call: channels of it may still be there.
    std::shared_ptr<SshConnection> m_connection;
};

} // namespace outcrop
