#include "app/commands/charts.h"
#include "app/commands/command.h"
#include "app/commands/host_look.h"
#include "app/commands/job_follower.h"
#include "app/commands/job_output.h"
#include "app/commands/leaderboard_output.h"
#include "app/commands/leakage_output.h"
#include "app/commands/limit_options.h"
#include "app/commands/opened_hosts.h"
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
    std::string host;
    std::string charts;
    LimitOptions limits;
    bool restarts = false;
    bool checkLeakage = false;
    bool smoke = false;
};

void merge(QJsonObject &object, const QJsonObject &more)
{
    for (auto it = more.begin(); it != more.end(); ++it)
        object.insert(it.key(), it.value());
}

// The charts and the leak test, where they are wanted.
Outcome drawAndCheck(Context &context, JobService &service, const RunOptions &options,
                     const Job &job, QJsonObject &object)
{
    if (!options.charts.empty()) {
        const auto charts = drawCharts(job.results, text(options.charts));
        if (!charts)
            return failure(charts.error());
        object.insert(QStringLiteral("charts"), QJsonArray::fromStringList(*charts));
        for (const QString &chart : *charts) {
            if (!context.terminal.isJson())
                context.terminal.line(Tr::tr("Chart: %1").arg(chart));
        }
    }
    if (!options.checkLeakage)
        return ExitCode::Ok;
    const auto leakage = runLeakTest(context, service, text(options.file), text(options.host));
    if (!leakage)
        return failure(leakage.error());
    object.insert(QStringLiteral("leakage"), toJson(*leakage));
    if (!context.terminal.isJson())
        printLeakage(context.terminal, *leakage);
    return leakage->clean ? ExitCode::Ok : ExitCode::Invalid;
}

// What a finished job found, for people or as the one object of --json. The leaderboard comes
// first: what fails after it does not take it away.
Outcome report(Context &context, JobService &service, const RunOptions &options, const Job &job)
{
    const auto result = readReport(resultFolder(job));
    if (!result)
        return failure(result.error());
    const Leaderboard leaderboard = makeLeaderboard(*result);
    QJsonObject object = jobToJson(job);
    merge(object, resultToJson(*result, leaderboard));
    if (!context.terminal.isJson()) {
        printResult(context.terminal, *result, leaderboard);
        context.terminal.message(Tr::tr("Results: %1").arg(resultFolder(job)));
    }
    const Outcome outcome = drawAndCheck(context, service, options, job, object);
    if (!outcome) {
        context.terminal.error(outcome.error(), object);
        return exitCodeFor(outcome.error().kind);
    }
    if (context.terminal.isJson())
        context.terminal.object(object);
    return *outcome;
}

Outcome run(Context &context, const RunOptions &options)
{
    QTemporaryDir folder;
    auto request = prepareRequest(context, text(options.file), Purpose::Train, folder.path(),
                                  text(options.host));
    if (!request)
        return failure(request.error());
    const Result<JobLimits> limits = limitsOf(options.limits);
    if (!limits)
        return failure(limits.error());
    request->limits = *limits;
    request->restarts = options.restarts;
    const auto service = openJobs(context);
    if (!service)
        return failure(service.error());
    if (options.smoke) {
        if (const Result<> works = smokeBefore(context, *request); !works)
            return failure(works.error());
    }
    const auto job = runToEnd(context, **service, *request);
    folder.remove(); // Before the answer: who reads no more of it ends the program at once.
    if (!job)
        return answerInterrupt(context, job.error());
    const Result<> succeeded = requireSuccess(*job);
    if (!succeeded) {
        context.terminal.error(succeeded.error());
        return exitCodeFor(job->attempt.state);
    }
    return report(context, **service, options, *job);
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
    addHostOption(*command, options->host);
    command
        ->add_option("--charts", options->charts,
                     text(Tr::tr("Draw loss, ROC, scores and latency into this folder")))
        ->type_name("FOLDER");
    addLimitOptions(*command, options->limits);
    addKeepOption(*command, options->limits);
    addRestartOption(*command, options->restarts);
    command->add_flag("--smoke", options->smoke,
                      text(Tr::tr("First try it on this computer with a few rows")));
    command->add_flag("--check-leakage", options->checkLeakage,
                      text(Tr::tr("Afterwards test whether anything learned from held-out rows")));
    command->callback([&chosen, options] {
        chosen = [options](Context &context) { return run(context, *options); };
    });
}

} // namespace outcrop
