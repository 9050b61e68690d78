#include "app/commands/command.h"
#include "app/commands/job_follower.h"
#include "app/commands/job_output.h"
#include "app/commands/opened_job.h"
#include "app/commands/run_job.h"
#include "core/base/text.h"
#include "core/job_store/history.h"
#include "core/job_store/job_flags.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonArray>
#include <QSet>
#include <QTimer>

#include <CLI/App.hpp>

#include <chrono>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobsCommand)
};

constexpr int longestLook = 5000; // Milliseconds.

// Looks once at the hosts of unfinished jobs. Returns those that answered within a few seconds.
Result<QSet<QString>> lookAtHosts(JobService &service)
{
    const auto open = service.store().listJobs({{}, true});
    if (!open)
        return failure(open.error());
    QSet<QString> waiting, answered;
    QTimer longest;
    longest.setSingleShot(true);
    QObject::connect(&longest, &QTimer::timeout, qApp, &QCoreApplication::quit);
    QObject::connect(&service, &JobService::looked, &longest, [&](const QString &host, bool ok) {
        waiting.remove(host);
        if (ok)
            answered.insert(host);
        if (waiting.isEmpty())
            QCoreApplication::quit();
    });
    for (const Job &job : *open) {
        if (service.drive(job.uuid))
            waiting.insert(job.attempt.host);
    }
    longest.start(longestLook);
    if (!waiting.isEmpty())
        QCoreApplication::exec();
    return answered;
}

// Since when the state of a job is known to be what it is; nothing if that is now.
std::optional<QDateTime> knownSince(const Job &job, const QSet<QString> &answered)
{
    if (isTerminal(job.attempt.state) || answered.contains(job.attempt.host))
        return std::nullopt;
    return job.changedAt;
}

QJsonValue timeOrNull(const std::optional<QDateTime> &utc)
{
    return utc ? QJsonValue(formatTime(*utc)) : QJsonValue();
}

QString clock(const QDateTime &utc)
{
    return utc.toLocalTime().toString(QStringLiteral("yyyy-MM-dd hh:mm"));
}

QString secondOf(const QDateTime &utc)
{
    return utc.toLocalTime().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss"));
}

