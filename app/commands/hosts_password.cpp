#include "app/commands/command.h"
#include "app/commands/opened_hosts.h"
#include "core/host_list/kept_secrets.h"
#include "core/host_list/reach.h"

#include <QCoreApplication>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostsPassword)
};

Outcome forgetPassword(Context &context, const std::string &name)
{
    const Result<OpenedHost> opened = openHost(context, name);
    if (!opened)
        return failure(opened.error());
    const QString id = opened->entry.profile.id;
    if (opened->entry.isThisComputer())
        return failure(ErrorKind::InvalidInput, Tr::tr("This computer asks for no password."));
    const Result<ConfiguredHost> way = reach(opened->entry, opened->hosts);
    if (!way)
        return failure(way.error());
    if (const QString why = context.secrets.whyNot(); !why.isEmpty())
        return failure(ErrorKind::Io, why);
    const Result<int> count = forgetSecrets(context.secrets, keptSecrets(context.secrets, *way));
    if (!count)
        return failure(count.error());
    if (context.terminal.isJson())
        context.terminal.object(
            {{QStringLiteral("host"), id}, {QStringLiteral("forgotten"), *count}});
    else
        context.terminal.message(
            *count == 0
                ? Tr::tr("No password of %1 and no passphrase of its keys was kept.").arg(id)
                : Tr::tr("%1: what was kept to log in is forgotten.").arg(id));
    return ExitCode::Ok;
}

} // namespace

void addHostsForgetPassword(CLI::App &hosts, Command &chosen)
{
    CLI::App *command = hosts.add_subcommand(
        "forget-password", text(Tr::tr("Take the password of a host, and the passphrases of its "
                                       "keys, out of the desktop's keychain")));
    const auto host = std::make_shared<std::string>();
    addHostArgument(*command, *host);
    command->callback([&chosen, host] {
        chosen = [host](Context &context) { return forgetPassword(context, *host); };
    });
}

} // namespace outcrop
