#include "core/hosts/preflight.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/hosts/shell_text.h"
#include "core/resources/resource.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QVersionNumber>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Preflight)
};

std::optional<qint64> toBytes(const QString &kibibytes)
{
    const auto value = parseInt(kibibytes);
    return value && *value >= 0 && *value < (qint64(1) << 50) ? std::optional(*value * 1024)
                                                              : std::nullopt;
}

// "3 rest": the entry of a list that the host was asked about by its number, and the rest.
std::optional<std::pair<QString, QString>> numbered(const QStringList &list, const QString &value)
{
    const auto number = parseInt(value.section(QLatin1Char(' '), 0, 0));
    if (!number || *number < 0 || *number >= list.size())
        return std::nullopt;
    return std::pair(list[int(*number)], value.section(QLatin1Char(' '), 1));
}

RequirementLook toRequirementLook(const QString &value)
{
    using State = RequirementLook::State;
    static const QMap<QString, State> states{{QStringLiteral("present"), State::Present},
                                             {QStringLiteral("installable"), State::Installable},
                                             {QStringLiteral("impossible"), State::Impossible}};
    return {states.value(value.section(QLatin1Char(' '), 0, 0), State::Untold),
            value.section(QLatin1Char(' '), 1)};
}

HostFacts::Data toData(const QString &value)
{
    static const QMap<QString, HostFacts::Data> states{
        {QStringLiteral("there"), HostFacts::Data::There},
        {QStringLiteral("missing"), HostFacts::Data::Missing},
        {QStringLiteral("unreadable"), HostFacts::Data::Unreadable}};
    return states.value(value, HostFacts::Data::Untold);
}

void readPython(FoundPython &python, const PackageNeeds &needs, const QString &key,
                const QString &value)
{
    if (key == QLatin1String("version"))
        python.version = value;
    else if (key == QLatin1String("executable"))
        python.executable = value;
    else if (key == QLatin1String("module"))
        python.modules.insert(value.section(QLatin1Char(' '), 0, 0),
                              value.section(QLatin1Char(' '), 1));
    else if (key == QLatin1String("requirement")) {
        if (const auto found = numbered(needs.requirements, value))
            python.requirements.insert(found->first, toRequirementLook(found->second));
    }
}

// Of the host itself. Returns whether it was such a line.
bool readComputer(HostFacts &facts, const QString &key, const QString &value)
{
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
    else
        return false;
    return true;
}

// Takes the lines in; those about a Python are of the one that was named last.
class Reading
{
public:
    explicit Reading(const PackageNeeds &needs) : m_needs(needs) {}

    void add(const QString &key, const QString &value)
    {
        if (readComputer(facts, key, value))
            return;
        if (key == QLatin1String("tool"))
            facts.tools << value;
        else if (key == QLatin1String("logout"))
            facts.survivesLogout = value == QLatin1String("keeps");
        else if (key == QLatin1String("activation") && value.startsWith(QLatin1String("failed")))
            facts.activationFailed = value.section(QLatin1Char(' '), 1);
        else if (key == QLatin1String("python"))
            begin(value);
        else if (key == QLatin1String("again"))
            goOn(value);
        else if (key == QLatin1String("data")) {
            if (const auto found = numbered(m_needs.data, value))
                facts.data.insert(found->first, toData(found->second));
        } else if (m_python < facts.pythons.size())
            readPython(facts.pythons[m_python], m_needs, key, value);
    }

    HostFacts facts;

private:
    void begin(const QString &name)
    {
        m_python = facts.pythons.size();
        facts.pythons.push_back({name, {}, {}, {}, {}});
    }

    void goOn(const QString &name)
    {
        m_python = 0;
        while (m_python < facts.pythons.size() && facts.pythons[m_python].name != name)
            ++m_python;
    }

    const PackageNeeds &m_needs;
    size_t m_python = 0;
};

// How far the host's clock is ahead of what may have passed here meanwhile.
std::optional<qint64> clockAhead(const QString &now, qint64 asked, qint64 answered)
{
    const auto there = parseInt(now);
    if (!there || *there < 0 || *there > (qint64(1) << 40) || asked == 0)
        return std::nullopt;
    if (*there < asked)
        return *there - asked;
    return std::max<qint64>(0, *there - answered);
}

// The package that a module comes in, where its name is another.
QString packageOf(const QString &module)
{
    return module == QLatin1String("sklearn") ? QStringLiteral("scikit-learn") : module;
}

