#include "app/commands/command.h"
#include "app/commands/host_look.h"
#include "app/commands/opened_hosts.h"
#include "app/commands/preflight_output.h"
#include "app/commands/run_job.h"
#include "core/base/text.h"
#include "core/host_list/host_keys.h"
#include "core/host_list/host_shell.h"
#include "core/host_list/reach.h"

#include <QCoreApplication>

#include <CLI/App.hpp>
#include <unistd.h>

#include <iostream>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostsTrust)
};

struct TrustOptions
{
    std::string host;
    std::string fingerprint;
    std::string file;
};

// Who says whether an unknown key is the host's: the fingerprint that was given, else a person at
// the terminal.
HostKeyJudge judgeOf(const Terminal &terminal, const std::string &fingerprint)
{
    if (!fingerprint.empty())
        return acceptFingerprint(text(fingerprint));
    if (isatty(STDIN_FILENO) == 0 || terminal.isJson())
        return {};
    return [&terminal](const HostKeyQuestion &question) {
        for (const QString &remark : question.remarks)
            terminal.message(remark);
        terminal.message(
            Tr::tr("%1 is not known yet. It shows the key\n  %2 %3\nCompare it with what its "
                   "administrator says. Type yes if it is the same:")
                .arg(plainLine(question.host), QString::fromLatin1(question.key.type),
                     question.key.fingerprint()));
        std::string typed;
        std::getline(std::cin, typed);
        return text(typed).trimmed().toLower() == Tr::tr("yes");
    };
}

// What `call` finds on the host, after every key on the way was judged. Says how to accept one that
// is unknown, where nobody was there to do so.
template<class Call>
auto onHost(const Context &context, const TrustOptions &options, const OpenedHost &opened,
            Call call)
{
    bool isUnknown = false, isRefused = false;
    HostAccess access = context.access;
    access.judge = [&, judge = judgeOf(context.terminal, options.fingerprint)](
                       const HostKeyQuestion &question) {
        isUnknown = !judge;
        isRefused = judge && !judge(question);
        return judge && !isRefused;
    };
    const auto shell = openShell(opened.entry, opened.hosts, access);
    auto found = call(*shell);
    if (!found && isUnknown)
        found.error().message +=
            QLatin1Char(' ')
            + Tr::tr("To accept it: outcrop hosts trust %1 --accept-new-host-key SHA256:…")
                  .arg(opened.entry.profile.id);
    else if (!found && isRefused && !options.fingerprint.empty())
        found.error().message += QLatin1Char(' ')
                                 + Tr::tr("It is not %1, which was to be accepted.")
                                       .arg(plainLine(text(options.fingerprint), 80));
    else if (!found && !isRefused && found.error().kind == ErrorKind::HostKey)
        found.error().message += QLatin1Char(' ')
                                 + Tr::tr("If they say that it is new: outcrop hosts forget-key %1")
                                       .arg(opened.entry.profile.id);
    return found;
}

Outcome trust(Context &context, const TrustOptions &options)
{
    const Result<OpenedHost> opened = openHost(context, options.host);
    if (!opened)
        return failure(opened.error());
    const HostProfile &profile = opened->entry.profile;
    if (opened->entry.isThisComputer())
        return failure(ErrorKind::InvalidInput, Tr::tr("This computer needs no trust."));
    const auto answer = onHost(context, options, *opened,
                               [](RemoteShell &shell) { return shell.run("exit 0\n", {}); });
    // The key comes first: a host that lets nobody in is trusted all the same.
    if (!answer && answer.error().kind != ErrorKind::NeedsLogin)
        return failure(answer.error());
    if (context.terminal.isJson())
        context.terminal.object({{QStringLiteral("trusted"), profile.id}});
    else
        context.terminal.message(Tr::tr("The key of %1 is trusted.").arg(profile.id));
    return ExitCode::Ok;
}

