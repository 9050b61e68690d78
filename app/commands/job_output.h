#pragma once

#include "app/commands/context.h"
#include "core/job_store/job_store.h"

namespace outcrop {

// "job", "uuid", "name", "state", "host", times in RFC 3339 UTC, "exit_code", "reason",
// "flags" (see flagNames()), "results".
QJsonObject jobToJson(const Job &job);

// null where there is none: "seconds", "memory" (bytes), "cpus".
QJsonObject limitsToJson(const JobLimits &limits);

// "place 2 in the queue", "place 2 in the queue, which is paused".
QString placeWords(const QueuePlace &place);
// The state of a job for people, with what is odd about it, and its place where it
// waits for its turn.
QString stateWords(const Job &job, const std::optional<QueuePlace> &place);
// "queue_place" and "queue_paused" of a job; null where it does not wait.
void insertPlace(QJsonObject &object, const std::optional<QueuePlace> &place);

QString formatTime(const QDateTime &utc); // RFC 3339, UTC.
QString hostTitle(const QString &host);

// How long it ran, by the host's clock; of a running one until now. Nothing before the start.
std::optional<double> runSeconds(const Job &job);

// Where its results are, if it made a report: …/training_result.
QString resultFolder(const Job &job);

// Ok, JobFailed or Cancelled of an ended job.
ExitCode exitCodeFor(JobState state);

} // namespace outcrop
