#include "app/commands/charts.h"
#include "app/commands/command_line.h"
#include "app/commands/terminal_credentials.h"
#include "app/window_library.h"
#include "core/base/english_plurals.h"
#include "core/base/memory_guard.h"
#include "core/host_list/remembered_credentials.h"
#include "core/secrets/keychain.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstring>

using namespace outcrop;

namespace {

int runCommand(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("outcrop"));
    QCoreApplication::setApplicationVersion(QStringLiteral(OUTCROP_VERSION));
    EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);

    CommandLine commandLine;
    const auto parsed = commandLine.parse(argc, argv);
    if (const auto *code = std::get_if<ExitCode>(&parsed))
        return int(*code);

    const auto &chosen = std::get<CommandLine::Chosen>(parsed);
    Terminal terminal(chosen.options);
    const bool isPiped = chosen.passwordDescriptor >= 0;
    TerminalCredentials person(chosen.keepsPassword);
    DescriptorCredentials piped(chosen.passwordDescriptor, chosen.keepsPassword);
    Credentials &asked = isPiped ? static_cast<Credentials &>(piped) : person;
    Keychain keychain;
    // What is given comes before what is kept.
    LoginMemory memory(&keychain, isPiped ? LoginMemory::Use::Keep : LoginMemory::Use::ReadAndKeep);
    RememberedCredentials credentials(
        memory, &asked, [&terminal](const QString &sentence) { terminal.message(sentence); });
    HostLogins logins;
    Context context{terminal, foldersFromEnvironment(), HostAccess{{}, &credentials, &logins},
                    keychain};
    const Outcome outcome = chosen.command(context);
    if (outcome)
        return int(*outcome);
    terminal.error(outcome.error());
    return int(exitCodeFor(outcome.error().kind));
}

} // namespace

// What nobody has caught ends the program. NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char **argv)
{
    if (argc > 1 && std::strcmp(argv[1], "--draw-charts") == 0)
        return drawChartsInThisProcess(argc - 1, argv + 1);

    guardMemory();
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    if (!asksForWindow(arguments))
        return runCommand(argc, argv);
    if (hasScreen(arguments))
        return openWindow(argc, argv);
    if (arguments.isEmpty())
        return runCommand(argc, argv); // Its help.
    std::fputs("outcrop: There is no screen to show a window on: DISPLAY and WAYLAND_DISPLAY are "
               "not set. On the command line: 'outcrop run FILE', 'outcrop --help'.\n",
               stderr);
    return 1;
}