Outcome forgetKey(Context &context, const std::string &name)
{
    const Result<OpenedHost> opened = openHost(context, name);
    if (!opened)
        return failure(opened.error());
    const QString id = opened->entry.profile.id;
    if (opened->entry.isThisComputer())
        return failure(ErrorKind::InvalidInput, Tr::tr("This computer has no key to forget."));
    const Result<int> lines =
        reach(opened->entry, opened->hosts).and_then([](const ConfiguredHost &host) {
            return forgetOldKeys(host);
        });
    if (!lines)
        return failure(lines.error());
    if (context.terminal.isJson())
        context.terminal.object(
            {{QStringLiteral("forgotten"), id}, {QStringLiteral("lines"), *lines}});
    else
        context.terminal.message(
            Tr::tr("The old key of %1 is forgotten. To compare its new one: outcrop hosts trust %1")
                .arg(id));
    return ExitCode::Ok;
}

Outcome test(Context &context, const TrustOptions &options)
{
    const Result<OpenedHost> opened = openHost(context, options.host);
    if (!opened)
        return failure(opened.error());
    const HostProfile &profile = opened->entry.profile;
    const Result<PackageNeeds> needs = options.file.empty()
                                           ? PackageNeeds()
                                           : needsOfFile(context, text(options.file), profile.id);
    if (!needs)
        return failure(needs.error());
    const SubmitLook look{
        profile, *needs, blocksOfFile(context, text(options.file)), context.folders.cache, {}};
    std::vector<PreflightLine> blocks;
    Result<HostFacts> facts = onHost(context, options, *opened, [&](RemoteShell &shell) {
        Result<HostFacts> found = lookAtHost(shell, profile, *needs);
        if (found)
            blocks = judgeBlocks(shell, look, chosenPython(*found, *needs));
        return found;
    });
    if (!facts)
        return failure(facts.error());
    // A login that others have, too, does not end with a shell.
    const bool logsOut = !context.access.logins || context.access.logins->isEmpty();
    if (!opened->entry.isThisComputer() && logsOut) {
        if (const auto survives = survivesLogout(
                [&] { return openShell(opened->entry, opened->hosts, context.access); }))
            facts->survivesLogout = *survives;
    }
    std::vector<PreflightLine> lines = judge(*facts, profile, *needs);
    lines.insert(lines.end(), blocks.begin(), blocks.end());
    const bool ok = printPreflight(context.terminal, lines, {{QStringLiteral("host"), profile.id}});
    return ok ? ExitCode::Ok : ExitCode::Failure;
}

CLI::App *addOne(CLI::App &hosts, Command &chosen, const char *name, const QString &help,
                 const std::shared_ptr<TrustOptions> &options,
                 Outcome (*run)(Context &, const TrustOptions &))
{
    CLI::App *command = hosts.add_subcommand(name, text(help));
    addHostArgument(*command, options->host);
    command
        ->add_option("--accept-new-host-key", options->fingerprint,
                     text(Tr::tr("The fingerprint its administrator told you; no other is taken")))
        ->type_name("SHA256:…");
    command->callback([&chosen, options, run] {
        chosen = [options, run](Context &context) { return run(context, *options); };
    });
    return command;
}

} // namespace

void addHostsTrust(CLI::App &hosts, Command &chosen)
{
    addOne(hosts, chosen, "trust", Tr::tr("Get to know the key of a host, before anything is sent"),
           std::make_shared<TrustOptions>(), trust);
}

void addHostsForgetKey(CLI::App &hosts, Command &chosen)
{
    CLI::App *command = hosts.add_subcommand(
        "forget-key", text(Tr::tr("Take the old key of a host out of known_hosts, after its "
                                  "administrator said that it has a new one")));
    const auto host = std::make_shared<std::string>();
    addHostArgument(*command, *host);
    command->callback([&chosen, host] {
        chosen = [host](Context &context) { return forgetKey(context, *host); };
    });
}

void addHostsTest(CLI::App &hosts, Command &chosen)
{
    const auto options = std::make_shared<TrustOptions>();
    addOne(hosts, chosen, "test", Tr::tr("Log in and look whether a host can run pipelines"),
           options, test)
        ->add_option("FILE", options->file,
                     text(Tr::tr("A pipeline or a packed ZIP: look whether it can run this one")));
}

} // namespace outcrop
