#include "app/commands/command.h"
#include "app/commands/job_output.h"
#include "app/commands/opened_hosts.h"
#include "core/base/text.h"

#include <QCoreApplication>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostsSet)
};

struct SetOptions
{
    std::string host;
    int jobs = 0;
};

Outcome set(Context &context, const SetOptions &options)
{
    const Result<OpenedHost> opened = openHost(context, options.host);
    if (!opened)
        return failure(opened.error());
    const QString id = opened->entry.profile.id;
    const auto edited =
        editHostList(context.folders.config, [&](HostList hosts) -> Result<HostList> {
            const HostEntry *const listed = findHost(hosts, id);
            HostEntry entry = listed ? *listed : opened->entry;
            entry.profile.jobs = options.jobs;
            if (const Result<> checked = checkHostEntry(entry); !checked)
                return failure(checked.error());
            return withHost(std::move(hosts), entry);
        });
    if (!edited)
        return failure(edited.error());
    const QString title = plainLine(hostTitle(id));
    if (context.terminal.isJson())
        context.terminal.object(
            {{QStringLiteral("host"), id},
             {QStringLiteral("jobs"), options.jobs > 0 ? QJsonValue(options.jobs) : QJsonValue()}});
    else
        context.terminal.message(
            options.jobs == 0
                ? Tr::tr("%1 runs any number of jobs at once.").arg(title)
                : Tr::tr("%1 runs at most %n jobs at once; the others wait for their turn.",
                         nullptr, options.jobs)
                      .arg(title));
    return ExitCode::Ok;
}

} // namespace

void addHostsSet(CLI::App &hosts, Command &chosen)
{
    CLI::App *command = hosts.add_subcommand(
        "set", text(Tr::tr("Choose how many jobs run at once on a host, or on this computer; one "
                           "of ~/.ssh/config comes into the list")));
    const auto options = std::make_shared<SetOptions>();
    addHostArgument(*command, options->host);
    command
        ->add_option("--jobs", options->jobs,
                     text(Tr::tr("So many run there at once, the others wait; 0: any number")))
        ->type_name("N")
        ->required();
    command->callback([&chosen, options] {
        chosen = [options](Context &context) { return set(context, *options); };
    });
}

} // namespace outcrop
