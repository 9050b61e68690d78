#include "core/base/text.h"
#include "core/hosts/preflight.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Preflight)
};

using State = RequirementLook::State;

constexpr qint64 leastFreeBytes = 64 << 20;
constexpr qint64 leastMemory = 256 << 20;
constexpr qint64 mostClockAhead = 30; // Seconds, either way.
const char *const neededTools[] = {"awk"};

QStringList missingModules(const FoundPython &python, const PackageNeeds &needs)
{
    QStringList missing;
    for (const QString &module : needs.modules) {
        if (!python.modules.contains(module))
            missing << module;
    }
    return missing;
}

QStringList requirementsIn(const FoundPython &python, const PackageNeeds &needs, State state)
{
    QStringList found;
    for (const QString &requirement : needs.requirements) {
        if (python.requirements.value(requirement).state == state)
            found << requirement;
    }
    return found;
}

// It has everything; what was not told about is taken for there.
bool hasAll(const FoundPython &python, const PackageNeeds &needs)
{
    return python.isNewEnough() && missingModules(python, needs).isEmpty()
           && requirementsIn(python, needs, State::Impossible).isEmpty()
           && requirementsIn(python, needs, State::Installable).isEmpty();
}

bool canHaveAll(const FoundPython &python, const PackageNeeds &needs)
{
    return python.isNewEnough() && requirementsIn(python, needs, State::Impossible).isEmpty()
           && !requirementsIn(python, needs, State::Installable).isEmpty();
}

int lackCount(const FoundPython &python, const PackageNeeds &needs)
{
    return missingModules(python, needs).size()
           + requirementsIn(python, needs, State::Impossible).size()
           + requirementsIn(python, needs, State::Installable).size();
}

// The one that lacks least of those that are new enough: job.sh extends no other.
const FoundPython *nearestPython(const HostFacts &facts, const PackageNeeds &needs)
{
    const FoundPython *nearest = nullptr;
    for (const FoundPython &python : facts.pythons) {
        if (python.isNewEnough()
            && (!nearest || lackCount(python, needs) < lackCount(*nearest, needs)))
            nearest = &python;
    }
    return nearest;
}

QString versionsOf(const FoundPython &python, const PackageNeeds &needs)
{
    QStringList versions;
    for (const QString &module : needs.modules) {
        const QString name =
            module == QLatin1String("sklearn") ? QStringLiteral("scikit-learn") : module;
        if (python.modules.contains(module))
            versions << Tr::tr("%1 %2").arg(name, plainLine(python.modules.value(module), 40));
    }
    versions.sort(Qt::CaseInsensitive);
    return versions.join(QStringLiteral(", "));
}

QString whyNot(const FoundPython &python, const PackageNeeds &needs)
{
    if (!python.isNewEnough())
        return Tr::tr("%1 is Python %2, 3.8 or newer is needed").arg(python.name, python.version);
    const QStringList lacks =
        missingModules(python, needs) + requirementsIn(python, needs, State::Impossible);
    return Tr::tr("%1 lacks %2").arg(python.executable, lacks.join(QStringLiteral(", ")));
}

PreflightLine judgePython(const HostFacts &facts, const HostProfile &host,
                          const PackageNeeds &needs)
{
    if (const FoundPython *const python = chosenPython(facts, needs)) {
        const QString name = Tr::tr("Python %1 (%2)").arg(python->version, python->executable);
        const QString versions = versionsOf(*python, needs);
        if (!hasAll(*python, needs))
            return {
                true,
                plainLine(Tr::tr("%1; an environment with what it lacks will be made").arg(name)),
                {}};
        return {true,
                plainLine(versions.isEmpty() ? name : Tr::tr("%1 with %2").arg(name, versions)),
                {}};
    }
    QStringList seen;
    bool lacksModules = facts.pythons.empty();
    for (const FoundPython &python : facts.pythons) {
        seen << whyNot(python, needs);
        lacksModules =
            lacksModules || !python.isNewEnough() || !missingModules(python, needs).isEmpty();
    }
    const QString what =
        seen.isEmpty()
            ? Tr::tr("No Python among %1").arg(host.pythons.join(QStringLiteral(", ")))
            : Tr::tr("No Python can run a package: %1").arg(seen.join(QStringLiteral("; ")));
    if (!lacksModules)
        return {false, plainLine(what), Tr::tr("What to do about each is said below")};
    return {
        false, plainLine(what),
        needs.modules.isEmpty()
            ? Tr::tr("On Debian: apt-get install python3")
            : Tr::tr("On Debian: apt-get install python3-sklearn python3-pandas python3-joblib")};
}