Outcome list(Context &context)
{
    const auto service = openJobs(context);
    if (!service)
        return failure(service.error());
    const JobStore &store = (*service)->store();
    const auto answered = lookAtHosts(**service);
    if (!answered)
        return failure(answered.error());
    const auto jobs = store.listJobs();
    if (!jobs)
        return failure(jobs.error());
    QJsonArray array;
    QVector<QStringList> rows;
    for (auto job = jobs->rbegin(); job != jobs->rend(); ++job) {
        const std::optional<QDateTime> since = knownSince(*job, *answered);
        QJsonObject object = jobToJson(*job);
        const auto place = store.placeOf(job->uuid);
        if (!place)
            return failure(place.error());
        insertPlace(object, *place);
        object.insert(QStringLiteral("as_of"), timeOrNull(since));
        array << object;
        const auto seconds = runSeconds(*job);
        const QString state = stateWords(*job, *place);
        rows << QStringList{job->title,
                            job->name,
                            hostTitle(job->attempt.host),
                            since ? Tr::tr("%1 (as of %2)").arg(state, clock(*since)) : state,
                            clock(job->createdAt),
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

// What was asked for, and how the host says it holds the job to that.
QString limitsHeld(const Job &job, const std::vector<JobEvent> &events)
{
    QString held;
    for (const JobEvent &event : events)
        held = event.data.value(QStringLiteral("limits")).toString(held);
    const QString asked = limitsTitle(job.limits);
    return held.isEmpty() ? asked : Tr::tr("%1 (on the host: %2)").arg(asked, held);
}

QJsonValue forecastToJson(const std::optional<Forecast> &forecast)
{
    if (!forecast)
        return {};
    return QJsonObject{{QStringLiteral("seconds"), forecast->seconds},
                       {QStringLiteral("runs"), forecast->runs}};
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
    }
    for (const HistoryRow &row : historyOf(*events))
        rows << QStringList{secondOf(row.first),
                            row.count > 1 ? secondOf(row.last) : QString(),
                            QString::number(row.count),
                            QString::number(row.attempt),
                            row.reason,
                            row.message};
    QJsonObject object = jobToJson(opened->job);
    const auto place = opened->service->store().placeOf(opened->job.uuid);
    if (!place)
        return failure(place.error());
    insertPlace(object, *place);
    const auto forecast = opened->service->forecast(opened->job.uuid);
    if (!forecast)
        return failure(forecast.error());
    const auto runs = opened->service->store().stillRuns(opened->job.uuid);
    if (!runs)
        return failure(runs.error());
    object.insert(QStringLiteral("as_of"), timeOrNull(knownSince(opened->job, {})));
    if (context.terminal.isJson()) {
        object.insert(QStringLiteral("still_running"), *runs);
        object.insert(QStringLiteral("limits"), limitsToJson(opened->job.limits));
        object.insert(QStringLiteral("forecast"), forecastToJson(*forecast));
        object.insert(QStringLiteral("history"), history);
        object.insert(QStringLiteral("package"), opened->job.package);
        object.insert(QStringLiteral("package_sha256"),
                      QString::fromLatin1(opened->job.packageSha256));
        context.terminal.object(object);
        return ExitCode::Ok;
    }
    object.insert(QStringLiteral("limits"), limitsHeld(opened->job, *events));
    object.insert(QStringLiteral("takes"), *forecast ? forecastTitle(**forecast) : QString());
    if (!opened->job.attempt.startTicks.isEmpty())
        object.insert(QStringLiteral("login"),
                      QStringLiteral("outcrop jobs login %1").arg(opened->job.title));
    if (*runs)
        object.insert(QStringLiteral("still running"),
                      Tr::tr("on %1, although it has ended here; outcrop jobs cancel %2 ends it")
                          .arg(hostTitle(opened->job.attempt.host), opened->job.title));
    if (const auto first = opened->service->store().findJob(opened->job.insteadOf); first)
        object.insert(QStringLiteral("instead of"),
                      Tr::tr("%1 on %2; the first that succeeds ends the other")
                          .arg(first->title, hostTitle(first->attempt.host)));
    object.insert(
        QStringLiteral("odd"),
        flagSentences(opened->job.attempt, QDateTime::currentDateTimeUtc()).join(QLatin1Char(' ')));
    object.insert(QStringLiteral("queue"), *place ? placeWords(**place) : QString());
    QVector<QStringList> facts;
    for (const char *key :
         {"job", "uuid", "name", "state", "odd", "as_of", "still running", "instead of", "queue",
          "host", "limits", "takes", "created", "started", "ended", "reason", "results", "login"}) {
        const QString value = object.value(QLatin1String(key)).toString();
        if (!value.isEmpty())
            facts << QStringList{QLatin1String(key), value};
    }
    context.terminal.table({Tr::tr("fact"), Tr::tr("value")}, facts);
    context.terminal.line({});
    context.terminal.table({Tr::tr("first"), Tr::tr("last"), Tr::tr("count"), Tr::tr("attempt"),
                            Tr::tr("what"), Tr::tr("message")},
                           rows);
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

// Waits for the end and says how it was; the end that was `wished` needs no explanation.
Outcome finish(Context &context, JobService &service, const Job &job,
               JobState wished = JobState::Succeeded)
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
    if (!succeeded && ended->attempt.state != wished)
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

// It has ended, and yet its host was seen to run it.
Outcome endWhatRuns(Context &context, JobService &service, const Job &job)
{
    const auto runs = [&] { return service.store().stillRuns(job.uuid).value_or(true); };
    QEventLoop loop;
    QObject::connect(&service, &JobService::jobChanged, &loop, [&] {
        if (!runs())
            loop.quit();
    });
    QTimer::singleShot(std::chrono::minutes(1), &loop, &QEventLoop::quit);
    if (const Result<> asked = service.cancel(job.uuid); !asked)
        return failure(asked.error());
    loop.exec();
    if (runs())
        return failure(ErrorKind::Network,
                       Tr::tr("%1 is asked for its end, and has not been seen to be gone yet: "
                              "outcrop jobs show %1")
                           .arg(job.title));
    if (context.terminal.isJson())
        context.terminal.object(jobToJson(job));
    else
        context.terminal.message(Tr::tr("What still ran of %1 is gone.").arg(job.title));
    return ExitCode::Ok;
}

Outcome cancel(Context &context, const std::string &name)
{
    const auto opened = openJob(context, name);
    if (!opened)
        return failure(opened.error());
    const Result<bool> runs = opened->service->store().stillRuns(opened->job.uuid);
    if (isTerminal(opened->job.attempt.state) && runs.value_or(false))
        return endWhatRuns(context, *opened->service, opened->job);
    if (isTerminal(opened->job.attempt.state))
        return failure(ErrorKind::Busy,
                       Tr::tr("%1 has ended already: %2.")
                           .arg(opened->job.title, stateTitle(opened->job.attempt.state)));
    const Result<> cancelled = opened->service->cancel(opened->job.uuid);
    if (!cancelled)
        return failure(cancelled.error());
    const Outcome outcome = finish(context, *opened->service, opened->job, JobState::Cancelled);
    return outcome && *outcome == ExitCode::Cancelled ? ExitCode::Ok : outcome;
}

// A sub-command of `jobs` that takes one job.
void addForJob(CLI::App &jobs, Command &chosen, const char *name, const QString &help,
               Outcome (*run)(Context &, const std::string &))
{
    CLI::App *command = jobs.add_subcommand(name, text(help));
    const auto job = std::make_shared<std::string>();
    addJobArgument(*command, *job);
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
    addJobArgument(*logged, options->job);
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
    addImport(*jobs, chosen);
    addLogin(*jobs, chosen);
    addRerun(*jobs, chosen);
    addQueue(*jobs, chosen);
}

} // namespace outcrop
