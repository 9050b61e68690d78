#include "core/ssh/system_ssh_shell.h"

#include "core/base/files.h"
#include "core/base/gui_thread.h"
#include "core/base/text.h"
#include "core/hosts/framed_talk.h"
#include "core/hosts/shell_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::SystemSshShell)
};

using Clock = std::chrono::steady_clock;

constexpr int saidKept = 16 * 1024;
constexpr auto keyMark = "outcrop-host-key ";
constexpr auto touchMark = "outcrop-touch";
constexpr std::chrono::minutes patienceWithDevice(2);

// ssh asks for a device's PIN in batch mode, too, and tells in the same way that it wants a touch.
constexpr auto askScript = "#!/bin/sh\n"
                           "[ \"$SSH_ASKPASS_PROMPT\" != none ] || echo outcrop-touch >&2\n"
                           "exit 1\n";

QByteArray joined(const QStringList &files)
{
    QByteArray words;
    for (const QString &file : files)
        words += " \"" + QFile::encodeName(file) + '"';
    return words.isEmpty() ? " none" : words;
}

// Stronger than any configuration. The command learns the key that a hop shows, while nothing has
// been sent: it stands on standard error then.
std::vector<QByteArray> strictOptions(const HostTrust &trust, size_t hop)
{
    return {"-T",
            "-oStrictHostKeyChecking=yes",
            "-oUserKnownHostsFile" + joined(trust.files.user),
            "-oGlobalKnownHostsFile" + joined(trust.files.global),
            "-oKnownHostsCommand=/bin/sh -c 'echo outcrop-host-key " + QByteArray::number(int(hop))
                + " %t %K >&2'",
            "-oVerifyHostKeyDNS=no",
            "-oNoHostAuthenticationForLocalhost=no",
            "-oUpdateHostKeys=no",
            "-oLogLevel=ERROR",
            "-oClearAllForwardings=yes",
            "-oForwardAgent=no",
            "-oForwardX11=no",
            "-oPermitLocalCommand=no",
            "-oRemoteCommand=none",
            "-oRequestTTY=no",
            "-oStdinNull=no",
            "-oForkAfterAuthentication=no",
            "-oEscapeChar=none",
            "-oServerAliveInterval=15",
            "-oServerAliveCountMax=2"};
}

struct ShownKey
{
    size_t hop;
    HostKey key;
};

// The last key that was shown: each hop is reached through those before it.
std::optional<ShownKey> keyIn(const QByteArray &said)
{
    const int at = said.lastIndexOf(keyMark);
    if (at < 0)
        return {};
    const QByteArray line = said.mid(at + int(qstrlen(keyMark)));
    const QList<QByteArray> words = line.left(line.indexOf('\n')).split(' ');
    const ShownKey shown{words[0].toUInt(),
                         {words.value(1), QByteArray::fromBase64(words.value(2))}};
    return shown.key.blob.isEmpty() ? std::optional<ShownKey>() : shown;
}

// As `ssh -W` takes it.
QByteArray placeOf(const SshProfile &profile)
{
    const QByteArray address = profile.address.toUtf8();
    return (address.contains(':') ? '[' + address + ']' : address) + ':'
           + QByteArray::number(profile.port);
}

QByteArray withoutMarks(const QByteArray &said)
{
    QByteArray rest;
    for (const QByteArray &line : said.split('\n'))
        if (!line.startsWith(keyMark) && line != touchMark)
            rest += line + '\n';
    return rest.trimmed();
}

std::chrono::milliseconds patienceWith(const QByteArray &said, const Patience &patience)
{
    return said.contains(touchMark)
               ? std::max<std::chrono::milliseconds>(patience.silence, patienceWithDevice)
               : patience.silence;
}

QString untouched()
{
    return Tr::tr("your security key did not sign; touch it when it blinks, and try again.");
}

// Why a key in a device did not sign, and how to mend it; empty: none was the trouble. ssh's own
// words are about files: a touch that was not given is an "invalid format".
QString adviceOnDevice(const QByteArray &said)
{
    const int at = said.lastIndexOf("signing failed for ");
    const QByteArray words = said.mid(at, said.indexOf('\n', at) - at);
    if (at < 0 || !words.contains("-SK "))
        return {};
    if (words.contains("device not found"))
        return Tr::tr("your security key was not found; plug it in, and try again.");
    if (words.contains("incorrect passphrase"))
        return Tr::tr("your security key wants its PIN, for which nobody is asked here; give it to "
                      "your agent (ssh-add), which can ask.");
    return untouched();
}

QByteArray nameOf(const SshProfile &profile)
{
    return (profile.name.isEmpty() ? profile.address : profile.name).toUtf8();
}

