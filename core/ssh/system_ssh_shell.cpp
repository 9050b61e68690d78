#include "core/ssh/system_ssh_shell.h"

#include "core/base/gui_thread.h"
#include "core/base/text.h"
#include "core/hosts/framed_talk.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

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

QByteArray joined(const QStringList &files)
{
    QByteArray words;
    for (const QString &file : files)
        words += " \"" + QFile::encodeName(file) + '"';
    return words.isEmpty() ? " none" : words;
}

// Stronger than any configuration. The command learns the key that is shown, while nothing has been
// sent: it stands on standard error then.
std::vector<QByteArray> strictOptions(const HostTrust &trust)
{
    return {"-T",
            "-oStrictHostKeyChecking=yes",
            "-oUserKnownHostsFile" + joined(trust.files.user),
            "-oGlobalKnownHostsFile" + joined(trust.files.global),
            "-oKnownHostsCommand=/bin/sh -c 'echo outcrop-host-key %t %K >&2'",
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

// The last key that was shown.
std::optional<HostKey> keyIn(const QByteArray &said)
{
    const int at = said.lastIndexOf(keyMark);
    if (at < 0)
        return {};
    const QByteArray line = said.mid(at + int(qstrlen(keyMark)));
    const QList<QByteArray> words = line.left(line.indexOf('\n')).split(' ');
    const HostKey key{words.value(0), QByteArray::fromBase64(words.value(1))};
    return key.blob.isEmpty() ? std::optional<HostKey>() : key;
}

QByteArray withoutKeys(const QByteArray &said)
{
    QByteArray rest;
    for (const QByteArray &line : said.split('\n'))
        if (!line.startsWith(keyMark))
            rest += line + '\n';
    return rest.trimmed();
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

std::vector<QByteArray> SystemSshShell::commandLine(const std::vector<QByteArray> &options) const
{
    std::vector<QByteArray> words;
    if (!m_target.askProgram.isEmpty())
        words = {"env", "SSH_ASKPASS_REQUIRE=force",
                 "SSH_ASKPASS=" + QFile::encodeName(m_target.askProgram)};
    words.emplace_back("ssh");
    if (!m_target.configFile.isEmpty())
        words.insert(words.end(), {"-F", QFile::encodeName(m_target.configFile)});
    const std::vector<QByteArray> strict = strictOptions(m_trust);
    words.insert(words.end(), strict.begin(), strict.end());
    words.emplace_back(m_target.askProgram.isEmpty() ? "-oBatchMode=yes" : "-oBatchMode=no");
    words.insert(words.end(), {"-l", m_target.profile.user.toUtf8(), "-p",
                               QByteArray::number(m_target.profile.port), "-S", controlPath()});
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"--", m_target.name.toUtf8()});
    return words;
}

Result<> SystemSshShell::connect(const Patience &patience)
{
    assertMayBlock();
    if (isAlive())
        return {};
    if (Result<> checked = checkSshProfile(m_target.profile); !checked)
        return checked;
    if (!m_target.profile.jumps.empty())
        return failure(
            ErrorKind::InvalidInput,
            Tr::tr("%1 lies behind jump hosts, which Outcrop checks only with its own SSH "
                   "library; use that for it.")
                .arg(host()));
    // The second time with the key that was accepted.
    for (const bool isFirst : {true, false}) {
        const Result<> started = startMaster(patience);
        if (started || started.error().kind != ErrorKind::HostKey)
            return started;
        const std::optional<HostKey> key = keyIn(m_said);
        if (!key || !isFirst)
            return started;
        const HostKeyQuestion question{host(), knownHostsName(m_target.profile), false, *key, {}};
        if (Result<> trusted = trustHostKey(question, m_trust); !trusted)
            return trusted;
    }
    return {};
}

Result<> SystemSshShell::startMaster(const Patience &patience)
{
    m_master.reset();
    m_isUseless = false;
    m_said.clear();
    QFile::remove(QFile::decodeName(controlPath()));
    Result<ChildShell> master =
        ChildShell::start(commandLine({"-M", "-oSessionType=none", "-oControlPersist=no"}));
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
        if (Clock::now() - began > patience.silence)
            return failure(
                ErrorKind::Network,
                Tr::tr("%1 did not answer within %2.")
                    .arg(host(), formatDuration(double(patience.silence.count()) / 1000)));
    }
}

Error SystemSshShell::explained(const QByteArray &said) const
{
    const QString shown = plainLine(QString::fromLocal8Bit(withoutKeys(said)));
    if (said.contains("Host key verification failed"))
        return {ErrorKind::HostKey,
                Tr::tr("ssh does not trust the host key of %1: %2").arg(host(), shown)};
    if (said.contains("Permission denied") || said.contains("Too many authentication failures"))
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
