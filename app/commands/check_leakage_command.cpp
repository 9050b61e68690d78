#include "app/commands/command.h"
#include "app/commands/job_follower.h"
#include "app/commands/leakage_output.h"
#include "app/commands/opened_hosts.h"
#include "app/commands/opened_job.h"

#include <QCoreApplication>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CheckLeakageCommand)
};

Outcome checkLeakage(Context &context, const QString &file, const QString &host)
{
    const auto service = openJobs(context);
    if (!service)
        return failure(service.error());
    const auto leakage = runLeakTest(context, **service, file, host);
    if (!leakage)
        return answerInterrupt(context, leakage.error());
    if (context.terminal.isJson())
        context.terminal.object(toJson(*leakage));
    else
        printLeakage(context.terminal, *leakage);
    return leakage->clean ? ExitCode::Ok : ExitCode::Invalid;
}

} // namespace

void addCheckLeakage(CLI::App &app, Command &chosen)
{
    CLI::App *command = app.add_subcommand(
        "check-leakage",
        text(Tr::tr("Test whether anything learns from held-out rows, and name the block")));
    const auto file = std::make_shared<std::string>();
    const auto host = std::make_shared<std::string>();
    command
        ->add_option("FILE", *file, text(Tr::tr("A pipeline file (.outcrop); - is standard input")))
        ->required();
    addHostOption(*command, *host);
    command->callback([&chosen, file, host] {
        chosen = [file, host](Context &context) {
            return checkLeakage(context, text(*file), text(*host));
        };
    });
}

} // namespace outcrop
