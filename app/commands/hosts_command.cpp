#include "app/commands/command.h"
#include "app/commands/limit_options.h"
#include "app/commands/opened_hosts.h"
#include "core/base/text.h"
#include "core/host_list/kept_secrets.h"
#include "core/host_list/reach.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostsCommand)
};

QString addressOf(const HostEntry &entry)
{
    if (entry.isThisComputer())
        return Tr::tr("this computer");
    const QString user = entry.user.isEmpty() ? QString() : entry.user + QLatin1Char('@');
    const QString port =
        entry.port > 0 ? QLatin1Char(':') + QString::number(entry.port) : QString();
    return plainLine(user + entry.address + port);
}

QJsonObject entryToJson(const HostEntry &entry)
{
    return {{QStringLiteral("id"), entry.profile.id},
            {QStringLiteral("title"), entry.profile.title},
            {QStringLiteral("address"),
             entry.isThisComputer() ? QJsonValue() : QJsonValue(entry.address)},
            {QStringLiteral("user"), entry.user.isEmpty() ? QJsonValue() : QJsonValue(entry.user)},
            {QStringLiteral("port"), entry.port > 0 ? QJsonValue(entry.port) : QJsonValue()},
            {QStringLiteral("keys"), QJsonArray::fromStringList(entry.identityFiles)},
            {QStringLiteral("jumps"), QJsonArray::fromStringList(entry.jumps)},
            {QStringLiteral("base"), entry.profile.base.isEmpty()
                                         ? QJsonValue()
                                         : QJsonValue(QString::fromUtf8(entry.profile.base))},
            {QStringLiteral("pythons"), QJsonArray::fromStringList(entry.profile.pythons)},
            {QStringLiteral("jobs"),
             entry.profile.jobs > 0 ? QJsonValue(entry.profile.jobs) : QJsonValue()},
            {QStringLiteral("activate"), entry.profile.activation.isEmpty()
                                             ? QJsonValue()
                                             : QJsonValue(entry.profile.activation)},
            {QStringLiteral("wheels"), entry.profile.wheels.isEmpty()
                                           ? QJsonValue()
                                           : QJsonValue(QString::fromUtf8(entry.profile.wheels))}};
}

Outcome list(Context &context)
{
    const Result<HostList> own = loadHostList(context.folders.config);
    if (!own)
        return failure(own.error());
    QJsonArray array;
    QVector<QStringList> rows;
    const auto add = [&](const HostEntry &entry, const char *source, const QString &from) {
        QJsonObject object = entryToJson(entry);
        object.insert(QStringLiteral("source"), QLatin1String(source));
        array << object;
        rows << QStringList{plainLine(entry.profile.id), addressOf(entry), from};
    };
    add(*findHost(*own, thisComputer().id), "local", Tr::tr("always there"));
    for (const HostEntry &entry : *own) {
        if (!entry.isThisComputer())
            add(entry, "list", Tr::tr("added"));
    }
    for (const HostEntry &entry : withConfiguredHosts(*own)) {
        if (!findHost(*own, entry.profile.id))
            add(entry, "ssh_config", QStringLiteral("~/.ssh/config"));
    }
    if (context.terminal.isJson())
        context.terminal.object({{QStringLiteral("hosts"), array}});
    else
        context.terminal.table({Tr::tr("host"), Tr::tr("address"), Tr::tr("from")}, rows);
    return ExitCode::Ok;
}

