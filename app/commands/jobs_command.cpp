#include "app/commands/command.h"
#include "app/commands/job_follower.h"
#include "app/commands/job_output.h"
#include "app/commands/run_job.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTimer>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobsCommand)
};

using Service = std::unique_ptr<JobService>;

// Opens the store and finds the job a person named.
struct Opened
{
    Service service;
    Job job;
};

Result<Opened> openJob(const Context &context, const std::string &name)
{
    auto service = openJobs(context);
    if (!service)
        return failure(service.error());
    const auto job = (*service)->store().findJob(text(name));
    if (!job)
        return failure(job.error());
    return Opened{std::move(*service), *job};
}

// Looks at the hosts of unfinished jobs until nothing changes any more, a few seconds at most.
void refresh(JobService &service)
{
    QTimer quiet, longest;
    for (QTimer *timer : {&quiet, &longest}) {
        timer->setSingleShot(true);
        QObject::connect(timer, &QTimer::timeout, qApp, &QCoreApplication::quit);
    }
    QObject::connect(&service, &JobService::jobChanged, &quiet, [&quiet] { quiet.start(); });
    quiet.start(700);
    longest.start(5000);
    if (service.driveAll())
        QCoreApplication::exec();
}

Outcome list(Context &context)
{
    const auto service = openJobs(context);
    if (!service)
        return failure(service.error());
    JobQuery unfinished;
    unfinished.unfinished = true;
    const auto open = (*service)->store().listJobs(unfinished);
    if (!open)
        return failure(open.error());
    if (!open->empty())
        refresh(**service);
    const auto jobs = (*service)->store().listJobs();
    if (!jobs)
        return failure(jobs.error());
    QJsonArray array;
    QVector<QStringList> rows;
    for (auto job = jobs->rbegin(); job != jobs->rend(); ++job) {
        const auto seconds = runSeconds(*job);
        array << jobToJson(*job);
        rows << QStringList{
            job->title,
            job->name,
            hostTitle(job->attempt.host),
            stateTitle(job->attempt.state),
            job->createdAt.toLocalTime().toString(QStringLiteral("yyyy-MM-dd hh:mm")),
            seconds ? formatDuration(*seconds) : QString(),
            job->uuid};
    }
    if (context.terminal.isJson())
        context.terminal.object({{QStringLiteral("jobs"), array}});
    else if (rows.isEmpty())
        context.terminal.message(Tr::tr("No jobs yet. outcrop run FILE starts one."));
    else
        context.terminal.table({Tr::tr("job"), Tr::tr("pipeline"), Tr::tr("host"), Tr::tr("state"),
                                Tr::tr("submitted"), Tr::tr("ran"), Tr::tr("uuid")},
                               rows);
    return ExitCode::Ok;
}

Outcome show(Context &context, const std::string &name)
{
    const auto opened = openJob(context, name);
    if (!opened)
        return failure(opened.error());
    const auto events = opened->service->store().events(opened->job.uuid);
    if (!events)
        return failure(events.error());
    QJsonArray history;
    QVector<QStringList> rows;
    for (const JobEvent &event : *events) {
        history << QJsonObject{{QStringLiteral("at"), formatTime(event.at)},
                               {QStringLiteral("attempt"), event.attempt},
                               {QStringLiteral("kind"), event.kind},
                               {QStringLiteral("data"), event.data}};
        rows << QStringList{event.at.toLocalTime().toString(QStringLiteral("hh:mm:ss")), event.kind,
                            event.data.value(QStringLiteral("from")).toString(),
                            event.data.value(QStringLiteral("to")).toString()};
    }
    QJsonObject object = jobToJson(opened->job);
    if (context.terminal.isJson()) {
        object.insert(QStringLiteral("history"), history);
        object.insert(QStringLiteral("package"), opened->job.package);
        object.insert(QStringLiteral("package_sha256"),
                      QString::fromLatin1(opened->job.packageSha256));
        context.terminal.object(object);
        return ExitCode::Ok;
    }
    QVector<QStringList> facts;
    for (const char *key : {"job", "uuid", "name", "state", "host", "created", "started", "ended",
                            "reason", "results"}) {
        const QString value = object.value(QLatin1String(key)).toString();
        if (!value.isEmpty())
            facts << QStringList{QLatin1String(key), value};
    }
    context.terminal.table({Tr::tr("fact"), Tr::tr("value")}, facts);
    context.terminal.line({});
    context.terminal.table({Tr::tr("time"), Tr::tr("event"), Tr::tr("from"), Tr::tr("to")}, rows);
    return ExitCode::Ok;
}

