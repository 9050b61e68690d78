#include "core/ssh/ssh_settings.h"

#include "core/base/text.h"
#include "core/ssh/held_logins.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <iterator>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::SshSettings)
};

QString lastOf(const SshSettings &settings, const char *keyword)
{
    const QStringList values = settings.value(QLatin1String(keyword));
    return values.isEmpty() ? QString() : values.last();
}

bool isOn(const SshSettings &settings, const char *keyword)
{
    const QString value = lastOf(settings, keyword);
    return value == QLatin1String("yes") || value == QLatin1String("true");
}

bool isUnset(const QString &value)
{
    return value.isEmpty() || value == QLatin1String("none");
}

QString inHome(const QString &path, const QString &home)
{
    return path.startsWith(QLatin1String("~/")) ? home + path.mid(1) : path;
}

// Of known_hosts files, those that keep what is written to them.
QStringList keepingFilesOf(const SshSettings &settings, const char *keyword, const QString &home)
{
    QStringList paths;
    for (const QString &path : lastOf(settings, keyword).split(QLatin1Char(' ')))
        if (!isUnset(path) && path != QLatin1String("/dev/null"))
            paths << inHome(path, home);
    return paths;
}

QStringList identityFilesOf(const SshSettings &settings, const QString &home)
{
    QStringList files;
    for (const QString &value : settings.value(QStringLiteral("identityfile"))) {
        const QString path = inHome(value, home);
        if (QFileInfo(path).isFile())
            files << path;
    }
    return files;
}

void readAgent(const SshSettings &settings, const QString &home, SshProfile &profile)
{
    const QString agent = lastOf(settings, "identityagent");
    profile.usesAgent = agent != QLatin1String("none");
    const bool isUsual = agent == QLatin1String("SSH_AUTH_SOCK") || isUnset(agent);
    profile.agentSocket = isUsual ? QString() : inHome(agent, home);
    profile.identitiesOnly = isOn(settings, "identitiesonly");
}

struct SystemOnly
{
    const char *keyword;
    const char *sentence;
};

// What the library cannot do; each with why.
constexpr std::array<SystemOnly, 4> systemOnly{{
    {"proxycommand",
     QT_TRANSLATE_NOOP("outcrop::SshSettings", "your ssh configuration reaches it by running: %1")},
    {"certificatefile",
     QT_TRANSLATE_NOOP("outcrop::SshSettings", "it is logged in to with the certificate %1")},
    {"pkcs11provider",
     QT_TRANSLATE_NOOP("outcrop::SshSettings", "it is logged in to with the token of %1")},
    {"hostbasedauthentication",
     QT_TRANSLATE_NOOP("outcrop::SshSettings", "it is logged in to by host-based "
                                               "authentication (%1)")},
}};

QStringList reasonsForSystemClient(const SshSettings &settings)
{
    QStringList reasons;
    for (const SystemOnly &only : systemOnly) {
        const QString value = lastOf(settings, only.keyword);
        if (!isUnset(value) && value != QLatin1String("no"))
            reasons << Tr::tr(only.sentence).arg(plainLine(value));
    }
    return reasons;
}

// Followed, or said otherwise, or without meaning for somebody who opens no terminal. Kerberos is
// on in the configuration of many who never use it.
bool isTakenCareOf(const QString &keyword)
{
    static const QStringList keywords{
        QStringLiteral("host"),
        QStringLiteral("hostname"),
        QStringLiteral("port"),
        QStringLiteral("user"),
        QStringLiteral("hostkeyalias"),
        QStringLiteral("identityfile"),
        QStringLiteral("identityagent"),
        QStringLiteral("identitiesonly"),
        QStringLiteral("proxyjump"),
        QStringLiteral("connecttimeout"),
        QStringLiteral("userknownhostsfile"),
        QStringLiteral("globalknownhostsfile"),
        QStringLiteral("passwordauthentication"),
        QStringLiteral("kbdinteractiveauthentication"),
        QStringLiteral("batchmode"),
        QStringLiteral("proxycommand"),
        QStringLiteral("certificatefile"),
        QStringLiteral("pkcs11provider"),
        QStringLiteral("hostbasedauthentication"),
        QStringLiteral("gssapiauthentication"),
        QStringLiteral("serveraliveinterval"),
        QStringLiteral("serveralivecountmax"),
        QStringLiteral("tcpkeepalive"),
        QStringLiteral("loglevel"),
        QStringLiteral("xauthlocation"),
        QStringLiteral("controlmaster"),
        QStringLiteral("controlpath"),
        QStringLiteral("controlpersist"),
        QStringLiteral("requesttty"),
        QStringLiteral("forwardx11"),
        QStringLiteral("forwardx11trusted"),
        QStringLiteral("visualhostkey"),
        QStringLiteral("escapechar"),
        QStringLiteral("sendenv"),
        QStringLiteral("addkeystoagent"),
        QStringLiteral("hashknownhosts"),
        QStringLiteral("updatehostkeys"),
    };
    return keywords.contains(keyword);
}