// A line each.
void judgeRequirements(std::vector<PreflightLine> &lines, const HostFacts &facts,
                       const HostProfile &host, const PackageNeeds &needs)
{
    const FoundPython *const chosen = chosenPython(facts, needs);
    const FoundPython *const python = chosen ? chosen : nearestPython(facts, needs);
    const QString source = host.wheels.isEmpty()
                               ? QString()
                               : Tr::tr(" from %1").arg(plainLine(QString::fromUtf8(host.wheels)));
    for (const QString &requirement : needs.requirements) {
        const RequirementLook look =
            python ? python->requirements.value(requirement) : RequirementLook();
        if (look.state == State::Present)
            lines.push_back(
                {true, Tr::tr("%1: %2 is there").arg(requirement, plainLine(look.text, 40)), {}});
        else if (look.state == State::Installable)
            lines.push_back({true, Tr::tr("%1: will be installed%2").arg(requirement, source), {}});
        else if (look.state == State::Impossible)
            lines.push_back(
                {false,
                 Tr::tr("%1 cannot be installed%2: %3")
                     .arg(requirement, source, plainLine(look.text, 300)),
                 Tr::tr("Install it for %1 there, or put its wheel into a folder of that host and "
                        "name that as its wheels in hosts.yaml")
                     .arg(plainLine(python->executable))});
        else if (!look.text.isEmpty())
            lines.push_back({true,
                             Tr::tr("%1: not known whether it can be installed (%2)")
                                 .arg(requirement, plainLine(look.text, 100)),
                             {}});
    }
    for (const QString &line : needs.refused)
        lines.push_back(
            {false,
             Tr::tr("requirements.txt of the package asks for “%1”, which is no name "
                    "with versions")
                 .arg(plainLine(line, 80)),
             Tr::tr("Write it as name>=version, without options, addresses and markers")});
}

PreflightLine judgeFolder(const HostFacts &facts, const PackageNeeds &needs)
{
    if (facts.base.isEmpty())
        return {false, Tr::tr("The folder for jobs cannot be written"),
                Tr::tr("Make it writable for this account")};
    // The ZIP and what is in it.
    const qint64 needed = leastFreeBytes + 2 * needs.bytes;
    if (facts.freeBytes && *facts.freeBytes < needed)
        return {false,
                Tr::tr("%1: only %2 free").arg(plainLine(facts.base), formatSize(*facts.freeBytes)),
                Tr::tr("Free some space: jobs need %1 at least").arg(formatSize(needed))};
    if (facts.freeInodes && *facts.freeInodes < 1000 && *facts.freeInodes > 0)
        return {false,
                Tr::tr("%1: the file system has hardly any inodes left").arg(plainLine(facts.base)),
                Tr::tr("Delete files there")};
    return {true,
            Tr::tr("Folder for jobs: %1, %2 free")
                .arg(plainLine(facts.base),
                     facts.freeBytes ? formatSize(*facts.freeBytes) : Tr::tr("unknown")),
            {}};
}

void judgeData(std::vector<PreflightLine> &lines, const HostFacts &facts, const PackageNeeds &needs)
{
    for (const QString &path : needs.data) {
        const HostFacts::Data data = facts.data.value(path);
        if (data == HostFacts::Data::There)
            lines.push_back({true, Tr::tr("Data: %1").arg(plainLine(path)), {}});
        else if (data == HostFacts::Data::Missing)
            lines.push_back({false, Tr::tr("The data file %1 is not there").arg(plainLine(path)),
                             Tr::tr("Copy it to the same path on that host")});
        else if (data == HostFacts::Data::Unreadable)
            lines.push_back({false, Tr::tr("The data file %1 cannot be read").arg(plainLine(path)),
                             Tr::tr("Let this account read it there")});
    }
}

