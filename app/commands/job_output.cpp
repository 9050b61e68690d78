#include "app/commands/job_output.h"

#include "core/hosts/host_profile.h"
#include "core/job_store/job_flags.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobOutput)
};

QJsonValue toJson(const std::optional<qint64> &epochSeconds)
{
    return epochSeconds
               ? QJsonValue(formatTime(QDateTime::fromSecsSinceEpoch(*epochSeconds, Qt::UTC)))
               : QJsonValue();
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

} // namespace

QJsonObject limitsToJson(const JobLimits &limits)
{
    const auto orNothing = [](qint64 number) {
        return number > 0 ? QJsonValue(number) : QJsonValue();
    };
    return {{QStringLiteral("seconds"), orNothing(limits.seconds)},
            {QStringLiteral("memory"), orNothing(limits.memory)},
            {QStringLiteral("cpus"), orNothing(limits.cpus)},
            {QStringLiteral("keep"), orNothing(limits.keep)}};
}

QString placeWords(const QueuePlace &place)
{
    return place.paused ? Tr::tr("place %1 in the queue, which is paused").arg(place.place)
                        : Tr::tr("place %1 in the queue").arg(place.place);
}

QString stateWords(const Job &job, const std::optional<QueuePlace> &place)
{
    QString state = stateTitle(job.attempt.state);
    if (const QString flag = flagTitle(job.attempt, QDateTime::currentDateTimeUtc());
        !flag.isEmpty())
        state = Tr::tr("%1, %2", "state, what is odd").arg(state, flag);
    return place ? Tr::tr("%1 (%2)").arg(state, placeWords(*place)) : state;
}

void insertPlace(QJsonObject &object, const std::optional<QueuePlace> &place)
{
    object.insert(QStringLiteral("queue_place"), place ? QJsonValue(place->place) : QJsonValue());
    object.insert(QStringLiteral("queue_paused"), place ? QJsonValue(place->paused) : QJsonValue());
}

QString formatTime(const QDateTime &utc)
{
    return utc.toUTC().toString(Qt::ISODate);
}

QString hostTitle(const QString &host)
{
    const HostProfile local = thisComputer();
    return host == local.id ? local.title : host;
}

std::optional<double> runSeconds(const Job &job)
{
    const Attempt &attempt = job.attempt;
    if (!attempt.startedAt)
        return {};
    const qint64 end = attempt.endedAt.value_or(QDateTime::currentSecsSinceEpoch());
    return isTerminal(attempt.state) && !attempt.endedAt
               ? std::nullopt
               : std::optional(double(end - *attempt.startedAt));
}

QJsonObject jobToJson(const Job &job)
{
    const Attempt &attempt = job.attempt;
    const auto seconds = runSeconds(job);
    return {{QStringLiteral("job"), job.title},
            {QStringLiteral("uuid"), job.uuid},
            {QStringLiteral("name"), job.name},
            {QStringLiteral("state"), stateName(attempt.state)},
            {QStringLiteral("host"), attempt.host},
            {QStringLiteral("attempt"), attempt.number},
            {QStringLiteral("instead_of"), orNull(job.insteadOf)},
            {QStringLiteral("created"), formatTime(job.createdAt)},
            {QStringLiteral("started"), toJson(attempt.startedAt)},
            {QStringLiteral("ended"), toJson(attempt.endedAt)},
            {QStringLiteral("seconds"), seconds ? QJsonValue(*seconds) : QJsonValue()},
            {QStringLiteral("exit_code"),
             attempt.exitCode ? QJsonValue(*attempt.exitCode) : QJsonValue()},
            {QStringLiteral("reason"), orNull(attempt.reason)},
            {QStringLiteral("flags"), QJsonArray::fromStringList(flagNames(attempt))},
            {QStringLiteral("results"), orNull(resultFolder(job))}};
}

QString resultFolder(const Job &job)
{
    return job.results.isEmpty() ? QString() : job.results + QStringLiteral("/training_result");
}

ExitCode exitCodeFor(JobState state)
{
    switch (state) {
    case JobState::Succeeded:
        return ExitCode::Ok;
    case JobState::Cancelled:
        return ExitCode::Cancelled;
    case JobState::Attention:
        return ExitCode::Busy;
    default:
        return ExitCode::JobFailed;
    }
}

} // namespace outcrop
