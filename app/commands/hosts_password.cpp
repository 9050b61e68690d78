#include "app/commands/command.h"
#include "app/commands/opened_hosts.h"
#include "core/base/text.h"
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

// What is kept of a host in the list; or the password of an address that stands in none, such as
// that of a jump host.
struct Kept
{
    QString title;
    QStringList names;
};

Result<Kept> keptOf(Context &context, const std::string &name)
{
    const Result<OpenedHost> opened = openHost(context, name);
    const QString address = text(name);
    if (!opened && opened.error().kind == ErrorKind::NotFound
        && address.contains(QLatin1Char('@'))) {
        LoginQuestion password;
        password.host = address;
        return Kept{plainLine(address, 80), {secretName(password)}};
    }
    if (!opened)
        return failure(opened.error());
    if (opened->entry.isThisComputer())
        return failure(ErrorKind::InvalidInput, Tr::tr("This computer asks for no password."));
    const Result<ConfiguredHost> way = reach(opened->entry, opened->hosts);
    if (!way)
        return failure(way.error());
    return Kept{opened->entry.profile.id, keptSecrets(context.secrets, *way)};
}

Outcome forgetPassword(Context &context, const std::string &name)
{
    const Result<Kept> kept = keptOf(context, name);
    if (!kept)
        return failure(kept.error());
    if (const QString why = context.secrets.whyNot(); !why.isEmpty())
        return failure(ErrorKind::Io, why);
    const Result<int> count = forgetSecrets(context.secrets, kept->names);
    if (!count)
        return failure(count.error());
    if (context.terminal.isJson())
        context.terminal.object(
            {{QStringLiteral("host"), kept->title}, {QStringLiteral("forgotten"), *count}});
    else
        context.terminal.message(
            *count == 0 ? Tr::tr("No password of %1 and no passphrase of its keys was kept.")
                              .arg(kept->title)
                        : Tr::tr("%1: what was kept to log in is forgotten.").arg(kept->title));
    return ExitCode::Ok;
}

} // namespace

void addHostsForgetPassword(CLI::App &hosts, Command &chosen)
{
    CLI::App *command = hosts.add_subcommand(
        "forget-password", text(Tr::tr("Take the password of a host, and the passphrases of its "
                                       "keys, out of the desktop's keychain")));
    const auto host = std::make_shared<std::string>();
    command
        ->add_option("HOST", *host,
                     text(Tr::tr("A host: its name in the list, or in ~/.ssh/config; or an address "
                                 "as it stands where its password is asked for: ann@gate:2222")))
        ->required();
    command->callback([&chosen, host] {
        chosen = [host](Context &context) { return forgetPassword(context, *host); };
    });
}

} // namespace outcrop
