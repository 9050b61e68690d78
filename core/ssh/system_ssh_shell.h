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
    QString configFile; // Empty: ssh's own choice.
    SshProfile profile; // What its name was resolved to.
    // A program that shows its argument and prints what the person answers (as SSH_ASKPASS is
    // used); empty: nobody is asked, whatever the environment says.
    QString askProgram;
};

// A host behind the system's ssh, for what the SSH library cannot do: ProxyCommand, certificates,
// FIDO, Kerberos. One connection (a control master) carries all calls; each jump host is an ssh of
// its own, which is the ProxyCommand of the next. The rules for host keys are those of SshShell for
// each of them, whatever the configuration says: they must be in the files of `trust`, an unknown
// one is shown to its judge before anything is sent.
class SystemSshShell : public ExecShell
{
public:
    SystemSshShell(SystemSshTarget target, HostTrust trust);
    ~SystemSshShell() override;

    // A key in a device is waited for two minutes, if patience is less: somebody has to touch it.
    // ErrorKind::HostKey, NeedsLogin, Network, NotFound (no ssh here), InvalidInput (the profile).
    Result<> connect(const Patience &patience = {});

protected:
    Result<std::unique_ptr<ShellChannel>> open(const char *command,
                                               const Patience &patience) override;
    void dropConnection() override;
    bool hasConnection() override;
    QString host() const override;

private:
    std::vector<SshProfile> hops() const; // The host is the last.
    std::vector<QByteArray> programLine(size_t hop) const;
    std::vector<QByteArray> commandLine(const std::vector<QByteArray> &options) const;
    QString jumpScript(size_t hop) const;
    Result<> writeJumpScripts() const;
    Result<> writeAskScript() const;
    QString askProgram() const;
    QByteArray controlPath() const;
    bool isAlive(std::chrono::milliseconds wait = {});
    Result<> startMaster(const Patience &patience);
    Result<> awaitMaster(const Patience &patience);
    Error silent(const Patience &patience) const;
    Error explained(const QByteArray &said) const;

    SystemSshTarget m_target;
    HostTrust m_trust;
    QTemporaryDir m_folder; // Of the control socket and of scripts.
    std::optional<ChildShell> m_master;
    QByteArray m_said; // By the master, its last 16 KiB.
    bool m_isUseless = false;
};

} // namespace outcrop
