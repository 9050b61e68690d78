#include "widgets/hosts/host_report.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostReport)
};

} // namespace

HostStanding HostReport::standing() const
{
    const bool isWhole = std::all_of(lines.begin(), lines.end(), [](const PreflightLine &line) {
        return line.ok || line.mayRun;
    });
    if (!error)
        return isWhole ? HostStanding::Ready : HostStanding::Missing;
    switch (error->kind) {
    case ErrorKind::HostKey:
        return unknownKey ? HostStanding::UnknownKey : HostStanding::WrongKey;
    case ErrorKind::NeedsLogin:
        return HostStanding::NeedsLogin;
    case ErrorKind::Network:
        return HostStanding::Unreachable;
    default:
        return HostStanding::Unusable;
    }
}

HostReport lookAt(RemoteShell &shell, const HostProfile &host, const Patience &patience)
{
    HostReport report;
    const auto facts = lookAtHost(shell, host, patience);
    report.at = QDateTime::currentDateTimeUtc();
    if (!facts) {
        report.error = facts.error();
        return report;
    }
    report.facts = factsOf(*facts);
    report.lines = judge(*facts, host);
    if (const FoundPython *const python = chosenPython(*facts, {}))
        report.python = *python;
    return report;
}

QString standingTitle(HostStanding standing)
{
    switch (standing) {
    case HostStanding::Ready:
        return Tr::tr("Ready for jobs");
    case HostStanding::Missing:
        return Tr::tr("Something is missing");
    case HostStanding::UnknownKey:
        return Tr::tr("Unknown key");
    case HostStanding::WrongKey:
        return Tr::tr("Not the known key");
    case HostStanding::NeedsLogin:
        return Tr::tr("Needs a login");
    case HostStanding::Unreachable:
        return Tr::tr("Does not answer");
    case HostStanding::Unusable:
        return Tr::tr("Cannot be used");
    }
    return {};
}

QStringList factsOf(const HostFacts &facts)
{
    QStringList list;
    if (!facts.node.isEmpty())
        list << plainLine(facts.node, 60);
    if (facts.cpus)
        list << Tr::tr("%n CPUs", nullptr, *facts.cpus);
    if (facts.memoryBytes && facts.availableBytes)
        list << Tr::tr("%1 of memory, %2 free")
                    .arg(formatSize(*facts.memoryBytes), formatSize(*facts.availableBytes));
    if (facts.freeBytes)
        list << Tr::tr("%1 of disk free").arg(formatSize(*facts.freeBytes));
    if (facts.load)
        list << Tr::tr("load %1").arg(QLocale().toString(*facts.load, 'f', 1));
    return list;
}

QString writtenAddress(const HostEntry &entry)
{
    const QString user = entry.user.isEmpty() ? QString() : entry.user + QLatin1Char('@');
    const QString port =
        entry.port > 0 ? QLatin1Char(':') + QString::number(entry.port) : QString();
    return plainLine(user + entry.address + port, 120);
}

} // namespace outcrop
