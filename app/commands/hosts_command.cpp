#include "app/commands/command.h"
#include "app/commands/host_output.h"
#include "app/commands/opened_hosts.h"
#include "core/base/text.h"
#include "core/host_list/kept_secrets.h"
#include "core/host_list/reach.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostsCommand)
};

Outcome list(Context &context)
{
    const Result<HostList> own = loadHostList(context.folders.config);
    if (!own)
        return failure(own.error());
    QJsonArray array;
    QVector<QStringList> rows;
    const auto add = [&](const HostEntry &entry, const char *source, const QString &from) {
        QJsonObject object = hostToJson(entry);
        object.insert(QStringLiteral("source"), QLatin1String(source));
        array << object;
        rows << QStringList{plainLine(entry.profile.id), hostAddress(entry), from};
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
    QJsonObject object = hostToJson(entry);
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
        remarks = remarksOn(*host);
        object.insert(QStringLiteral("reached_as"), shownAddress(profile));
        object.insert(QStringLiteral("over"), QJsonArray::fromStringList(jumps));
        object.insert(QStringLiteral("remarks"), QJsonArray::fromStringList(remarks));
    }
    rows << hostRows(entry);
    if (context.terminal.isJson()) {
        context.terminal.object(object);
        return ExitCode::Ok;
    }
    context.terminal.table({Tr::tr("field"), Tr::tr("value")}, rows);
    for (const QString &remark : remarks)
        context.terminal.message(remark);
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
    addHostsAdd(*command, chosen);
    addHostsSet(*command, chosen);
    one("rm", Tr::tr("Take a host out of the list"), remove);
    addHostsTrust(*command, chosen);
    addHostsForgetKey(*command, chosen);
    addHostsForgetPassword(*command, chosen);
    addHostsTest(*command, chosen);
}

} // namespace outcrop