// What ssh's configuration and the list together make of a host.
Outcome show(Context &context, const std::string &name)
{
    const Result<OpenedHost> opened = openHost(context, name);
    if (!opened)
        return failure(opened.error());
    const HostEntry &entry = opened->entry;
    QJsonObject object = entryToJson(entry);
    QVector<QStringList> rows{{Tr::tr("Name"), plainLine(entry.profile.id)},
                              {Tr::tr("Title"), plainLine(entry.profile.title)}};
    QStringList remarks;
    if (!entry.isThisComputer()) {
        const Result<ConfiguredHost> host = reach(entry, opened->hosts);
        if (!host)
            return failure(host.error());
        const SshProfile &profile = host->profile;
        QStringList jumps;
        for (const SshProfile &jump : profile.jumps)
            jumps << shownAddress(jump);
        rows << QStringList{Tr::tr("Reached as"), plainLine(shownAddress(profile))};
        if (!jumps.isEmpty())
            rows << QStringList{Tr::tr("Over"), plainLine(jumps.join(QStringLiteral(" → ")))};
        rows << QStringList{Tr::tr("Keys"),
                            plainLine(profile.identityFiles.join(QStringLiteral(", ")))};
        remarks = host->needsSystemClient + host->notHonoured;
        object.insert(QStringLiteral("reached_as"), shownAddress(profile));
        object.insert(QStringLiteral("over"), QJsonArray::fromStringList(jumps));
        object.insert(QStringLiteral("remarks"), QJsonArray::fromStringList(remarks));
    }
    rows << QStringList{Tr::tr("Pythons"), plainLine(entry.profile.pythons.join(QLatin1Char(' ')))};
    if (entry.profile.jobs > 0)
        rows << QStringList{Tr::tr("Jobs at once"), QString::number(entry.profile.jobs)};
    if (!entry.profile.limits.isNone())
        rows << QStringList{Tr::tr("Limits of a job"), limitsTitle(entry.profile.limits)};
    if (!entry.profile.activation.isEmpty())
        rows << QStringList{Tr::tr("Activation"), plainLine(entry.profile.activation)};
    if (!entry.profile.wheels.isEmpty())
        rows << QStringList{Tr::tr("Wheels"), plainLine(QString::fromUtf8(entry.profile.wheels))};
    if (!entry.profile.base.isEmpty())
        rows << QStringList{Tr::tr("Base folder"),
                            plainLine(QString::fromUtf8(entry.profile.base))};
    if (context.terminal.isJson()) {
        context.terminal.object(object);
        return ExitCode::Ok;
    }
    context.terminal.table({Tr::tr("field"), Tr::tr("value")}, rows);
    for (const QString &remark : remarks)
        context.terminal.message(remark);
    return ExitCode::Ok;
}

struct AddOptions
{
    std::string name, address, user, title, base, activate, wheels;
    int port = 0, jobs = 0;
    LimitOptions limits;
    std::vector<std::string> keys, jumps, pythons;
};

QStringList texts(const std::vector<std::string> &words)
{
    QStringList list;
    for (const std::string &word : words)
        list << text(word);
    return list;
}

Result<HostEntry> entryOf(const AddOptions &options)
{
    HostEntry entry;
    const Result<JobLimits> limits = limitsOf(options.limits);
    if (!limits)
        return failure(limits.error());
    entry.profile = thisComputer();
    entry.profile.id = text(options.name);
    entry.profile.title = options.title.empty() ? entry.profile.id : text(options.title);
    entry.profile.base = text(options.base).toUtf8();
    if (!options.pythons.empty())
        entry.profile.pythons = texts(options.pythons);
    entry.profile.activation = text(options.activate);
    entry.profile.wheels = text(options.wheels).toUtf8();
    entry.address = options.address.empty() ? entry.profile.id : text(options.address);
    entry.user = text(options.user);
    entry.port = options.port;
    for (const QString &key : texts(options.keys))
        entry.identityFiles << QFileInfo(key).absoluteFilePath();
    entry.jumps = texts(options.jumps);
    entry.profile.jobs = options.jobs;
    entry.profile.limits = *limits;
    return entry;
}

Outcome add(Context &context, const AddOptions &options)
{
    const Result<HostEntry> made = entryOf(options);
    if (!made)
        return failure(made.error());
    const HostEntry &entry = *made;
    if (const Result<> checked = checkHostEntry(entry); !checked)
        return failure(checked.error());
    for (const QString &key : entry.identityFiles) {
        if (!QFileInfo(key).isFile())
            return failure(
                ErrorKind::NotFound,
                Tr::tr("There is no key %1; to make one: ssh-keygen -f %1").arg(plainLine(key)));
    }
    const auto edited =
        editHostList(context.folders.config, [&](HostList hosts) -> Result<HostList> {
            if (findHost(hosts, entry.profile.id))
                return failure(
                    ErrorKind::Busy,
                    Tr::tr("There is a host %1 already; remove it first: outcrop hosts rm %1")
                        .arg(entry.profile.id));
            if (const auto host = reach(entry, withConfiguredHosts(hosts)); !host)
                return failure(host.error());
            return withHost(std::move(hosts), entry);
        });
    if (!edited)
        return failure(edited.error());
    if (context.terminal.isJson())
        context.terminal.object(entryToJson(entry));
    else
        context.terminal.message(
            Tr::tr("%1 is in the list. To look whether it can run jobs: outcrop hosts test %1")
                .arg(entry.profile.id));
    return ExitCode::Ok;
}

