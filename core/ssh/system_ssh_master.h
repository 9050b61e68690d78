#pragma once

#include "core/hosts/child_shell.h"
#include "core/ssh/ask_helper.h"
#include "core/ssh/host_logins.h"
#include "core/ssh/ssh_words.h"

#include <QTemporaryDir>

#include <memory>
#include <mutex>
#include <optional>

namespace outcrop {

// A host as the person's own ssh reaches it.
struct SystemSshTarget
{
    QString configFile; // Empty: ssh's own choice.
    SshProfile profile; // What its name was resolved to.
    // Its keys are all it is tried with, their passphrases and PINs all a person is asked for.
    bool onlyWithKeys = false;
};

// An ssh of the system that is logged in (a control master) and carries commands; each jump host is
// an ssh of its own, which is the ProxyCommand of the next. Once it is open, any thread may use it.
class SystemSshMaster : public HostLogin
{
public:
    // What ssh asks goes to `credentials` as questions of kind Prompts, as text: who asks, ssh or
    // the host, cannot be told from it, so nothing that was typed elsewhere answers it. Without a
    // person it asks nothing (BatchMode). A key in a device is waited for two minutes, if patience
    // is less: somebody has to touch it. ErrorKind::HostKey, NeedsLogin, Network, Canceled,
    // NotFound (no ssh here), InvalidInput (the profile).
    static Result<std::unique_ptr<SystemSshMaster>> open(const SystemSshTarget &target,
                                                         const HostTrust &trust,
                                                         Credentials &credentials,
                                                         const Patience &patience);
    ~SystemSshMaster() override;

    bool isAlive() override { return isAliveAfter({}); }
    // Looks for so long whether it ends.
    bool isAliveAfter(std::chrono::milliseconds wait);
    // A device was touched, or may have been.
    bool tookPerson() const override { return m_tookPerson; }
    const std::vector<HostKeyQuestion> &shownKeys() const override { return m_shown; }

    // The words that run a command over it, and over nothing else.
    std::vector<QByteArray> commandLine(const char *command) const;

private:
    SystemSshMaster(SystemSshTarget target, HostTrust trust, Credentials &credentials);

    std::vector<SshProfile> hops() const; // The host is the last.
    std::vector<QByteArray> programLine(size_t hop) const;
    std::vector<QByteArray> lineWith(const std::vector<QByteArray> &options) const;
    QString host() const;
    HostKeyQuestion questionAbout(const ShownKey &shown) const;
    QString jumpScript(size_t hop) const;
    Result<> writeJumpScripts() const;
    QString knownHostsFile() const;
    Result<> writeKnownHosts() const;
    QByteArray controlPath() const;
    Result<> start(const Patience &patience);
    Result<> startOnce(const Patience &patience);
    Result<> awaitLogin(const Patience &patience);
    Result<> passOn(const AskHelper::Question &asked, const Patience &patience);

    const SystemSshTarget m_target;
    const HostTrust m_trust;
    Credentials *m_credentials; // Until it is open.
    QTemporaryDir m_folder;     // Of the control socket, of pipes and scripts.
    AskHelper m_helper;
    LoginQuestion m_asked; // Last.
    bool m_tookPerson = false;
    std::vector<HostKeyQuestion> m_shown;
    std::mutex m_mutex; // Of what follows.
    std::optional<ChildShell> m_child;
    QByteArray m_said; // By it, the last 16 KiB.
};

} // namespace outcrop
