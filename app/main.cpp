#include "app/commands/charts.h"
#include "app/commands/command_line.h"

#include <QCoreApplication>

#include <cstring>

using namespace outcrop;

int main(int argc, char **argv)
{
    if (argc > 1 && std::strcmp(argv[1], "--draw-charts") == 0)
        return drawChartsInThisProcess(argc - 1, argv + 1);

    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("outcrop"));
    QCoreApplication::setApplicationVersion(QStringLiteral(OUTCROP_VERSION));

    CommandLine commandLine;
    const auto parsed = commandLine.parse(argc, argv);
    if (const auto *code = std::get_if<ExitCode>(&parsed))
        return int(*code);

    const auto &chosen = std::get<CommandLine::Chosen>(parsed);
    Terminal terminal(chosen.options);
    Context context{terminal, foldersFromEnvironment()};
    const Outcome outcome = chosen.command(context);
    if (outcome)
        return int(*outcome);
    terminal.error(outcome.error());
    return int(exitCodeFor(outcome.error().kind));
}
