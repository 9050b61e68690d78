#include "app/commands/charts.h"
#include "app/commands/command_line.h"
#include "app/commands/terminal_credentials.h"
#include "app/window_library.h"
#include "core/host_list/remembered_credentials.h"

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

    CommandLine commandLine;
    const auto parsed = commandLine.parse(argc, argv);
    if (const auto *code = std::get_if<ExitCode>(&parsed))
        return int(*code);

    const auto &chosen = std::get<CommandLine::Chosen>(parsed);
    Terminal terminal(chosen.options);
    TerminalCredentials person;
    DescriptorCredentials piped(chosen.passwordDescriptor);
    Credentials &asked = chosen.passwordDescriptor < 0 ? static_cast<Credentials &>(person) : piped;
    LoginMemory memory;
    RememberedCredentials credentials(memory, &asked);
    Context context{terminal, foldersFromEnvironment(), HostAccess{{}, &credentials}};
    const Outcome outcome = chosen.command(context);
    if (outcome)
        return int(*outcome);
    terminal.error(outcome.error());
    return int(exitCodeFor(outcome.error().kind));
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && std::strcmp(argv[1], "--draw-charts") == 0)
        return drawChartsInThisProcess(argc - 1, argv + 1);

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
