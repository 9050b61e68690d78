#include "core/hosts/preflight.h"

#include "core/base/text.h"
#include "core/hosts/shell_text.h"
#include "core/resources/resource.h"

#include <QCoreApplication>
#include <QVersionNumber>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Preflight)
};

constexpr qint64 leastFreeBytes = 64 << 20;
const char *const neededModules[] = {"sklearn", "pandas", "joblib"};
const char *const neededTools[] = {"awk"};

std::optional<qint64> toBytes(const QString &kibibytes)
{
    const auto value = parseInt(kibibytes);
    return value && *value >= 0 && *value < (qint64(1) << 50) ? std::optional(*value * 1024)
                                                              : std::nullopt;
}

void readLine(HostFacts &facts, const QString &key, const QString &value)
{
    FoundPython *python = facts.pythons.empty() ? nullptr : &facts.pythons.back();
    if (key == QLatin1String("node"))
        facts.node = value;
    else if (key == QLatin1String("cpus"))
        facts.cpus = value.toInt() > 0 ? std::optional(value.toInt()) : std::nullopt;
    else if (key == QLatin1String("memory_kib"))
        facts.memoryBytes = toBytes(value);
    else if (key == QLatin1String("available_kib"))
        facts.availableBytes = toBytes(value);
    else if (key == QLatin1String("load"))
        facts.load = parseFloat(value);
    else if (key == QLatin1String("base"))
        facts.base = value;
    else if (key == QLatin1String("free_kib"))
        facts.freeBytes = toBytes(value);
    else if (key == QLatin1String("free_inodes"))
        facts.freeInodes = parseInt(value);
    else if (key == QLatin1String("tool"))
        facts.tools << value;
    else if (key == QLatin1String("python"))
        facts.pythons.push_back({value, {}, {}, {}});
    else if (key == QLatin1String("version") && python)
        python->version = value;
    else if (key == QLatin1String("executable") && python)
        python->executable = value;
    else if (key == QLatin1String("module") && python)
        python->modules.insert(value.section(QLatin1Char(' '), 0, 0),
                               value.section(QLatin1Char(' '), 1));
}

QStringList missingModules(const FoundPython &python)
{
    QStringList missing;
    for (const char *module : neededModules) {
        if (!python.modules.contains(QLatin1String(module)))
            missing << QLatin1String(module);
    }
    return missing;
}

PreflightLine judgePython(const HostFacts &facts, const HostProfile &host)
{
    QStringList seen;
    for (const FoundPython &python : facts.pythons) {
        const QStringList missing = missingModules(python);
        if (python.isNewEnough() && missing.isEmpty())
            return {true,
                    plainLine(Tr::tr("Python %1 (%2) with scikit-learn %3, pandas %4, joblib %5")
                                  .arg(python.version, python.executable,
                                       python.modules.value(QStringLiteral("sklearn")),
                                       python.modules.value(QStringLiteral("pandas")),
                                       python.modules.value(QStringLiteral("joblib")))),
                    {}};
        seen << (python.isNewEnough()
                     ? Tr::tr("%1 lacks %2")
                           .arg(python.executable, missing.join(QStringLiteral(", ")))
                     : Tr::tr("%1 is Python %2, 3.8 or newer is needed")
                           .arg(python.name, python.version));
    }
    const QString what =
        seen.isEmpty()
            ? Tr::tr("No Python among %1").arg(host.pythons.join(QStringLiteral(", ")))
            : Tr::tr("No Python can run a package: %1").arg(seen.join(QStringLiteral("; ")));
    return {false, plainLine(what),
            Tr::tr("On Debian: apt-get install python3-sklearn python3-pandas python3-joblib")};
}

PreflightLine judgeFolder(const HostFacts &facts)
{
    if (facts.base.isEmpty())
        return {false, Tr::tr("The folder for jobs cannot be written"),
                Tr::tr("Make it writable for this account")};
    if (facts.freeBytes && *facts.freeBytes < leastFreeBytes)
        return {false,
                Tr::tr("%1: only %2 free").arg(plainLine(facts.base), formatSize(*facts.freeBytes)),
                Tr::tr("Free some space: jobs need %1 at least").arg(formatSize(leastFreeBytes))};
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

} // namespace

bool FoundPython::isNewEnough() const
{
    return QVersionNumber::fromString(version) >= QVersionNumber(3, 8);
}

HostFacts parseHostFacts(const QByteArray &output)
{
    HostFacts facts;
    for (const QByteArray &line : output.split('\n')) {
        const int equals = line.indexOf('=');
        if (equals > 0)
            readLine(facts, QString::fromLatin1(line.left(equals)),
                     QString::fromUtf8(line.mid(equals + 1)));
    }
    return facts;
}

Result<HostFacts> lookAtHost(RemoteShell &shell, const HostProfile &host, const Patience &patience)
{
    const QByteArray base =
        host.base.isEmpty() ? QByteArray("\"${XDG_DATA_HOME:-$HOME/.local/share}/outcrop-host\"")
                            : shellWord(host.base);
    const QByteArray script =
        "base=" + base + "\npythons=" + shellWord(host.pythons.join(QLatin1Char('\n')).toUtf8())
        + '\n' + resource(QStringLiteral("host/preflight.sh"));
    const auto output = shell.run(script, patience);
    if (!output)
        return failure(output.error());
    return parseHostFacts(output->body);
}

std::vector<PreflightLine> judge(const HostFacts &facts, const HostProfile &host)
{
    std::vector<PreflightLine> lines{judgePython(facts, host), judgeFolder(facts)};
    for (const char *tool : neededTools) {
        const QString name = QLatin1String(tool);
        if (!facts.tools.contains(name))
            lines.push_back({false, Tr::tr("The program %1 is missing").arg(name),
                             Tr::tr("Install it: the job runner needs it")});
    }
    if (facts.cpus && facts.memoryBytes)
        lines.push_back({true,
                         Tr::tr("%1: %2 CPUs, %3 memory, load %4")
                             .arg(plainLine(facts.node), QString::number(*facts.cpus),
                                  formatSize(*facts.memoryBytes),
                                  QString::number(facts.load.value_or(0), 'f', 1)),
                         {}});
    return lines;
}

} // namespace outcrop