QByteArray needsAsJson(const PackageNeeds &needs, const HostProfile &host)
{
    QJsonArray modules;
    for (const QString &module : needs.modules)
        modules << QJsonArray{module, packageOf(module)};
    return formatJsonLine(
        {{QStringLiteral("modules"), modules},
         {QStringLiteral("requirements"), QJsonArray::fromStringList(needs.requirements)},
         {QStringLiteral("wheels"), QString::fromUtf8(host.wheels)}});
}

QByteArray lookScript(const HostProfile &host, const PackageNeeds &needs)
{
    const auto set = [](const char *name, const QByteArray &value) {
        return QByteArray(name) + '=' + value + '\n';
    };
    QByteArray paths = "set --";
    for (const QString &path : needs.data)
        paths += ' ' + shellWord(path.toUtf8());
    return set("base", host.base.isEmpty()
                           ? QByteArray("\"${XDG_DATA_HOME:-$HOME/.local/share}/outcrop-host\"")
                           : shellWord(host.base))
           + set("pythons", shellWord(host.pythons.join(QLatin1Char('\n')).toUtf8()))
           + set("activation", shellWord(host.activation.toUtf8()))
           + set("program", shellWord(resource(QStringLiteral("host/requirements.py"))))
           + set("needs", shellWord(needsAsJson(needs, host))) + paths + '\n'
           + resource(QStringLiteral("host/preflight.sh"));
}

// An installer that looks for a package elsewhere is silent for long.
constexpr std::chrono::seconds leastSilence{90};

} // namespace

bool FoundPython::isNewEnough() const
{
    return QVersionNumber::fromString(version) >= QVersionNumber(3, 8);
}

HostFacts parseHostFacts(const QByteArray &output, const PackageNeeds &needs, qint64 asked,
                         qint64 answered)
{
    Reading reading(needs);
    for (const QByteArray &line : output.split('\n')) {
        const int equals = line.indexOf('=');
        if (equals <= 0)
            continue;
        const QString key = QString::fromLatin1(line.left(equals));
        const QString value = QString::fromUtf8(line.mid(equals + 1));
        if (key == QLatin1String("now"))
            reading.facts.clockAhead = clockAhead(value, asked, answered);
        else
            reading.add(key, value);
    }
    return reading.facts;
}

Result<HostFacts> lookAtHost(RemoteShell &shell, const HostProfile &host, const PackageNeeds &needs,
                             const Patience &patience)
{
    Patience longer = patience;
    longer.silence = std::max<std::chrono::milliseconds>(patience.silence, leastSilence);
    const qint64 asked = QDateTime::currentSecsSinceEpoch();
    const auto output = shell.run(lookScript(host, needs), longer);
    if (!output)
        return failure(output.error());
    return parseHostFacts(output->body, needs, asked, QDateTime::currentSecsSinceEpoch());
}

Result<bool> survivesLogout(const NewShell &newShell, const Patience &patience)
{
    // As start.sh starts a runner.
    const auto started =
        newShell()->run("sleeper='sleep 60'\ncommand -v setsid > /dev/null && sleeper=\"setsid "
                        "$sleeper\" || sleeper=\"nohup $sleeper\"\n"
                        "$sleeper < /dev/null > /dev/null 2>&1 &\nprintf '%s\\n' $!\n"
                        // Until it is on its own: what is not yet goes with this shell.
                        "for _ in 1 2 3 4 5 6 7 8 9; do\n"
                        "    IFS= read -r name < /proc/$!/comm && [ \"$name\" != sleep ] || break\n"
                        "    sleep 0.1 2> /dev/null || sleep 1\ndone\n",
                        patience);
    if (!started)
        return failure(started.error());
    const auto pid = parseInt(QString::fromLatin1(started->body.trimmed()));
    if (!pid || *pid <= 1)
        return failure(ErrorKind::Io, Tr::tr("The host starts no process that could stay."));
    const QByteArray number = QByteArray::number(*pid);
    // That very program, once it has become it: the number may have been given away. The dead that
    // nobody has buried yet have no files.
    const auto found = newShell()->run("process=/proc/" + number + R"(
for _ in 1 2 3; do
    [ -e $process/fd/0 ] && IFS= read -r name < $process/comm || exit 1
    [ "$name" != sleep ] || { kill ${process#/proc/} && exit 0; }
    sleep 1
done
exit 1
)",
                                       patience);
    if (!found)
        return failure(found.error());
    return found->exitCode == 0;
}

Result<HostFacts> lookAtHost(RemoteShell &shell, const HostProfile &host, const Patience &patience)
{
    return lookAtHost(shell, host, PackageNeeds(), patience);
}

} // namespace outcrop
