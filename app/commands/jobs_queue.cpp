#include "app/commands/command.h"
#include "app/commands/host_look.h"
#include "app/commands/job_output.h"
#include "app/commands/opened_hosts.h"
#include "app/commands/opened_job.h"
#include "app/commands/submitted_job.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobsQueue)
};

// As before a submit. That the package is gone is for who runs it to say.
Result<> lookAgain(Context &context, const OpenedJob &opened, const QString &host,
                   const QString &key = {})
{
    const Job &job = opened.job;
    SubmitRequest request;
    request.package = job.package;
    if (QFileInfo::exists(job.pipeline))
        request.pipeline = job.pipeline;
    request.host = host.isEmpty() ? job.attempt.host : host;
    request.key = key;
    return QFileInfo::exists(job.package) ? lookBefore(context, *opened.service, request)
                                          : Result<>();
}

struct RerunOptions
{
    std::string job, host, key;
    bool instead = false, wait = false;
};

Outcome rerun(Context &context, const RerunOptions &options)
{
    const auto opened = openJob(context, options.job);
    if (!opened)
        return failure(opened.error());
    if (const Result<> fit = lookAgain(context, *opened, text(options.host), text(options.key));
        !fit)
        return failure(fit.error());
    const auto submitted = opened->service->rerun(opened->job.uuid, text(options.host),
                                                  text(options.key), options.instead);
    if (!submitted)
        return failure(submitted.error());
    if (options.instead)
        context.terminal.message(
            Tr::tr("%1 may still run on %2. The first of both that succeeds is kept, and the "
                   "other is cancelled.")
                .arg(opened->job.title, plainLine(opened->job.attempt.host)));
    else if (!isTerminal(opened->job.attempt.state))
        context.terminal.message(
            Tr::tr("%1 has not ended (%2): both may run.")
                .arg(opened->job.title, stateTitle(opened->job.attempt.state)));
    return leaveToHost(context, *opened->service, *submitted, options.wait);
}

struct RetryOptions
{
    std::string job, host;
    bool wait = false;
};

Outcome retry(Context &context, const RetryOptions &options)
{
    const auto opened = openJob(context, options.job);
    if (!opened)
        return failure(opened.error());
    if (!options.host.empty() && isTerminal(opened->job.attempt.state)) {
        if (const Result<> fit = lookAgain(context, *opened, text(options.host)); !fit)
            return failure(fit.error());
    }
    if (const Result<> tried = opened->service->tryAgain(opened->job.uuid, text(options.host));
        !tried)
        return failure(tried.error());
    const auto job = opened->service->store().findJob(opened->job.uuid);
    if (!job)
        return failure(job.error());
    return leaveToHost(context, *opened->service, {*job, false}, options.wait);
}

// The queue of a host as it is now: one job a line, the next one first.
Outcome printQueue(Context &context, const JobService &service, const QString &host)
{
    const Result<HostQueue> queue = service.queue(host);
    if (!queue)
        return failure(queue.error());
    QJsonArray waiting;
    QVector<QStringList> rows;
    for (const Job &job : queue->waiting) {
        waiting << job.uuid;
        rows << QStringList{QString::number(rows.size() + 1), job.title, job.name, job.uuid};
    }
    if (context.terminal.isJson()) {
        context.terminal.object({{QStringLiteral("host"), host},
                                 {QStringLiteral("paused"), queue->paused},
                                 {QStringLiteral("occupied"), queue->occupied},
                                 {QStringLiteral("waiting"), waiting}});
        return ExitCode::Ok;
    }
    if (!rows.isEmpty())
        context.terminal.table({Tr::tr("place"), Tr::tr("job"), Tr::tr("pipeline"), Tr::tr("uuid")},
                               rows);
    const QString title = hostTitle(host);
    context.terminal.message(
        queue->paused
            ? Tr::tr("%1 is paused: what runs there runs on, nothing more is sent.").arg(title)
            : Tr::tr("%1 is sent jobs, the first of its queue first.").arg(title));
    return ExitCode::Ok;
}

