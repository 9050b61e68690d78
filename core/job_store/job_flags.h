#pragma once

#include "core/job_store/job.h"

#include <QStringList>

namespace outcrop {

// What is odd about an attempt, in words; nothing where it has ended. `now` is this computer's
// clock, UTC.

// "orphaned", "silent", "low_disk", "skew": for --json and the history.
QStringList flagNames(const Attempt &attempt);
// Beside its state: "its end will not be recorded", "silent for 42 min"; empty: nothing is odd
// about itself.
QString flagTitle(const Attempt &attempt, const QDateTime &now);
// A sentence each, of all flags.
QStringList flagSentences(const Attempt &attempt, const QDateTime &now);
// Those of them that are about its host.
QStringList hostSentences(const Attempt &attempt);

} // namespace outcrop
