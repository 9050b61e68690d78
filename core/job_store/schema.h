#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <vector>

namespace SQLite {
class Database;
}

namespace outcrop {

// The tables of the job store as steps: step i leads from `PRAGMA user_version` i to i+1. A step
// that was published never changes again; a new version appends one.
std::vector<QByteArray> schemaSteps();

// Brings an open database to the newest version, each step in one transaction, the file copied
// beside itself first
// ("jobs.sqlite.v1.backup") if it holds anything. Refused: a file of a newer Outcrop, a file that
// is no job store. To be called under the lock of the store.
Result<> migrate(SQLite::Database &database, const QString &path,
                 const std::vector<QByteArray> &steps);

// Whether files on a file system of this type (statfs f_type) may be open on several computers at
// once: SQLite's write-ahead log must not be used there, since it shares memory.
bool isNetworkFileSystem(long type);

} // namespace outcrop
