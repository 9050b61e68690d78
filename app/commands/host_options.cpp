#include "app/commands/host_options.h"

#include "app/commands/command.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostOptions)
};

// The words but the empty ones.
QStringList texts(const std::vector<std::string> &words)
{
    QStringList list;
    for (const std::string &word : words) {
        if (!word.empty())
            list << text(word);
    }
    return list;
}

void take(const std::optional<std::string> &typed, QString &field)
{
    if (typed)
        field = text(*typed);
}

void take(const std::optional<std::string> &typed, QByteArray &field)
{
    if (typed)
        field = QByteArray::fromStdString(*typed);
}

void take(const std::optional<int> &typed, int &field)
{
    field = typed.value_or(field);
}

void take(const std::vector<std::string> &typed, QStringList &field)
{
    if (!typed.empty())
        field = texts(typed);
}

template<class Number>
Result<> take(const std::optional<std::string> &typed, Number &field,
              Result<qint64> (*parse)(const QString &))
{
    if (!typed)
        return {};
    const Result<qint64> parsed = typed->empty() ? Result<qint64>(0) : parse(text(*typed));
    if (!parsed)
        return failure(parsed.error());
    field = Number(*parsed);
    return {};
}

} // namespace

void addHostOptions(CLI::App &command, HostOptions &options)
{
    const auto option = [&](const char *name, auto &value, const QString &help, const char *type) {
        command.add_option(name, value, text(help))->type_name(type);
    };
    option("--user", options.user, Tr::tr("Who one is there"), "USER");
    option("--port", options.port, Tr::tr("Where its sshd listens"), "PORT");
    option("--key", options.keys, Tr::tr("A private key; may be given several times"), "FILE");
    option("--jump", options.jumps, Tr::tr("A host to go over; may be given several times"),
           "HOST");
    option("--python", options.pythons, Tr::tr("Its Python; several are tried in order"), "PATH");
    option("--activate", options.activate,
           Tr::tr("What makes its Python found: module load, conda activate, . venv/bin/activate"),
           "COMMAND");
    option("--wheels", options.wheels,
           Tr::tr("A folder of it from which alone packages are installed"), "FOLDER");
    option("--base", options.base, Tr::tr("Its folder for jobs"), "FOLDER");
    option("--jobs", options.jobs,
           Tr::tr("So many run there at once, the others wait; 0: any number"), "N");
    option("--limit-time", options.limitTime,
           Tr::tr("End each job after so long: 90s, 45m, 2h, 1d"), "TIME");
    option("--limit-memory", options.limitMemory, Tr::tr("Memory that a job may use: 512M, 4G"),
           "SIZE");
    option("--limit-cpus", options.limitCpus, Tr::tr("CPUs that a job may use"), "N");
    option("--group", options.groups,
           Tr::tr("A group of hosts that it is of; a job submitted with --restart-lost goes on on "
                  "the next one of them; may be given several times"),
           "NAME");
    option("--poll-floor", options.pollFloor,
           Tr::tr("Ask it about jobs no more often than this: 30s, 5m"), "TIME");
    option("--title", options.title, Tr::tr("Its name for people"), "TEXT");
}

Result<HostEntry> withOptions(HostEntry entry, const HostOptions &options)
{
    HostProfile &profile = entry.profile;
    take(options.user, entry.user);
    take(options.port, entry.port);
    take(options.jumps, entry.jumps);
    take(options.title, profile.title);
    take(options.base, profile.base);
    take(options.activate, profile.activation);
    take(options.wheels, profile.wheels);
    take(options.jobs, profile.jobs);
    take(options.limitCpus, profile.limits.cpus);
    take(options.groups, profile.groups);
    take(options.pythons, profile.pythons);
    if (profile.pythons.isEmpty())
        profile.pythons = thisComputer().pythons;
    if (profile.title.isEmpty())
        profile.title = profile.id;
    if (!options.keys.empty())
        entry.identityFiles.clear();
    for (const QString &key : texts(options.keys)) {
        entry.identityFiles << QFileInfo(key).absoluteFilePath();
        if (!QFileInfo(key).isFile())
            return failure(ErrorKind::NotFound,
                           Tr::tr("There is no key %1; to make one: ssh-keygen -f %1")
                               .arg(plainLine(entry.identityFiles.last())));
    }
    for (const Result<> &taken :
         {take(options.limitTime, profile.limits.seconds, parseTimeLimit),
          take(options.limitMemory, profile.limits.memory, parseMemoryLimit),
          take(options.pollFloor, profile.pollFloor, parseTimeLimit)}) {
        if (!taken)
            return failure(taken.error());
    }
    if (const Result<> checked = checkHostEntry(entry); !checked)
        return failure(checked.error());
    return entry;
}

} // namespace outcrop
