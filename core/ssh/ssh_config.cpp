#include "core/ssh/ssh_config.h"

#include "core/base/files.h"
#include "core/base/gui_thread.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>

#include <glob.h>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::SshConfig)
};

constexpr int mostIncludes = 64;
constexpr int longestWait = 30000; // ms; a `Match exec` may take a while
constexpr qint64 longestFile = 4 << 20;

// The words of a line, quotes taken off; the keyword may be followed by `=`.
QStringList wordsOf(QString line)
{
    static const QRegularExpression keyword(QStringLiteral("^\\s*(\\w+)\\s*=\\s*"));
    static const QRegularExpression word(QStringLiteral("\"([^\"]*)\"|(\\S+)"));
    line.replace(keyword, QStringLiteral("\\1 "));
    QStringList words;
    auto at = word.globalMatch(line);
    while (at.hasNext()) {
        const QRegularExpressionMatch match = at.next();
        if (match.captured(0).startsWith(QLatin1Char('#')))
            break;
        words << match.captured(match.lastCapturedIndex());
    }
    return words;
}

QStringList filesLike(const QString &pattern, const QString &folder)
{
    QString path = pattern;
    if (path.startsWith(QLatin1String("~/")))
        path = QDir::homePath() + path.mid(1);
    else if (!path.startsWith(QLatin1Char('/')))
        path = folder + QLatin1Char('/') + path;
    glob_t found{};
    QStringList files;
    // Without names of users in it. NOLINTNEXTLINE(concurrency-mt-unsafe)
    if (::glob(QFile::encodeName(path).constData(), 0, nullptr, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; ++i)
            files << QFile::decodeName(found.gl_pathv[i]);
    }
    ::globfree(&found);
    return files;
}

struct HostList
{
    QString folder; // What a relative Include means.
    QStringList hosts, seen;

    void addFile(const QString &file)
    {
        if (seen.contains(file) || seen.size() >= mostIncludes)
            return;
        seen << file;
        const Result<QByteArray> content = readFile(file, longestFile);
        if (!content)
            return; // ssh itself tells when a host of it is resolved.
        for (const QString &line : QString::fromUtf8(*content).split(QLatin1Char('\n')))
            addLine(wordsOf(line));
    }

    void addLine(const QStringList &words)
    {
        const QString keyword = words.value(0).toLower();
        for (const QString &word : words.mid(1)) {
            if (keyword == QLatin1String("include")) {
                for (const QString &file : filesLike(word, folder))
                    addFile(file);
            } else if (keyword == QLatin1String("host")
                       && !word.contains(QRegularExpression(QStringLiteral("[*?!]")))
                       && !hosts.contains(word)) {
                hosts << word;
            }
        }
    }
};

Result<> checkName(const QString &name)
{
    static const QRegularExpression allowed(
        QStringLiteral("\\A[A-Za-z0-9_][A-Za-z0-9._:%-]{0,252}\\z"));
    if (allowed.match(name).hasMatch())
        return {};
    return failure(ErrorKind::InvalidInput,
                   Tr::tr("“%1” cannot be the name of a host.").arg(plainLine(name, 80)));
}

Result<SshSettings> askSsh(const QStringList &arguments)
{
    assertMayBlock();
    QProcess ssh;
    ssh.setStandardInputFile(QProcess::nullDevice());
    ssh.start(QStringLiteral("ssh"), QStringList{QStringLiteral("-G")} + arguments);
    if (!ssh.waitForStarted(longestWait))
        return failure(ErrorKind::NotFound,
                       Tr::tr("There is no ssh on this computer to read your ssh configuration; "
                              "install openssh-client, or enter the host by hand."));
    if (!ssh.waitForFinished(longestWait) || ssh.exitStatus() != QProcess::NormalExit
        || ssh.exitCode() != 0) {
        ssh.kill();
        ssh.waitForFinished();
        const QString said = QString::fromLocal8Bit(ssh.readAllStandardError().trimmed());
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("Your ssh configuration cannot be read: %1").arg(plainLine(said)));
    }
    return parseSshSettings(ssh.readAllStandardOutput());
}

