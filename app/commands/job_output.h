#pragma once

#include "app/commands/context.h"
#include "core/job_store/job.h"

namespace outcrop {

// "job", "uuid", "name", "state", "host", times in RFC 3339 UTC, "exit_code", "reason", "results".
QJsonObject jobToJson(const Job &job);

QString formatTime(const QDateTime &utc); // RFC 3339, UTC.
QString hostTitle(const QString &host);

// How long it ran, by the host's clock; of a running one until now. Nothing before the start.
std::optional<double> runSeconds(const Job &job);

// Where its results are, if it made a report: …/training_result.
QString resultFolder(const Job &job);

// Ok, JobFailed or Cancelled of an ended job.
ExitCode exitCodeFor(JobState state);

} // namespace outcrop
