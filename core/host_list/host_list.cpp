#include "core/host_list/host_list.h"

#include "core/base/text.h"
#include "core/ssh/algorithms.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostList)
};

constexpr int mostCpus = 4096;

tl::unexpected<Error> wrong(const QString &sentence)
{
    return failure(ErrorKind::InvalidInput, sentence);
}

bool isAbsolute(const QString &path)
{
    return path.startsWith(QLatin1Char('/')) && !path.contains(QLatin1Char('\n'))
           && !path.contains(QChar(0));
}

template<class Hosts>
auto placeOf(Hosts &hosts, const QString &id)
{
    return std::find_if(hosts.begin(), hosts.end(),
                        [&](const HostEntry &entry) { return entry.profile.id == id; });
}

} // namespace

HostEntry thisComputerEntry()
{
    HostEntry entry;
    entry.profile = thisComputer();
    return entry;
}

Result<> checkHostEntry(const HostEntry &entry)
{
    static const QRegularExpression name(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z"));
    const QString shown = plainLine(entry.profile.id, 80);
    if (!name.match(entry.profile.id).hasMatch())
        return wrong(Tr::tr("“%1” cannot be the name of a host: letters, digits and . _ - may be "
                            "in it, a letter or digit first, at most 64.")
                         .arg(shown));
    const bool isHere = entry.profile.id == thisComputer().id;
    if (isHere && !entry.isThisComputer())
        return wrong(Tr::tr("%1 is this computer; choose another name.").arg(shown));
    if (!isHere && entry.address.isEmpty())
        return wrong(Tr::tr("The host %1 has no address.").arg(shown));
    if (entry.port < 0 || entry.port > 65535)
        return wrong(
            Tr::tr("The port of %1 is %2; it must be 1 to 65535.").arg(shown).arg(entry.port));
    if (entry.profile.jobs < 0 || entry.profile.jobs > mostJobsAtOnce)
        return wrong(
            Tr::tr("%1 cannot run %2 jobs at once; it must be 1 to %3, or 0 for any number.")
                .arg(shown)
                .arg(entry.profile.jobs)
                .arg(mostJobsAtOnce));
    if (entry.profile.limits.cpus < 0 || entry.profile.limits.cpus > mostCpus)
        return wrong(Tr::tr("A job of %1 cannot have %2 CPUs; it must be 1 to %3.")
                         .arg(shown)
                         .arg(entry.profile.limits.cpus)
                         .arg(mostCpus));
    if (entry.profile.pollFloor < 0 || entry.profile.pollFloor > longestPollFloor)
        return wrong(Tr::tr("%1 cannot be asked every %2 seconds; it must be 1 to %3, or 0.")
                         .arg(shown)
                         .arg(entry.profile.pollFloor)
                         .arg(longestPollFloor));
    for (const QString &group : entry.profile.groups) {
        if (!name.match(group).hasMatch())
            return wrong(Tr::tr("“%1” cannot be the name of a group of hosts: letters, digits and "
                                ". _ - may be in it, a letter or digit first, at most 64.")
                             .arg(plainLine(group, 80)));
    }
    for (const QString &key : entry.identityFiles) {
        if (!isAbsolute(key))
            return wrong(
                Tr::tr("The key %1 of %2 is no absolute path.").arg(plainLine(key), shown));
    }
    for (const QString &weak : entry.legacyAlgorithms) {
        if (!legacyAlgorithms().contains(weak))
            return wrong(
                Tr::tr("%1 is no algorithm that %2 can be allowed; there are: %3.")
                    .arg(plainLine(weak, 80), shown, legacyAlgorithms().join(QLatin1String(", "))));
    }
    const QString base = QString::fromUtf8(entry.profile.base);
    if (!base.isEmpty() && !isAbsolute(base))
        return wrong(
            Tr::tr("The base folder %1 of %2 is no absolute path.").arg(plainLine(base), shown));
    const QString wheels = QString::fromUtf8(entry.profile.wheels);
    if (!wheels.isEmpty() && !isAbsolute(wheels))
        return wrong(
            Tr::tr("The wheel folder %1 of %2 is no absolute path.").arg(plainLine(wheels), shown));
    if (entry.profile.activation.contains(QLatin1Char('\n'))
        || entry.profile.activation.contains(QChar(0)))
        return wrong(Tr::tr("The activation command of %1 must be one line.").arg(shown));
    if (entry.profile.pythons.isEmpty() || entry.profile.pythons.contains(QString()))
        return wrong(Tr::tr("The host %1 needs the name of a Python.").arg(shown));
    return {};
}

const HostEntry *findHost(const HostList &hosts, const QString &id)
{
    static const HostEntry local = thisComputerEntry();
    const auto place = placeOf(hosts, id);
    if (place != hosts.end())
        return &*place;
    return id == local.profile.id ? &local : nullptr;
}

HostList withHost(HostList hosts, const HostEntry &entry)
{
    const auto place = placeOf(hosts, entry.profile.id);
    if (place == hosts.end())
        hosts.push_back(entry);
    else
        *place = entry;
    return hosts;
}

HostList withoutHost(HostList hosts, const QString &id)
{
    const auto place = placeOf(hosts, id);
    if (place != hosts.end())
        hosts.erase(place);
    return hosts;
}

} // namespace outcrop
