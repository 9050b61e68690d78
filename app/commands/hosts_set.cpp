#include "app/commands/command.h"
#include "app/commands/host_options.h"
#include "app/commands/host_output.h"
#include "app/commands/job_output.h"
#include "app/commands/opened_hosts.h"
#include "core/base/text.h"
#include "core/host_list/reach.h"

#include <QCoreApplication>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostsSet)
};

struct AddOptions
{
    std::string name, address;
    HostOptions host;
};

struct SetOptions
{
    std::string name;
    HostOptions host;
};

// Into the list, if there is a way to it.
Result<HostList> withReachable(HostList hosts, const HostEntry &entry)
{
    if (!entry.isThisComputer()) {
        if (const auto way = reach(entry, withConfiguredHosts(hosts)); !way)
            return failure(way.error());
    }
    return withHost(std::move(hosts), entry);
}

Outcome add(Context &context, const AddOptions &options)
{
    HostEntry fresh = thisComputerEntry();
    fresh.profile.id = fresh.profile.title = text(options.name);
    fresh.address = options.address.empty() ? fresh.profile.id : text(options.address);
    const Result<HostEntry> entry = withOptions(std::move(fresh), options.host);
    if (!entry)
        return failure(entry.error());
    const QString id = entry->profile.id;
    const auto edited =
        editHostList(context.folders.config, [&](HostList hosts) -> Result<HostList> {
            if (findHost(hosts, id))
                return failure(
                    ErrorKind::Busy,
                    Tr::tr("There is a host %1 already; to change it: outcrop hosts set %1")
                        .arg(id));
            return withReachable(std::move(hosts), *entry);
        });
    if (!edited)
        return failure(edited.error());
    if (context.terminal.isJson())
        context.terminal.object(hostToJson(*entry));
    else
        context.terminal.message(
            Tr::tr("%1 is in the list. To look whether it can run jobs: outcrop hosts test %1")
                .arg(id));
    return ExitCode::Ok;
}

// One of ~/.ssh/config comes into the list with it.
Result<HostEntry> changed(const OpenedHost &opened, const HostList &hosts,
                          const HostOptions &options)
{
    HostOptions jobsAlone;
    jobsAlone.jobs = options.jobs;
    if (opened.entry.isThisComputer() && !(options == jobsAlone))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("Of this computer only --jobs can be chosen."));
    const HostEntry *const listed = findHost(hosts, opened.entry.profile.id);
    return withOptions(listed ? *listed : opened.entry, options);
}

Outcome set(Context &context, const SetOptions &options)
{
    const Result<OpenedHost> opened = openHost(context, options.name);
    if (!opened)
        return failure(opened.error());
    const QString id = opened->entry.profile.id;
    const auto edited =
        editHostList(context.folders.config, [&](HostList hosts) -> Result<HostList> {
            const Result<HostEntry> entry = changed(*opened, hosts, options.host);
            return entry ? withReachable(std::move(hosts), *entry) : failure(entry.error());
        });
    if (!edited)
        return failure(edited.error());
    const HostEntry &now = *findHost(*edited, id);
    const QString title = plainLine(hostTitle(id));
    if (context.terminal.isJson())
        context.terminal.object(hostToJson(now));
    else if (!options.host.jobs)
        context.terminal.message(Tr::tr("%1 is changed. To see it: outcrop hosts show %1").arg(id));
    else
        context.terminal.message(
            now.profile.jobs == 0
                ? Tr::tr("%1 runs any number of jobs at once.").arg(title)
                : Tr::tr("%1 runs at most %n jobs at once; the others wait for their turn.",
                         nullptr, now.profile.jobs)
                      .arg(title));
    return ExitCode::Ok;
}

} // namespace

void addHostsAdd(CLI::App &hosts, Command &chosen)
{
    CLI::App *command = hosts.add_subcommand("add", text(Tr::tr("Add a host to the list")));
    const auto options = std::make_shared<AddOptions>();
    command->add_option("NAME", options->name, text(Tr::tr("How to call it")))->required();
    command->add_option("ADDRESS", options->address,
                        text(Tr::tr("As behind ssh: an address, or a name of ~/.ssh/config; "
                                    "without it, the name")));
    addHostOptions(*command, options->host);
    command->callback([&chosen, options] {
        chosen = [options](Context &context) { return add(context, *options); };
    });
}

void addHostsSet(CLI::App &hosts, Command &chosen)
{
    CLI::App *command = hosts.add_subcommand(
        "set", text(Tr::tr("Change a host of the list, or how many jobs run at once on this "
                           "computer; one of ~/.ssh/config comes into the list. '' takes back "
                           "what was chosen")));
    const auto options = std::make_shared<SetOptions>();
    addHostArgument(*command, options->name);
    addHostOptions(*command, options->host);
    command->callback([&chosen, options] {
        if (options->host == HostOptions())
            throw CLI::RequiredError("--jobs, or another option,");
        chosen = [options](Context &context) { return set(context, *options); };
    });
}

} // namespace outcrop
