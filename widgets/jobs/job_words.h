#pragma once

#include "widgets/jobs/job_row.h"

namespace outcrop {

// How a row is put into words. `now` is UTC.

// "Running 2 of 5", "Failed in “Scaler”", "Waiting, 2nd in the queue of lab".
QString stateText(const JobRow &row);
// The same, with what is odd about it and how old all that is where it is old enough to say so:
// "Running · silent for 42 min", "Running, as of 2 min ago · host unreachable".
QString stateAsOf(const JobRow &row, const QDateTime &now);
// An icon of resources/icons: the shape says the state too.
QString stateIcon(JobState state);
enum class StateTone { Calm, Active, Good, Bad, Doubtful };
StateTone stateTone(JobState state);

// "14:02" today, "Yesterday 14:02", else with the date; in local time.
QString whenText(const QDateTime &utc, const QDateTime &now);
// For a tool tip: "2026-01-02 13:02:03 UTC".
QString utcText(const QDateTime &utc);

// Of the host's clock; createdAt before it started.
QDateTime startOf(const Job &job);
// Seconds it has run; none before it started, or if its end is not known.
std::optional<double> secondsOf(const Job &job, const QDateTime &now);

// Whether what is known of an unfinished job is old enough to say so: a host that fails to answer
// for some seconds is no news.
bool isStale(const JobRow &row, const QDateTime &now);

} // namespace outcrop
