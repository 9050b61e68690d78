#include "core/ssh/ssh_profile.h"

#include "core/base/text.h"
#include "core/ssh/algorithms.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <arpa/inet.h>

#include <array>
#include <tuple>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::SshProfile)
};

constexpr size_t mostJumps = 5;

bool matches(const QString &text, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern)))
        .match(text)
        .hasMatch();
}

bool isIpLiteral(const QString &text)
{
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    const QString zone = text.section(QLatin1Char('%'), 1);
    const QByteArray address = text.section(QLatin1Char('%'), 0, 0).toLatin1();
    if (text.contains(QLatin1Char('%')))
        return matches(zone, "[A-Za-z0-9._-]{1,32}")
               && ::inet_pton(AF_INET6, address.constData(), bytes.data()) == 1;
    return ::inet_pton(AF_INET, address.constData(), bytes.data()) == 1
           || ::inet_pton(AF_INET6, address.constData(), bytes.data()) == 1;
}

Result<> checkAddress(const QString &address)
{
    if (isIpLiteral(address)
        || (address.size() <= 253 && matches(address, "[A-Za-z0-9][A-Za-z0-9.-]*")))
        return {};
    if (matches(address, "[A-Za-z0-9][A-Za-z0-9._-]*"))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("The host name %1 has an underscore, which the SSH library refuses; "
                              "give the host's IP address.")
                           .arg(plainLine(address)));
    return failure(
        ErrorKind::InvalidInput,
        Tr::tr("“%1” cannot be a host: names have letters, digits, dots and hyphens, and "
               "begin with a letter or digit.")
            .arg(plainLine(address, 80)));
}

Result<> checkUser(const QString &user)
{
    if (matches(user, "[A-Za-z0-9_][A-Za-z0-9._@-]{0,63}"))
        return {};
    const QString hint = user.contains(QLatin1Char('\\'))
                             ? Tr::tr(" Write user@domain for a user of a domain.")
                             : QString();
    return failure(ErrorKind::InvalidInput,
                   Tr::tr("“%1” cannot be a user: names have letters, digits and ._@-, and begin "
                          "with a letter, digit or underscore.%2")
                       .arg(plainLine(user, 80), hint));
}

Result<> checkPath(const QString &path)
{
    if (path.startsWith(QLatin1Char('/')) && !path.contains(QChar(0))
        && !path.contains(QLatin1Char('\n')))
        return {};
    return failure(
        ErrorKind::InvalidInput,
        Tr::tr("“%1” must be an absolute path without line breaks.").arg(plainLine(path, 80)));
}

Result<> checkHop(const SshProfile &hop)
{
    if (Result<> address = checkAddress(hop.address); !address)
        return address;
    if (Result<> user = checkUser(hop.user); !user)
        return user;
    if (hop.port < 1 || hop.port > 65535)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("%1 cannot be a port; they go from 1 to 65535.").arg(hop.port));
    if (!hop.hostKeyAlias.isEmpty()) {
        if (Result<> alias = checkAddress(hop.hostKeyAlias); !alias)
            return alias;
    }
    QStringList paths = hop.identityFiles;
    if (!hop.agentSocket.isEmpty())
        paths << hop.agentSocket;
    for (const QString &path : paths) {
        if (Result<> checked = checkPath(path); !checked)
            return checked;
    }
    for (const QString &name : hop.legacyAlgorithms) {
        if (!legacyAlgorithms().contains(name))
            return failure(
                ErrorKind::InvalidInput,
                Tr::tr("%1 is no algorithm a host can be allowed; there are: %2.")
                    .arg(plainLine(name, 80), legacyAlgorithms().join(QLatin1String(", "))));
    }
    return {};
}

} // namespace

// Not defaulted: a struct that holds a vector of itself makes clang 14 fall over then.
bool SshProfile::operator==(const SshProfile &other) const
{
    const auto facts = [](const SshProfile &p) {
        return std::tie(p.name, p.address, p.port, p.user, p.hostKeyAlias, p.identityFiles,
                        p.usesAgent, p.agentSocket, p.identitiesOnly, p.asksPassword,
                        p.legacyAlgorithms, p.jumps, p.connectTimeout);
    };
    return facts(*this) == facts(other);
}

Result<> checkSshProfile(const SshProfile &profile)
{
    if (profile.jumps.size() > mostJumps)
        return failure(
            ErrorKind::InvalidInput,
            Tr::tr("%1 has more than %2 jump hosts.").arg(shownAddress(profile)).arg(mostJumps));
    QStringList seen;
    std::vector<SshProfile> hops = profile.jumps;
    hops.push_back(profile);
    for (const SshProfile &hop : hops) {
        if (Result<> checked = checkHop(hop); !checked)
            return checked;
        const QString name = shownAddress(hop).toLower();
        if (seen.contains(name))
            return failure(
                ErrorKind::InvalidInput,
                Tr::tr("The way to %1 leads through %2 twice.").arg(shownAddress(profile), name));
        seen << name;
    }
    for (const SshProfile &jump : profile.jumps) {
        if (!jump.jumps.empty())
            return failure(
                ErrorKind::InvalidInput,
                Tr::tr("The jump host %1 has jump hosts of its own.").arg(shownAddress(jump)));
    }
    return {};
}

QString shownAddress(const SshProfile &profile)
{
    const bool isV6 = profile.address.contains(QLatin1Char(':'));
    QString shown = profile.user.isEmpty() ? QString() : profile.user + QLatin1Char('@');
    shown += isV6 ? QStringLiteral("[%1]").arg(profile.address) : profile.address;
    return plainLine(profile.port == 22 ? shown
                                        : QStringLiteral("%1:%2").arg(shown).arg(profile.port));
}

QString knownHostsName(const SshProfile &profile)
{
    if (!profile.hostKeyAlias.isEmpty())
        return profile.hostKeyAlias.toLower();
    const QString name = profile.address.toLower();
    return profile.port == 22 ? name : QStringLiteral("[%1]:%2").arg(name).arg(profile.port);
}

} // namespace outcrop