Outcome remove(Context &context, const std::string &name)
{
    const QString id = text(name);
    std::optional<HostEntry> gone;
    const auto edited =
        editHostList(context.folders.config, [&](HostList hosts) -> Result<HostList> {
            const HostEntry *const entry = findHost(hosts, id);
            if (!entry || entry->isThisComputer())
                return failure(ErrorKind::NotFound,
                               Tr::tr("There is no host %1 in the list.").arg(plainLine(id, 80)));
            gone = *entry;
            return withoutHost(std::move(hosts), id);
        });
    if (!edited)
        return failure(edited.error());
    forgetSecretsOf(context.secrets, *gone, *edited);
    if (context.terminal.isJson())
        context.terminal.object({{QStringLiteral("removed"), id}});
    else
        context.terminal.message(
            Tr::tr("%1 is out of the list; what is on it stays there.").arg(id));
    return ExitCode::Ok;
}

void addAdd(CLI::App &hosts, Command &chosen)
{
    CLI::App *command = hosts.add_subcommand("add", text(Tr::tr("Add a host to the list")));
    const auto options = std::make_shared<AddOptions>();
    command->add_option("NAME", options->name, text(Tr::tr("How to call it")))->required();
    command->add_option("ADDRESS", options->address,
                        text(Tr::tr("As behind ssh: an address, or a name of ~/.ssh/config; "
                                    "without it, the name")));
    const auto option = [&](const char *name, auto &value, const QString &help, const char *type) {
        command->add_option(name, value, text(help))->type_name(type);
    };
    option("--user", options->user, Tr::tr("Who one is there"), "USER");
    option("--port", options->port, Tr::tr("Where its sshd listens"), "PORT");
    option("--key", options->keys, Tr::tr("A private key; may be given several times"), "FILE");
    option("--jump", options->jumps, Tr::tr("A host to go over; may be given several times"),
           "HOST");
    option("--python", options->pythons, Tr::tr("Its Python; several are tried in order"), "PATH");
    option("--activate", options->activate,
           Tr::tr("What makes its Python found: module load, conda activate, . venv/bin/activate"),
           "COMMAND");
    option("--wheels", options->wheels,
           Tr::tr("A folder of it from which alone packages are installed"), "FOLDER");
    option("--base", options->base, Tr::tr("Its folder for jobs"), "FOLDER");
    option("--jobs", options->jobs,
           Tr::tr("So many run there at once, the others wait; without it, any number"), "N");
    addLimitOptions(*command, options->limits);
    option("--title", options->title, Tr::tr("Its name for people"), "TEXT");
    command->callback([&chosen, options] {
        chosen = [options](Context &context) { return add(context, *options); };
    });
}

} // namespace

void addHosts(CLI::App &app, Command &chosen)
{
    CLI::App *command = app.add_subcommand(
        "hosts", text(Tr::tr("Hosts: where jobs can run, beside this computer")));
    command->require_subcommand(1);
    command->add_subcommand("list", text(Tr::tr("List them, those of ~/.ssh/config too")))
        ->callback([&chosen] { chosen = list; });
    const auto one = [&](const char *name, const QString &help,
                         Outcome (*run)(Context &, const std::string &)) {
        CLI::App *sub = command->add_subcommand(name, text(help));
        const auto host = std::make_shared<std::string>();
        addHostArgument(*sub, *host);
        sub->callback([&chosen, host, run] {
            chosen = [host, run](Context &context) { return run(context, *host); };
        });
    };
    one("show", Tr::tr("How a host is reached, and what is not honoured of ~/.ssh/config"), show);
    addAdd(*command, chosen);
    addHostsSet(*command, chosen);
    one("rm", Tr::tr("Take a host out of the list"), remove);
    addHostsTrust(*command, chosen);
    addHostsForgetKey(*command, chosen);
    addHostsForgetPassword(*command, chosen);
    addHostsTest(*command, chosen);
}

} // namespace outcrop