struct LogsOptions
{
    std::string job;
    bool follow = false;
    bool events = false;
};

Outcome logs(Context &context, const LogsOptions &options)
{
    const auto opened = openJob(context, options.job);
    if (!opened)
        return failure(opened.error());
    if (options.follow) {
        const Show show = options.events ? Show::Events : Show::Log;
        const auto job = JobFollower(context, *opened->service, show).untilEnded(opened->job);
        return job ? Outcome(ExitCode::Ok) : answerInterrupt(context, job.error());
    }
    const Stream stream = options.events ? Stream::Events : Stream::Log;
    LogWriter writer(context.terminal);
    for (qint64 offset = 0;;) {
        const auto bytes = opened->service->read(opened->job.uuid, stream, offset, 1 << 20);
        if (!bytes)
            return failure(bytes.error());
        if (bytes->isEmpty())
            break;
        offset += bytes->size();
        if (options.events)
            context.terminal.data(*bytes);
        else
            writer.write(*bytes);
    }
    writer.finish();
    return ExitCode::Ok;
}

// Waits for the end and says how it was.
Outcome finish(Context &context, JobService &service, const Job &job)
{
    const auto ended = JobFollower(context, service, Show::Progress).untilEnded(job);
    if (!ended)
        return answerInterrupt(context, ended.error());
    if (context.terminal.isJson())
        context.terminal.object(jobToJson(*ended));
    else
        context.terminal.line(
            QStringLiteral("%1  %2").arg(ended->title, stateTitle(ended->attempt.state)));
    const Result<> succeeded = requireSuccess(*ended);
    if (!succeeded)
        context.terminal.message(succeeded.error().message);
    return exitCodeFor(ended->attempt.state);
}

Outcome wait(Context &context, const std::string &name)
{
    const auto opened = openJob(context, name);
    if (!opened)
        return failure(opened.error());
    return finish(context, *opened->service, opened->job);
}

Outcome cancel(Context &context, const std::string &name)
{
    const auto opened = openJob(context, name);
    if (!opened)
        return failure(opened.error());
    if (isTerminal(opened->job.attempt.state))
        return failure(ErrorKind::Busy,
                       Tr::tr("%1 has ended already: %2.")
                           .arg(opened->job.title, stateTitle(opened->job.attempt.state)));
    const Result<> cancelled = opened->service->cancel(opened->job.uuid);
    if (!cancelled)
        return failure(cancelled.error());
    const Outcome outcome = finish(context, *opened->service, opened->job);
    return outcome && *outcome == ExitCode::Cancelled ? ExitCode::Ok : outcome;
}

// A sub-command of `jobs` that takes one job.
void addForJob(CLI::App &jobs, Command &chosen, const char *name, const QString &help,
               Outcome (*run)(Context &, const std::string &))
{
    CLI::App *command = jobs.add_subcommand(name, text(help));
    const auto job = std::make_shared<std::string>();
    command->add_option("JOB", *job, text(Tr::tr("A job: uuid, title, or the beginning of one")))
        ->required();
    command->callback([&chosen, job, run] {
        chosen = [job, run](Context &context) { return run(context, *job); };
    });
}

} // namespace

void addJobs(CLI::App &app, Command &chosen)
{
    CLI::App *jobs =
        app.add_subcommand("jobs", text(Tr::tr("Jobs: they run on, with or without Outcrop")));
    jobs->require_subcommand(1);

    CLI::App *listed = jobs->add_subcommand("list", text(Tr::tr("List all jobs, newest first")));
    listed->callback([&chosen] { chosen = list; });

    addForJob(*jobs, chosen, "show", Tr::tr("Show a job and its history"), show);

    const auto options = std::make_shared<LogsOptions>();
    CLI::App *logged = jobs->add_subcommand("logs", text(Tr::tr("Print what a job wrote")));
    logged
        ->add_option("JOB", options->job,
                     text(Tr::tr("A job: uuid, title, or the beginning of one")))
        ->required();
    logged->add_flag("-f,--follow", options->follow, text(Tr::tr("Go on until the job has ended")));
    logged->add_flag("--events", options->events,
                     text(Tr::tr("Its events (JSON Lines) instead of its log")));
    logged->callback([&chosen, options] {
        chosen = [options](Context &context) { return logs(context, *options); };
    });

    addForJob(*jobs, chosen, "wait",
              Tr::tr("Wait for the end of a job; the exit code says how it was"), wait);
    addForJob(*jobs, chosen, "cancel", Tr::tr("End a job and all its processes"), cancel);
    addFetch(*jobs, chosen);
    addRemove(*jobs, chosen);
}

} // namespace outcrop