// ssh replaces `%` and a letter in it, then a shell reads it.
QByteArray proxyCommand(const QString &script)
{
    return "-oProxyCommand=sh " + shellWord(QFile::encodeName(script)).replace('%', "%%");
}

} // namespace

SystemSshShell::SystemSshShell(SystemSshTarget target, HostTrust trust)
    : m_target(std::move(target)), m_trust(std::move(trust))
{
}

SystemSshShell::~SystemSshShell() = default;

QByteArray SystemSshShell::controlPath() const
{
    return QFile::encodeName(m_folder.filePath(QStringLiteral("c")));
}

std::vector<SshProfile> SystemSshShell::hops() const
{
    std::vector<SshProfile> hops = m_target.profile.jumps;
    hops.push_back(m_target.profile);
    return hops;
}

// How ssh goes to a hop, before options that say what for.
std::vector<QByteArray> SystemSshShell::programLine(size_t hop) const
{
    std::vector<QByteArray> words{"env", "SSH_ASKPASS_REQUIRE=force",
                                  "SSH_ASKPASS=" + QFile::encodeName(askProgram()), "ssh"};
    if (!m_target.configFile.isEmpty())
        words.insert(words.end(), {"-F", QFile::encodeName(m_target.configFile)});
    const std::vector<QByteArray> strict = strictOptions(m_trust, hop);
    words.insert(words.end(), strict.begin(), strict.end());
    words.emplace_back(m_target.askProgram.isEmpty() ? "-oBatchMode=yes" : "-oBatchMode=no");
    const SshProfile profile = hops()[hop];
    words.insert(words.end(),
                 {"-l", profile.user.toUtf8(), "-p", QByteArray::number(profile.port)});
    for (const QString &file : profile.identityFiles)
        words.insert(words.end(), {"-i", QFile::encodeName(file)});
    return words;
}

std::vector<QByteArray> SystemSshShell::commandLine(const std::vector<QByteArray> &options) const
{
    std::vector<QByteArray> words = programLine(m_target.profile.jumps.size());
    words.insert(words.end(), {"-S", controlPath()});
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"--", nameOf(m_target.profile)});
    return words;
}

QString SystemSshShell::askProgram() const
{
    return m_target.askProgram.isEmpty() ? m_folder.filePath(QStringLiteral("ask"))
                                         : m_target.askProgram;
}

