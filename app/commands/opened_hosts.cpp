#include "app/commands/opened_hosts.h"

#include "app/commands/command.h"
#include "core/base/text.h"
#include "core/host_list/reach.h"

#include <QCoreApplication>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::OpenedHosts)
};

} // namespace

Result<HostList> openHosts(const Context &context)
{
    Result<HostList> hosts = loadHostList(context.folders.config);
    if (hosts)
        hosts = withConfiguredHosts(std::move(*hosts));
    return hosts;
}

Result<OpenedHost> openHost(const Context &context, const std::string &name)
{
    Result<HostList> hosts = openHosts(context);
    if (!hosts)
        return failure(hosts.error());
    if (const HostEntry *const entry = findHost(*hosts, text(name)))
        return OpenedHost{*entry, std::move(*hosts)};
    QStringList names{thisComputer().id};
    for (const HostEntry &entry : *hosts)
        names << entry.profile.id;
    const QString meant = nearest(text(name), names);
    return failure(ErrorKind::NotFound,
                   Tr::tr("There is no host %1. %2")
                       .arg(plainLine(text(name), 80),
                            meant.isEmpty() ? Tr::tr("To add it: outcrop hosts add NAME ADDRESS")
                                            : Tr::tr("Did you mean %1?").arg(plainLine(meant))));
}

void addHostArgument(CLI::App &command, std::string &host)
{
    command
        .add_option("HOST", host,
                    text(Tr::tr("A host: its name in the list, or in ~/.ssh/config; local is this "
                                "computer")))
        ->required();
}

void addHostOption(CLI::App &command, std::string &host)
{
    command
        .add_option("--host", host,
                    text(Tr::tr("Where to run: local is this computer; without it where the data "
                                "are, else here")))
        ->type_name("HOST");
}

} // namespace outcrop
