#pragma once

#include "core/hosts/child_shell.h"
#include "core/ssh/exec_shell.h"
#include "core/ssh/host_trust.h"
#include "core/ssh/ssh_profile.h"

#include <QTemporaryDir>

#include <optional>

namespace outcrop {

// A host as the person's own ssh reaches it.
struct SystemSshTarget
{
    QString name;       // What `ssh` is given: a Host of the configuration, or an address.
    QString configFile; // Empty: ssh's own choice.
    SshProfile profile; // What the name was resolved to; without jump hosts.
    // A program that shows its argument and prints what the person answers (as SSH_ASKPASS is
    // used); empty: nobody is asked.
    QString askProgram;
};

// A host behind the system's ssh, for what the SSH library cannot do: ProxyCommand, certificates,
// FIDO, Kerberos. One connection (a control master) carries all calls. The rules for host keys are
// those of SshShell, whatever the configuration says: it must be in the files of `trust`, an
// unknown one is shown to its judge before anything is sent.
class SystemSshShell : public ExecShell
{
public:
    SystemSshShell(SystemSshTarget target, HostTrust trust);
    ~SystemSshShell() override;

    // ErrorKind::HostKey, NeedsLogin, Network, NotFound (no ssh here), InvalidInput (jump hosts).
    Result<> connect(const Patience &patience = {});

protected:
    Result<std::unique_ptr<ShellChannel>> open(const char *command,
                                               const Patience &patience) override;
    void dropConnection() override;
    bool hasConnection() override;
    QString host() const override;

private:
    std::vector<QByteArray> commandLine(const std::vector<QByteArray> &options) const;
    QByteArray controlPath() const;
    bool isAlive(std::chrono::milliseconds wait = {});
    Result<> startMaster(const Patience &patience);
    Result<> awaitMaster(const Patience &patience);
    Error explained(const QByteArray &said) const;

    SystemSshTarget m_target;
    HostTrust m_trust;
    QTemporaryDir m_folder; // Of the control socket.
    std::optional<ChildShell> m_master;
    QByteArray m_said; // By the master, its last 16 KiB.
    bool m_isUseless = false;
};

} // namespace outcrop