// What may end a job, or may not be done on this host.
void judgeRules(std::vector<PreflightLine> &lines, const HostFacts &facts, const HostProfile &host)
{
    for (const char *tool : neededTools) {
        const QString name = QLatin1String(tool);
        if (!facts.tools.contains(name))
            lines.push_back({false, Tr::tr("The program %1 is missing").arg(name),
                             Tr::tr("Install it: the job runner needs it")});
    }
    if (facts.activationFailed)
        lines.push_back({false,
                         Tr::tr("Its activation command fails: %1")
                             .arg(plainLine(*facts.activationFailed, 200)),
                         Tr::tr("Mend it: activate, in hosts.yaml")});
    // Whoever sits at a computer may use it, whatever it submits to.
    if (facts.tools.contains(QLatin1String("sbatch")) && host.id != thisComputer().id)
        lines.push_back(slurmStartsJobs());
    if (facts.survivesLogout && !*facts.survivesLogout)
        lines.push_back(
            {false,
             Tr::tr("This host ends what a login leaves behind (usually KillUserProcesses=yes): a "
                    "job would die with the connection"),
             Tr::tr("Ask its administrator for KillUserProcesses=no, or KillExcludeUsers with this "
                    "account, in logind.conf")});
}

void judgeClock(std::vector<PreflightLine> &lines, const HostFacts &facts)
{
    if (!facts.clockAhead || qAbs(*facts.clockAhead) <= mostClockAhead)
        return;
    const QString by = formatDuration(double(qAbs(*facts.clockAhead)));
    lines.push_back({false,
                     *facts.clockAhead > 0 ? Tr::tr("Its clock is %1 ahead").arg(by)
                                           : Tr::tr("Its clock is %1 behind").arg(by),
                     Tr::tr("Set it there: timedatectl set-ntp true"), true});
}

void judgeComputer(std::vector<PreflightLine> &lines, const HostFacts &facts)
{
    if (facts.availableBytes && *facts.availableBytes < leastMemory && facts.memoryBytes
        && *facts.memoryBytes > leastMemory)
        lines.push_back(
            {false, Tr::tr("Only %1 of memory are free").arg(formatSize(*facts.availableBytes)),
             Tr::tr("Wait for others to finish, or choose another host"), true});
    if (facts.load && facts.cpus && *facts.load > 2 * *facts.cpus + 1)
        lines.push_back({false,
                         Tr::tr("It is busy: load %1 on %n CPUs", nullptr, *facts.cpus)
                             .arg(QString::number(*facts.load, 'f', 1)),
                         Tr::tr("Times and latencies measured now say little; wait, or choose "
                                "another host"),
                         true});
    if (facts.cpus && facts.memoryBytes)
        lines.push_back({true,
                         Tr::tr("%1: %2 CPUs, %3 memory, load %4")
                             .arg(plainLine(facts.node), QString::number(*facts.cpus),
                                  formatSize(*facts.memoryBytes),
                                  QString::number(facts.load.value_or(0), 'f', 1)),
                         {}});
}

} // namespace

const FoundPython *chosenPython(const HostFacts &facts, const PackageNeeds &needs)
{
    for (const FoundPython &python : facts.pythons) {
        if (hasAll(python, needs))
            return &python;
    }
    const FoundPython *const nearest = nearestPython(facts, needs);
    return nearest && canHaveAll(*nearest, needs) ? nearest : nullptr;
}

PreflightLine slurmStartsJobs()
{
    return {false,
            Tr::tr("Slurm starts the jobs of this host; a plain process on it would take what "
                   "others share"),
            Tr::tr("Choose a host without Slurm, or one inside of an allocation")};
}

std::vector<PreflightLine> judge(const HostFacts &facts, const HostProfile &host,
                                 const PackageNeeds &needs)
{
    std::vector<PreflightLine> lines{judgePython(facts, host, needs)};
    judgeRequirements(lines, facts, host, needs);
    lines.push_back(judgeFolder(facts, needs));
    judgeData(lines, facts, needs);
    judgeRules(lines, facts, host);
    judgeClock(lines, facts);
    judgeComputer(lines, facts);
    return lines;
}

Result<> requireFit(const std::vector<PreflightLine> &lines, const QString &hostTitle)
{
    QStringList reasons;
    for (const PreflightLine &line : lines) {
        if (!line.ok && !line.mayRun)
            reasons << QStringLiteral("    ✗ %1. %2.").arg(line.what, line.fix);
    }
    if (reasons.isEmpty())
        return {};
    return failure(ErrorKind::InvalidInput,
                   Tr::tr("%1 cannot run this; nothing was sent there:\n%2")
                       .arg(plainLine(hostTitle), reasons.join(QLatin1Char('\n'))));
}

} // namespace outcrop
