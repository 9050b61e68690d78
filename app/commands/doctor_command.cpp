#include "app/commands/command.h"
#include "app/commands/opened_job.h"
#include "app/commands/preflight_output.h"
#include "core/builtin_catalog/builtin_catalog.h"
#include "core/hosts/local_shell.h"
#include "core/hosts/preflight.h"

#include <QCoreApplication>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::DoctorCommand)
};

PreflightLine judgeStore(const Context &context)
{
    const auto service = openJobs(context);
    if (!service)
        return {false, service.error().message, Tr::tr("See above")};
    const auto jobs = (*service)->store().listJobs();
    if (!jobs)
        return {false, jobs.error().message, Tr::tr("See above")};
    return {true,
            Tr::tr("Job store: %1, %n jobs", nullptr, int(jobs->size()))
                .arg((*service)->store().folder()),
            {}};
}

PreflightLine judgeCatalog(const Context &context)
{
    const auto catalog = catalogWithOwnTypes(context.folders.data + QStringLiteral("/catalog"));
    if (!catalog)
        return {false, catalog.error().message, Tr::tr("Mend or remove that file")};
    return {true,
            Tr::tr("Catalog: %n kinds of blocks, %1", nullptr, catalog->types().size())
                .arg(catalog->source()),
            {}};
}

Outcome doctor(Context &context)
{
    const HostProfile host = thisComputer();
    LocalShell shell;
    const auto facts = lookAtHost(shell, host);
    if (!facts)
        return failure(facts.error());
    std::vector<PreflightLine> lines = judge(*facts, host);
    lines.push_back(judgeStore(context));
    lines.push_back(judgeCatalog(context));

    const bool ok = printPreflight(context.terminal, lines);
    return ok ? ExitCode::Ok : ExitCode::Failure;
}

} // namespace

void addDoctor(CLI::App &app, Command &chosen)
{
    CLI::App *command =
        app.add_subcommand("doctor", text(Tr::tr("Look whether this computer can run pipelines")));
    command->callback([&chosen] { chosen = doctor; });
}

} // namespace outcrop
