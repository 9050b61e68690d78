#include "core/ssh/system_ssh_master.h"

#include "core/base/files.h"
#include "core/base/gui_thread.h"
#include "core/base/text.h"
#include "core/hosts/framed_talk.h"
#include "core/hosts/shell_text.h"
#include "core/ssh/algorithms.h"

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
constexpr std::chrono::minutes patienceWithDevice(2);

// Stronger than any configuration. The command learns the key that a hop shows, while nothing has
// been sent: it stands on standard error then.
std::vector<QByteArray> strictOptions(const QString &knownHosts, const SshProfile &profile,
                                      size_t hop)
{
    return {"-T",
            "-oStrictHostKeyChecking=yes",
            "-oUserKnownHostsFile \"" + QFile::encodeName(knownHosts) + '"',
            "-oGlobalKnownHostsFile=none",
            "-oHostKeyAlias=" + knownHostsName(profile).toUtf8(),
            "-oCheckHostIP=no",
            QByteArray("-oKnownHostsCommand=/bin/sh -c 'echo ") + keyMark
                + QByteArray::number(int(hop)) + " %t %K >&2'",
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

// What its configuration says of algorithms is left to ssh, unless some are allowed here.
std::vector<QByteArray> legacyOptions(const SshProfile &profile)
{
    const AlgorithmLists weak = sortedLegacy(profile.legacyAlgorithms);
    std::vector<QByteArray> options;
    const auto allow = [&options](const char *keyword, const QByteArray &names) {
        if (!names.isEmpty())
            options.push_back(QByteArray("-o") + keyword + "=+" + names);
    };
    allow("KexAlgorithms", weak.keyExchange);
    allow("HostKeyAlgorithms", weak.hostKeys);
    allow("PubkeyAcceptedAlgorithms", weak.hostKeys);
    allow("Ciphers", weak.ciphers);
    allow("MACs", weak.macs);
    return options;
}

// As `ssh -W` takes it.
QByteArray placeOf(const SshProfile &profile)
{
    const QByteArray address = profile.address.toUtf8();
    return (address.contains(':') ? '[' + address + ']' : address) + ':'
           + QByteArray::number(profile.port);
}

std::chrono::milliseconds patienceWith(const QByteArray &said, const Patience &patience)
{
    return AskHelper::wantsTouch(said)
               ? std::max<std::chrono::milliseconds>(patience.silence, patienceWithDevice)
               : patience.silence;
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

SystemSshMaster::SystemSshMaster(SystemSshTarget target, HostTrust trust, Credentials &credentials)
    : m_target(std::move(target)), m_trust(std::move(trust)), m_credentials(&credentials)
{
}

SystemSshMaster::~SystemSshMaster() = default;

Result<std::unique_ptr<SystemSshMaster>> SystemSshMaster::open(const SystemSshTarget &target,
                                                               const HostTrust &trust,
                                                               Credentials &credentials,
                                                               const Patience &patience)
{
    assertMayBlock();
    if (Result<> checked = checkSshProfile(target.profile); !checked)
        return failure(checked.error());
    if (QStandardPaths::findExecutable(QStringLiteral("ssh")).isEmpty())
        return failure(ErrorKind::NotFound,
                       Tr::tr("There is no ssh on this computer; install openssh-client."));
    std::unique_ptr<SystemSshMaster> master(new SystemSshMaster(target, trust, credentials));
    if (Result<> up = master->start(patience); !up)
        return failure(up.error());
    master->m_credentials = nullptr;
    master->m_tookPerson = AskHelper::wantsTouch(master->m_said);
    for (const ShownKey &shown : shownKeysIn(master->m_said, target.profile.jumps.size() + 1))
        master->m_shown.push_back(master->questionAbout(shown));
    return master;
}

Result<> SystemSshMaster::start(const Patience &patience)
{
    if (Result<> ready = m_helper.prepare(m_folder.path(), m_credentials->hasPerson()); !ready)
        return ready;
    if (Result<> written = writeJumpScripts(); !written)
        return written;
    // Once more with each key that was accepted.
    const std::vector<SshProfile> all = hops();
    for (size_t asked = 0;; ++asked) {
        if (Result<> written = writeKnownHosts(); !written)
            return written;
        const Result<> started = startOnce(patience);
        if (started || started.error().kind != ErrorKind::HostKey)
            return started;
        const std::optional<ShownKey> shown = lastShownKey(m_said);
        if (!shown || shown->hop >= all.size() || asked == all.size())
            return started;
        if (Result<> trusted = trustHostKey(questionAbout(*shown), m_trust); !trusted)
            return trusted;
    }
}

HostKeyQuestion SystemSshMaster::questionAbout(const ShownKey &shown) const
{
    const SshProfile hop = hops()[shown.hop];
    const bool isJump = shown.hop < m_target.profile.jumps.size();
    return {shownAddress(hop), knownHostsName(hop), isJump, shown.key, {}};
}

Result<> SystemSshMaster::startOnce(const Patience &patience)
{
    m_child.reset();
    m_said.clear();
    QFile::remove(QFile::decodeName(controlPath()));
    std::vector<QByteArray> options{"-M", "-oSessionType=none", "-oControlPersist=no"};
    if (const size_t jumps = m_target.profile.jumps.size(); jumps > 0)
        options.push_back(proxyCommand(jumpScript(jumps - 1)));
    Result<ChildShell> child = ChildShell::start(lineWith(options));
    if (!child)
        return failure(child.error());
    m_child.emplace(std::move(*child));
    Result<> in = awaitLogin(patience);
    if (!in)
        m_child.reset(); // And whoever still asks for it.
    return in;
}

// It is logged in once its socket is there.
Result<> SystemSshMaster::awaitLogin(const Patience &patience)
{
    Clock::time_point began = Clock::now();
    for (;;) {
        QByteArray output;
        const Result<bool> open = m_child->exchange(output, m_said, talkGlance);
        if (!open)
            return failure(open.error());
        if (!*open)
            return failure(sshFailure(host(), m_said, m_helper.passesOn()));
        if (QFileInfo::exists(QFile::decodeName(controlPath())))
            return {};
        if (patience.cancel.isCanceled())
            return failure(ErrorKind::Canceled, Tr::tr("It was canceled."));
        if (const auto asked = m_helper.question()) {
            if (Result<> passed = passOn(*asked, patience); !passed)
                return passed;
            began = Clock::now();
        }
        if (Clock::now() - began > patienceWith(m_said, patience))
            return failure(sshSilence(host(), m_said, patience));
    }
}

Result<> SystemSshMaster::passOn(const AskHelper::Question &asked, const Patience &patience)
{
    // Each hop shows its key before anything of it is asked for.
    const std::vector<SshProfile> all = hops();
    const std::optional<ShownKey> shown = lastShownKey(m_said);
    const size_t hop = shown ? std::min(shown->hop, all.size() - 1) : all.size() - 1;
    LoginQuestion question;
    question.kind = LoginQuestion::Kind::Prompts;
    question.host = shownAddress(all[hop]);
    question.isJump = hop + 1 < all.size();
    question.prompts = {{asked.isPermission ? Tr::tr("%1 (yes or no)").arg(asked.text) : asked.text,
                         asked.isPermission}};
    const bool isAgain = m_asked.host == question.host && !m_asked.prompts.empty()
                         && m_asked.prompts.front().text == question.prompts.front().text;
    question.attempt = isAgain ? m_asked.attempt + 1 : 1;
    m_asked = question;
    const auto answer = m_credentials->answer(question);
    const bool isRefused =
        !answer || answer->secrets.size() != 1
        || (asked.isPermission
            && QString::fromUtf8(answer->secrets.front().text()).trimmed().toLower()
                   != Tr::tr("yes"));
    if (isRefused)
        return failure(ErrorKind::NeedsLogin,
                       Tr::tr("%1 does not let you in: what was asked has no answer (%2).")
                           .arg(host(), plainLine(asked.text)));
    return m_helper.answer(answer->secrets.front(), patience.cancel);
}

QByteArray SystemSshMaster::controlPath() const
{
    return QFile::encodeName(m_folder.filePath(QStringLiteral("c")));
}

std::vector<SshProfile> SystemSshMaster::hops() const
{
    std::vector<SshProfile> hops = m_target.profile.jumps;
    hops.push_back(m_target.profile);
    return hops;
}

// How ssh goes to a hop, before options that say what for.
std::vector<QByteArray> SystemSshMaster::programLine(size_t hop) const
{
    std::vector<QByteArray> words{"env", "SSH_ASKPASS_REQUIRE=force",
                                  "SSH_ASKPASS=" + QFile::encodeName(m_helper.program()), "ssh"};
    if (!m_target.configFile.isEmpty())
        words.insert(words.end(), {"-F", QFile::encodeName(m_target.configFile)});
    const SshProfile profile = hops()[hop];
    const std::vector<QByteArray> strict = strictOptions(knownHostsFile(), profile, hop);
    words.insert(words.end(), strict.begin(), strict.end());
    const std::vector<QByteArray> legacy = legacyOptions(profile);
    words.insert(words.end(), legacy.begin(), legacy.end());
    words.emplace_back(m_helper.passesOn() ? "-oBatchMode=no" : "-oBatchMode=yes");
    if (m_target.onlyWithKeys)
        words.insert(words.end(),
                     {"-oPasswordAuthentication=no", "-oKbdInteractiveAuthentication=no"});
    words.insert(words.end(),
                 {"-l", profile.user.toUtf8(), "-p", QByteArray::number(profile.port)});
    for (const QString &file : profile.identityFiles)
        words.insert(words.end(), {"-i", QFile::encodeName(file)});
    return words;
}

std::vector<QByteArray> SystemSshMaster::lineWith(const std::vector<QByteArray> &options) const
{
    std::vector<QByteArray> words = programLine(m_target.profile.jumps.size());
    words.insert(words.end(), {"-S", controlPath()});
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"--", nameOf(m_target.profile)});
    return words;
}

std::vector<QByteArray> SystemSshMaster::commandLine(const char *command) const
{
    // Only through the master: without it there is no way.
    std::vector<QByteArray> words =
        lineWith({"-oControlMaster=no", "-oProxyCommand=false", "-oSessionType=default"});
    words.emplace_back(command);
    return words;
}

QString SystemSshMaster::jumpScript(size_t hop) const
{
    return m_folder.filePath(QStringLiteral("hop%1").arg(hop));
}

QString SystemSshMaster::knownHostsFile() const
{
    return m_folder.filePath(QStringLiteral("known_hosts"));
}

// All that ssh knows of the hops is what we would believe ourselves.
Result<> SystemSshMaster::writeKnownHosts() const
{
    QStringList names;
    for (const SshProfile &hop : hops())
        names << knownHostsName(hop);
    const Result<QByteArray> lines = linesThatCount(m_trust.files, names);
    return lines ? saveAtomically(knownHostsFile(), *lines) : failure(lines.error());
}

// A script for each jump host, which passes on to the next hop: commands within commands would need
// quotes within quotes.
Result<> SystemSshMaster::writeJumpScripts() const
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

bool SystemSshMaster::isAliveAfter(std::chrono::milliseconds wait)
{
    const std::lock_guard lock(m_mutex);
    QByteArray output;
    const Result<bool> open = m_child->exchange(output, m_said, wait);
    m_said = m_said.right(saidKept);
    return open && *open;
}

QString SystemSshMaster::host() const
{
    return shownAddress(m_target.profile);
}

} // namespace outcrop