Result<> SystemSshShell::writeAskScript() const
{
    if (!m_target.askProgram.isEmpty())
        return {};
    if (const Result<> saved = saveAtomically(askProgram(), askScript); !saved)
        return saved;
    QFile::setPermissions(askProgram(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

QString SystemSshShell::jumpScript(size_t hop) const
{
    return m_folder.filePath(QStringLiteral("hop%1").arg(hop));
}

// A script for each jump host, which passes on to the next hop: commands within commands would need
// quotes within quotes.
Result<> SystemSshShell::writeJumpScripts() const
{
    const std::vector<SshProfile> all = hops();
    for (size_t hop = 0; hop + 1 < all.size(); ++hop) {
        std::vector<QByteArray> words = programLine(hop);
        words.insert(words.end(), {"-oControlMaster=no", "-oControlPath=none"});
        if (hop > 0)
            words.push_back(proxyCommand(jumpScript(hop - 1)));
        words.insert(words.end(), {"-W", placeOf(all[hop + 1]), "--", nameOf(all[hop])});
        QByteArray line = "exec";
        for (const QByteArray &word : words)
            line += ' ' + shellWord(word);
        if (const Result<> saved = saveAtomically(jumpScript(hop), line + '\n'); !saved)
            return saved;
    }
    return {};
}

Result<> SystemSshShell::connect(const Patience &patience)
{
    assertMayBlock();
    if (isAlive())
        return {};
    if (Result<> checked = checkSshProfile(m_target.profile); !checked)
        return checked;
    if (QStandardPaths::findExecutable(QStringLiteral("ssh")).isEmpty())
        return failure(ErrorKind::NotFound,
                       Tr::tr("There is no ssh on this computer; install openssh-client."));
    if (const Result<> written = writeAskScript(); !written)
        return written;
    if (const Result<> written = writeJumpScripts(); !written)
        return written;
    // Once more with each key that was accepted.
    const std::vector<SshProfile> all = hops();
    for (size_t asked = 0;; ++asked) {
        const Result<> started = startMaster(patience);
        if (started || started.error().kind != ErrorKind::HostKey)
            return started;
        const std::optional<ShownKey> shown = keyIn(m_said);
        if (!shown || shown->hop >= all.size() || asked == all.size())
            return started;
        const SshProfile &hop = all[shown->hop];
        const HostKeyQuestion question{
            shownAddress(hop), knownHostsName(hop), shown->hop + 1 < all.size(), shown->key, {}};
        if (Result<> trusted = trustHostKey(question, m_trust); !trusted)
            return trusted;
    }
}

Result<> SystemSshShell::startMaster(const Patience &patience)
{
    m_master.reset();
    m_isUseless = false;
    m_said.clear();
    QFile::remove(QFile::decodeName(controlPath()));
    std::vector<QByteArray> options{"-M", "-oSessionType=none", "-oControlPersist=no"};
    if (const size_t jumps = m_target.profile.jumps.size(); jumps > 0)
        options.push_back(proxyCommand(jumpScript(jumps - 1)));
    Result<ChildShell> master = ChildShell::start(commandLine(options));
    if (!master)
        return failure(master.error());
    m_master.emplace(std::move(*master));
    Result<> up = awaitMaster(patience);
    if (!up)
        m_master.reset();
    return up;
}

// It is logged in once its socket is there.
Result<> SystemSshShell::awaitMaster(const Patience &patience)
{
    const Clock::time_point began = Clock::now();
    for (;;) {
        QByteArray output;
        const Result<bool> open = m_master->exchange(output, m_said, talkGlance);
        if (!open)
            return failure(open.error());
        if (!*open)
            return failure(explained(m_said));
        if (QFileInfo::exists(QFile::decodeName(controlPath())))
            return {};
        if (patience.cancel.isCanceled())
            return failure(ErrorKind::Canceled, Tr::tr("It was canceled."));
        if (Clock::now() - began > patienceWith(m_said, patience))
            return failure(silent(patience));
    }
}

Error SystemSshShell::silent(const Patience &patience) const
{
    if (m_said.contains(touchMark))
        return {ErrorKind::NeedsLogin,
                Tr::tr("%1 does not let you in: %2").arg(host(), untouched())};
    return {ErrorKind::Network,
            Tr::tr("%1 did not answer within %2.")
                .arg(host(), formatDuration(double(patience.silence.count()) / 1000))};
}

Error SystemSshShell::explained(const QByteArray &said) const
{
    const QString shown = plainLine(QString::fromLocal8Bit(withoutMarks(said)));
    if (said.contains("Host key verification failed"))
        return {ErrorKind::HostKey,
                Tr::tr("ssh does not trust the host key of %1: %2").arg(host(), shown)};
    if (const QString advice = adviceOnDevice(said); !advice.isEmpty())
        return {ErrorKind::NeedsLogin,
                Tr::tr("%1 does not let you in: %2 (ssh says: %3)").arg(host(), advice, shown)};
    const bool isRefused =
        said.contains("Permission denied") || said.contains("Too many authentication failures");
    // No key was shown to us: it was not our ssh that was refused, but one in a ProxyCommand, which
    // has our environment, and so our program that asks nobody.
    if (isRefused && m_target.askProgram.isEmpty() && !said.contains(keyMark))
        return {ErrorKind::NeedsLogin,
                Tr::tr("The ProxyCommand that your ssh configuration has for %1 is not let in on "
                       "the way. Nobody is asked for its password or passphrase here: give its key "
                       "to your agent (ssh-add), or name the hosts on the way as ProxyJump. (ssh "
                       "says: %2)")
                    .arg(host(), shown)};
    if (isRefused)
        return {ErrorKind::NeedsLogin, Tr::tr("%1 does not let you in: %2").arg(host(), shown)};
    return {ErrorKind::Network, Tr::tr("ssh cannot connect to %1: %2").arg(host(), shown)};
}

bool SystemSshShell::isAlive(std::chrono::milliseconds wait)
{
    if (!m_master || m_isUseless)
        return false;
    QByteArray output;
    const Result<bool> open = m_master->exchange(output, m_said, wait);
    m_said = m_said.right(saidKept);
    return open && *open;
}

Result<std::unique_ptr<ShellChannel>> SystemSshShell::open(const char *command,
                                                           const Patience &patience)
{
    if (Result<> connected = connect(patience); !connected)
        return failure(connected.error());
    // Only through the master: without it there is no way.
    std::vector<QByteArray> words =
        commandLine({"-oControlMaster=no", "-oProxyCommand=false", "-oSessionType=default"});
    words.emplace_back(command);
    Result<ChildShell> child = ChildShell::start(words);
    if (!child)
        return failure(child.error());
    return std::unique_ptr<ShellChannel>(std::make_unique<ChildShell>(std::move(*child)));
}

void SystemSshShell::dropConnection()
{
    m_isUseless = true;
}

// A master that goes is seen a moment after what it carried.
bool SystemSshShell::hasConnection()
{
    const Clock::time_point until = Clock::now() + std::chrono::seconds(1);
    while (isAlive(talkGlance)) {
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
