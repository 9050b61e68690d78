#include "app/commands/charts.h"
#include "app/commands/command.h"
#include "app/commands/job_follower.h"
#include "app/commands/job_output.h"
#include "app/commands/leaderboard_output.h"
#include "app/commands/leakage_output.h"
#include "app/commands/opened_job.h"
#include "app/commands/run_job.h"
#include "core/results/report_reader.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTemporaryDir>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::RunCommand)
};

struct RunOptions
{
    std::string file;
    std::string host = "local";
    std::string charts;
    bool checkLeakage = false;
};

void merge(QJsonObject &object, const QJsonObject &more)
{
    for (auto it = more.begin(); it != more.end(); ++it)
        object.insert(it.key(), it.value());
}

// What a finished job found, for people or as the one object of --json.
Outcome report(Context &context, const Job &job, const QStringList &charts,
               const std::optional<Leakage> &leakage)
{
    QJsonObject object = jobToJson(job);
    const auto result = readReport(resultFolder(job));
    if (!result)
        return failure(result.error());
    const Leaderboard leaderboard = makeLeaderboard(*result);
    const ExitCode code = leakage && !leakage->clean ? ExitCode::Invalid : ExitCode::Ok;
    if (context.terminal.isJson()) {
        merge(object, resultToJson(*result, leaderboard));
        if (!charts.isEmpty())
            object.insert(QStringLiteral("charts"), QJsonArray::fromStringList(charts));
        if (leakage)
            object.insert(QStringLiteral("leakage"), toJson(*leakage));
        context.terminal.object(object);
        return code;
    }
    printResult(context.terminal, *result, leaderboard);
    if (leakage)
        printLeakage(context.terminal, *leakage);
    for (const QString &chart : charts)
        context.terminal.line(Tr::tr("Chart: %1").arg(chart));
    context.terminal.message(Tr::tr("Results: %1").arg(resultFolder(job)));
    return code;
}

Outcome run(Context &context, const RunOptions &options)
{
    const QTemporaryDir folder;
    auto request = prepareRequest(context, text(options.file), Purpose::Train, folder.path());
    if (!request)
        return failure(request.error());
    request->host = text(options.host);
    const auto service = openJobs(context);
    if (!service)
        return failure(service.error());
    const auto job = runToEnd(context, **service, *request);
    if (!job)
        return answerInterrupt(context, job.error());
    const Result<> succeeded = requireSuccess(*job);
    if (!succeeded) {
        context.terminal.error(succeeded.error());
        return exitCodeFor(job->attempt.state);
    }
    QStringList charts;
    if (!options.charts.empty()) {
        const auto drawn = drawCharts(job->results, text(options.charts));
        if (!drawn)
            return failure(drawn.error());
        charts = *drawn;
    }
    std::optional<Leakage> leakage;
    if (options.checkLeakage) {
        const auto checked = runLeakTest(context, **service, text(options.file), request->host);
        if (!checked)
            return failure(checked.error());
        leakage = *checked;
    }
    return report(context, *job, charts, leakage);
}

} // namespace

void addRun(CLI::App &app, Command &chosen)
{
    CLI::App *command = app.add_subcommand(
        "run", text(Tr::tr("Run a pipeline, follow it, and print the leaderboard")));
    const auto options = std::make_shared<RunOptions>();
    command
        ->add_option("FILE", options->file,
                     text(Tr::tr("A pipeline file (.outcrop); - is standard input")))
        ->required();
    command
        ->add_option("--host", options->host, text(Tr::tr("Where to run: local is this computer")))
        ->type_name("HOST");
    command
        ->add_option("--charts", options->charts,
                     text(Tr::tr("Draw loss, ROC, scores and latency into this folder")))
        ->type_name("FOLDER");
    command->add_flag("--check-leakage", options->checkLeakage,
                      text(Tr::tr("Afterwards test whether anything learned from held-out rows")));
    command->callback([&chosen, options] {
        chosen = [options](Context &context) { return run(context, *options); };
    });
}

} // namespace outcrop