QStringList notFollowed(const SshSettings &settings, const SshSettings &defaults)
{
    QStringList sentences;
    for (auto at = settings.begin(); at != settings.end(); ++at) {
        if (isTakenCareOf(at.key()) || at.value() == defaults.value(at.key()))
            continue;
        if (at.key() == QLatin1String("stricthostkeychecking"))
            sentences << Tr::tr("StrictHostKeyChecking %1: host keys are always checked.")
                             .arg(plainLine(at->last()));
        else
            sentences << QStringLiteral("%1 %2").arg(at.key(),
                                                     plainLine(at->join(QLatin1String(", ")), 80));
    }
    return sentences;
}

// A host has one key that is right, whatever ssh is told to forget: a person is asked about it
// once.
void readKnownHosts(const SshSettings &settings, const QString &home, const QString &own,
                    ConfiguredHost &host)
{
    host.knownHosts = {keepingFilesOf(settings, "userknownhostsfile", home),
                       keepingFilesOf(settings, "globalknownhostsfile", home)};
    if (!host.knownHosts.user.isEmpty())
        return;
    host.knownHosts.user << own;
    host.notHonoured << Tr::tr("UserKnownHostsFile %1: host keys that you accept are kept in %2.")
                            .arg(plainLine(lastOf(settings, "userknownhostsfile")), plainLine(own));
}

QString weakness(const SshProfile &hop)
{
    return Tr::tr("Weak algorithms are allowed to %1, so that somebody on the way may be able to "
                  "read or change what passes: %2.")
        .arg(shownAddress(hop), plainLine(hop.legacyAlgorithms.join(QStringLiteral(", "))));
}

} // namespace

QStringList remarksOn(const ConfiguredHost &host)
{
    QStringList remarks = host.needsSystemClient + host.notHonoured;
    for (const SshProfile &jump : host.profile.jumps) {
        if (!jump.legacyAlgorithms.isEmpty())
            remarks << weakness(jump);
    }
    if (!host.profile.legacyAlgorithms.isEmpty())
        remarks << weakness(host.profile);
    return remarks;
}

SshSettings parseSshSettings(const QByteArray &output)
{
    SshSettings settings;
    for (const QString &line : QString::fromUtf8(output).split(QLatin1Char('\n'))) {
        const QString keyword = line.section(QLatin1Char(' '), 0, 0).toLower();
        if (!keyword.isEmpty())
            settings[keyword] << line.mid(keyword.size() + 1);
    }
    return settings;
}

ConfiguredHost interpretSshSettings(const SshSettings &settings, const SshSettings &defaults,
                                    const QString &home, const QString &ownKnownHosts)
{
    ConfiguredHost host;
    SshProfile &profile = host.profile;
    profile.address = lastOf(settings, "hostname");
    profile.port = lastOf(settings, "port").toInt();
    profile.user = lastOf(settings, "user");
    profile.hostKeyAlias = lastOf(settings, "hostkeyalias");
    profile.identityFiles = identityFilesOf(settings, home);
    readAgent(settings, home, profile);
    profile.asksPassword =
        (isOn(settings, "passwordauthentication") || isOn(settings, "kbdinteractiveauthentication"))
        && !isOn(settings, "batchmode");
    bool isNumber = false;
    const int seconds = lastOf(settings, "connecttimeout").toInt(&isNumber);
    if (isNumber && seconds > 0)
        profile.connectTimeout = std::chrono::seconds(seconds);

    const QString jumps = lastOf(settings, "proxyjump");
    host.jumps = isUnset(jumps) ? QString() : jumps;
    host.needsSystemClient = reasonsForSystemClient(settings);
    host.usesKerberos = isOn(settings, "gssapiauthentication");
    std::copy_if(profile.identityFiles.begin(), profile.identityFiles.end(),
                 std::back_inserter(host.securityKeys), isSecurityKey);
    host.notHonoured = notFollowed(settings, defaults);
    readKnownHosts(settings, home, ownKnownHosts, host);
    return host;
}

} // namespace outcrop
