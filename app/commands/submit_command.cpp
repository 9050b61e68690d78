#include "app/commands/command.h"
#include "app/commands/host_look.h"
#include "app/commands/job_follower.h"
#include "app/commands/job_output.h"
#include "app/commands/opened_job.h"
#include "app/commands/run_job.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::SubmitCommand)
};

struct SubmitOptions
{
    std::string file;
    std::string host = "local";
    std::string key;
    bool wait = false;
    bool smoke = false;
};

// Before anything is sent: whoever loses the connection, or the program, knows what to ask for.
void printSubmitted(const Terminal &terminal, const Submitted &submitted)
{
    if (terminal.isJson()) {
        QJsonObject object = jobToJson(submitted.job);
        object.insert(QStringLiteral("already_submitted"), submitted.alreadySubmitted);
        terminal.object(object);
        return;
    }
    terminal.line(submitted.job.uuid);
    terminal.message(submitted.alreadySubmitted
                         ? Tr::tr("%1 is already submitted.").arg(submitted.job.title)
                         : Tr::tr("%1 · %2 · on %3")
                               .arg(submitted.job.title, plainLine(submitted.job.name),
                                    hostTitle(submitted.job.attempt.host)));
}

Outcome submit(Context &context, const SubmitOptions &options)
{
    const QTemporaryDir folder;
    auto request = prepareRequest(context, text(options.file), Purpose::Train, folder.path());
    if (!request)
        return failure(request.error());
    request->host = text(options.host);
    request->key = text(options.key);
    const auto service = openJobs(context);
    if (!service)
        return failure(service.error());
    if (options.smoke) {
        if (const Result<> works = smokeBefore(context, *request); !works)
            return failure(works.error());
    }
    if (const Result<> fit = lookBefore(context, **service, *request); !fit)
        return failure(fit.error());
    const auto submitted = (*service)->submit(*request);
    if (!submitted)
        return failure(submitted.error());
    printSubmitted(context.terminal, *submitted);

    JobFollower watch(context, **service, Show::Progress);
    const auto job =
        options.wait ? watch.untilEnded(submitted->job) : watch.untilStarted(submitted->job);
    if (!job)
        return answerInterrupt(context, job.error());
    if (!isTerminal(job->attempt.state) && job->attempt.state != JobState::Attention)
        return ExitCode::Ok;
    const Result<> succeeded = requireSuccess(*job);
    if (!succeeded)
        context.terminal.message(succeeded.error().message);
    else if (options.wait)
        context.terminal.message((job->pipeline.isEmpty()
                                      ? Tr::tr("%1 succeeded. Its files: outcrop jobs fetch %1")
                                      : Tr::tr("%1 succeeded. To see it: outcrop results show %1"))
                                     .arg(job->title));
    return exitCodeFor(job->attempt.state);
}

} // namespace

void addSubmit(CLI::App &app, Command &chosen)
{
    CLI::App *command = app.add_subcommand(
        "submit", text(Tr::tr("Start a pipeline, or a packed ZIP, and leave it to its host")));
    const auto options = std::make_shared<SubmitOptions>();
    command
        ->add_option(
            "FILE", options->file,
            text(Tr::tr(
                "A pipeline file (.outcrop; - is standard input), or a ZIP with a metadata.yaml")))
        ->required();
    command
        ->add_option("--host", options->host, text(Tr::tr("Where to run: local is this computer")))
        ->type_name("HOST");
    command
        ->add_option("--key", options->key,
                     text(Tr::tr("The same key twice is the same job, submitted once")))
        ->type_name("KEY");
    command->add_flag("--smoke", options->smoke,
                      text(Tr::tr("First try it on this computer with a few rows")));
    command->add_flag("--wait", options->wait,
                      text(Tr::tr("Wait for its end; Ctrl-C lets go of it")));
    command->callback([&chosen, options] {
        chosen = [options](Context &context) { return submit(context, *options); };
    });
}

} // namespace outcrop
