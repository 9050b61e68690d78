#include "app/commands/command.h"
#include "app/commands/job_output.h"
#include "app/commands/opened_job.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <CLI/App.hpp>

#include <optional>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobsImport)
};

Outcome import(Context &context, const QString &host, bool dryRun)
{
    const auto service = openJobs(context);
    if (!service)
        return failure(service.error());
    const auto found = (*service)->findUnknown(host);
    if (!found)
        return failure(found.error());
    QJsonArray array;
    QVector<QStringList> rows;
    std::optional<Error> failed; // One that cannot be imported does not keep the others out.
    for (const FoundJob &each : *found) {
        const QString uuid = each.job.uuid.toString(QUuid::WithoutBraces);
        if (!dryRun) {
            if (const auto job = (*service)->import(host, each); !job) {
                if (failed)
                    context.terminal.message(failed->message);
                failed = job.error();
                continue;
            }
        }
        array << QJsonObject{{QStringLiteral("uuid"), uuid},
                             {QStringLiteral("name"), each.job.name},
                             {QStringLiteral("created"), each.job.created},
                             {QStringLiteral("attempt"), each.attempts}};
        rows << QStringList{each.job.name, each.job.created, uuid};
    }
    const QJsonObject object{
        {dryRun ? QStringLiteral("found") : QStringLiteral("imported"), array}};
    if (!rows.isEmpty() && !context.terminal.isJson())
        context.terminal.table({Tr::tr("pipeline"), Tr::tr("submitted"), Tr::tr("uuid")}, rows);
    if (failed) {
        context.terminal.error(*failed, object);
        return exitCodeFor(failed->kind);
    }
    if (context.terminal.isJson())
        context.terminal.object(object);
    else if (rows.isEmpty())
        context.terminal.message(
            Tr::tr("%1 has no job that is not in the list of jobs.").arg(hostTitle(host)));
    return ExitCode::Ok;
}

} // namespace

void addImport(CLI::App &jobs, Command &chosen)
{
    CLI::App *command = jobs.add_subcommand(
        "import", text(Tr::tr("Take the jobs of a host into the list that are not in it: after the "
                              "list was lost, or from another computer")));
    const auto host = std::make_shared<std::string>("local");
    const auto dryRun = std::make_shared<bool>(false);
    command->add_option("--host", *host, text(Tr::tr("Where to look: local is this computer")))
        ->type_name("HOST");
    command->add_flag("--dry-run", *dryRun, text(Tr::tr("Only list what is found")));
    command->callback([&chosen, host, dryRun] {
        chosen = [host, dryRun](Context &context) { return import(context, text(*host), *dryRun); };
    });
}

} // namespace outcrop
