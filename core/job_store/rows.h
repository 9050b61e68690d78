#pragma once

#include "core/job_store/job_store.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace outcrop {

// Between columns and values.

void bindText(SQLite::Statement &statement, int index, const QString &text);
void bindNumber(SQLite::Statement &statement, int index, const std::optional<qint64> &number);
QString textOf(const SQLite::Column &column);
std::optional<qint64> numberOf(const SQLite::Column &column);

// The columns of an attempt as every SELECT of this module names them, and their reader.
constexpr const char *attemptColumns =
    "a.job, a.n, a.idem_key, a.state, a.host, a.boot, a.pid, "
    "a.start, a.exit_code, a.reason, a.started_at, "
    "a.ended_at, a.cancel_wanted, a.orphaned, a.doubt_state, "
    "a.doubt_boot, a.doubt_since, a.held_from, a.collected, a.cancelled, "
    "a.silent_since, a.silent_bytes, a.low_disk, a.skew";
Attempt readAttempt(SQLite::Statement &row, int first);

// Whether attempt `a` was seen to run after its end, when it was looked at last.
extern const char *const seenToRun;

// The mutable columns of `attempt`, but its flags, bound from index 1: "state=?, boot=?, …";
// returns the next free index.
constexpr const char *attemptAssignments =
    "state=?, boot=?, pid=?, start=?, exit_code=?, reason=?, started_at=?, ended_at=?, orphaned=?, "
    "doubt_state=?, "
    "doubt_boot=?, doubt_since=?, held_from=?, collected=?, cancelled=?";
int bindAttempt(SQLite::Statement &statement, const Attempt &attempt);

void insertAttempt(SQLite::Database &database, const Attempt &attempt);
void insertEvent(SQLite::Database &database, const Attempt &attempt, const QString &kind,
                 const QJsonObject &data);

} // namespace outcrop