Outcome setPaused(Context &context, const std::string &name, bool paused)
{
    const Result<OpenedHost> host = openHost(context, name);
    if (!host)
        return failure(host.error());
    const auto service = openJobs(context);
    if (!service)
        return failure(service.error());
    const QString id = host->entry.profile.id;
    const Result<> set = paused ? (*service)->pauseQueue(id) : (*service)->resumeQueue(id);
    if (!set)
        return failure(set.error());
    return printQueue(context, **service, id);
}

struct MoveOptions
{
    std::string job, before;
    bool first = false;
};

Outcome move(Context &context, const MoveOptions &options)
{
    const auto opened = openJob(context, options.job);
    if (!opened)
        return failure(opened.error());
    JobService &service = *opened->service;
    Result<> moved;
    if (options.first) {
        moved = service.moveFirst(opened->job.uuid);
    } else {
        const auto other = service.store().findJob(text(options.before));
        if (!other)
            return failure(other.error());
        moved = service.moveBefore(opened->job.uuid, other->uuid);
    }
    if (!moved)
        return failure(moved.error());
    return printQueue(context, service, opened->job.attempt.host);
}

void addMove(CLI::App &jobs, Command &chosen)
{
    CLI::App *command =
        jobs.add_subcommand("move", text(Tr::tr("Change the place of a job that waits for its "
                                                "turn on a host")));
    const auto options = std::make_shared<MoveOptions>();
    addJobArgument(*command, options->job);
    CLI::Option *const first =
        command->add_flag("--first", options->first, text(Tr::tr("The next to be sent")));
    CLI::Option *const before =
        command->add_option("--before", options->before, text(Tr::tr("Before this job")))
            ->type_name("JOB");
    first->excludes(before);
    command->callback([&chosen, options] {
        if (!options->first && options->before.empty())
            throw CLI::RequiredError("--first or --before");
        chosen = [options](Context &context) { return move(context, *options); };
    });
}

void addRetry(CLI::App &jobs, Command &chosen)
{
    CLI::App *command = jobs.add_subcommand(
        "retry", text(Tr::tr("Start a job again that ended badly, or go on with one that needs "
                             "attention")));
    const auto options = std::make_shared<RetryOptions>();
    addJobArgument(*command, options->job);
    command
        ->add_option("--host", options->host,
                     text(Tr::tr("Where to run; only for a job that has ended")))
        ->type_name("HOST");
    command->add_flag("--wait", options->wait,
                      text(Tr::tr("Wait for its end; Ctrl-C lets go of it")));
    command->callback([&chosen, options] {
        chosen = [options](Context &context) { return retry(context, *options); };
    });
}

} // namespace

void addRerun(CLI::App &jobs, Command &chosen)
{
    addRetry(jobs, chosen);
    CLI::App *command = jobs.add_subcommand(
        "rerun", text(Tr::tr("Submit the very package of a job again, as a new job")));
    const auto options = std::make_shared<RerunOptions>();
    addJobArgument(*command, options->job);
    command
        ->add_option("--host", options->host,
                     text(Tr::tr("Where to run; without it, where it ran before")))
        ->type_name("HOST");
    command
        ->add_option("--key", options->key,
                     text(Tr::tr("The same key twice is the same job, submitted once")))
        ->type_name("KEY");
    command->add_flag("--instead", options->instead,
                      text(Tr::tr("In the place of one whose host does not answer: the first of "
                                  "both that succeeds ends the other")));
    command->add_flag("--wait", options->wait,
                      text(Tr::tr("Wait for its end; Ctrl-C lets go of it")));
    command->callback([&chosen, options] {
        chosen = [options](Context &context) { return rerun(context, *options); };
    });
}

void addQueue(CLI::App &jobs, Command &chosen)
{
    const auto one = [&](const char *name, const QString &help, bool paused) {
        CLI::App *command = jobs.add_subcommand(name, text(help));
        const auto host = std::make_shared<std::string>();
        addHostArgument(*command, *host);
        command->callback([&chosen, host, paused] {
            chosen = [host, paused](Context &context) { return setPaused(context, *host, paused); };
        });
    };
    one("pause", Tr::tr("Send no more jobs to a host; those that are there run on"), true);
    one("resume", Tr::tr("Send jobs to a host again"), false);
    addMove(jobs, chosen);
}

} // namespace outcrop