struct Resolver
{
    QString configFile;
    SshSettings defaults;

    Result<ConfiguredHost> resolve(const QString &name) const
    {
        if (Result<> checked = checkName(name); !checked)
            return failure(checked.error());
        QStringList arguments;
        if (!configFile.isEmpty())
            arguments << QStringLiteral("-F") << configFile;
        const Result<SshSettings> settings = askSsh(arguments << QStringLiteral("--") << name);
        if (!settings)
            return failure(settings.error());
        ConfiguredHost host =
            interpretSshSettings(*settings, defaults, QDir::homePath(), ownKnownHostsFile());
        host.profile.name = name;
        return host;
    }

    // "[ssh://][user@]host[:port]", an IPv6 address in brackets.
    Result<ConfiguredHost> resolveJump(const QString &text) const
    {
        static const QRegularExpression form(QStringLiteral(
            "\\A(?:ssh://)?(?:([^@\\s]+)@)?(?:\\[([^\\]]+)\\]|([^:\\s]+))(?::(\\d{1,5}))?/?\\z"));
        const QRegularExpressionMatch match = form.match(text.trimmed());
        if (!match.hasMatch())
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("“%1” cannot be a jump host.").arg(plainLine(text, 80)));
        Result<ConfiguredHost> jump = resolve(match.captured(2) + match.captured(3));
        if (!jump)
            return jump;
        if (!match.captured(1).isEmpty())
            jump->profile.user = match.captured(1);
        if (!match.captured(4).isEmpty())
            jump->profile.port = match.captured(4).toInt();
        return jump;
    }

    // The jumps of `host` and of those before it. ssh follows the ProxyJump of a jump host only
    // where it is the first of the list.
    Result<> addJumps(ConfiguredHost &host, int depth) const
    {
        const QStringList jumps = host.jumps.split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (const QString &text : jumps) {
            Result<ConfiguredHost> jump = resolveJump(text);
            if (jump && text == jumps.first() && !jump->jumps.isEmpty()) {
                if (depth == 0)
                    return failure(ErrorKind::InvalidInput,
                                   Tr::tr("The jump hosts of %1 lead through too many others, or "
                                          "in a circle.")
                                       .arg(shownAddress(host.profile)));
                if (Result<> added = addJumps(*jump, depth - 1); !added)
                    return added;
            }
            if (!jump)
                return failure(jump.error());
            for (const SshProfile &before : jump->profile.jumps)
                host.profile.jumps.push_back(before);
            jump->profile.jumps.clear();
            host.profile.jumps.push_back(jump->profile);
            host.needsSystemClient << jump->needsSystemClient;
            host.usesKerberos |= jump->usesKerberos;
            host.securityKeys << jump->securityKeys;
            host.notHonoured << jump->notHonoured;
        }
        return {};
    }
};

} // namespace

QString sshConfigFile()
{
    const QString file = QDir::homePath() + QLatin1String("/.ssh/config");
    return QFileInfo(file).isFile() ? file : QString();
}

QStringList listConfiguredHosts(const QString &configFile)
{
    assertMayBlock();
    HostList list{QFileInfo(configFile).absolutePath(), {}, {}};
    list.addFile(configFile);
    return list.hosts;
}

Result<ConfiguredHost> resolveSshHost(const QString &name, const QString &configFile)
{
    const Result<SshSettings> defaults =
        askSsh({QStringLiteral("-F"), QStringLiteral("/dev/null"), QStringLiteral("--"),
                QStringLiteral("nobody-configured-this")});
    if (!defaults)
        return failure(defaults.error());
    const Resolver resolver{configFile, *defaults};
    Result<ConfiguredHost> host = resolver.resolve(name);
    if (!host)
        return host;
    if (Result<> added = resolver.addJumps(*host, 5); !added)
        return failure(added.error());
    if (Result<> checked = checkSshProfile(host->profile); !checked)
        return failure(checked.error());
    return host;
}

} // namespace outcrop
