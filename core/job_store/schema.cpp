#include "core/job_store/schema.h"

#include "core/base/descriptor.h"
#include "core/base/files.h"
#include "core/base/text.h"
#include "core/job_store/store_error.h"

#include <QCoreApplication>
#include <QFile>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobStore)
};

constexpr int applicationId = 0x4F757463; // "Outc", as file(1) shows it.

constexpr const char *version1 = R"sql(
CREATE TABLE hosts(
    id TEXT PRIMARY KEY,
    profile TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE jobs(
    uuid TEXT PRIMARY KEY,
    title TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    package_sha256 TEXT NOT NULL,
    has_pipeline INTEGER NOT NULL,
    created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE attempts(
    job TEXT NOT NULL REFERENCES jobs(uuid) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    idem_key TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK(state IN ('QUEUED','STAGING','STAGED','SUBMITTING','PENDING','RUNNING','CANCELLING',
        'EXITED','COLLECTING','SUCCEEDED','FAILED','CANCELLED','LOST','ATTENTION')),
    host TEXT NOT NULL REFERENCES hosts(id),
    boot TEXT NOT NULL DEFAULT '',
    pid INTEGER NOT NULL DEFAULT 0,
    start TEXT NOT NULL DEFAULT '',
    exit_code INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    started_at INTEGER,
    ended_at INTEGER,
    cancel_wanted INTEGER NOT NULL DEFAULT 0,
    cancelled INTEGER NOT NULL DEFAULT 0,
    orphaned INTEGER NOT NULL DEFAULT 0,
    doubt_state TEXT,
    doubt_boot TEXT,
    doubt_since INTEGER,
    held_from TEXT,
    collected INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY(job, n)
) STRICT;

CREATE INDEX unfinished ON attempts(host) WHERE state NOT IN ('SUCCEEDED','FAILED','CANCELLED','LOST');

CREATE TRIGGER terminal_states_never_change BEFORE UPDATE ON attempts
WHEN OLD.state IN ('SUCCEEDED','FAILED','CANCELLED','LOST')
     AND (NEW.state IS NOT OLD.state OR NEW.exit_code IS NOT OLD.exit_code OR NEW.collected < OLD.collected)
BEGIN
    SELECT RAISE(ABORT, 'a terminal state never changes');
END;

CREATE TABLE events(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job TEXT NOT NULL,
    n INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    FOREIGN KEY(job, n) REFERENCES attempts(job, n) ON DELETE CASCADE
) STRICT;

CREATE INDEX events_of_job ON events(job, n);

CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'history never changes');
END;

CREATE TABLE streams(
    job TEXT NOT NULL,
    n INTEGER NOT NULL,
    name TEXT NOT NULL,
    generation INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY(job, n, name),
    FOREIGN KEY(job, n) REFERENCES attempts(job, n) ON DELETE CASCADE
) STRICT;

CREATE TABLE files(
    job TEXT NOT NULL,
    n INTEGER NOT NULL,
    path BLOB NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY(job, n, path),
    FOREIGN KEY(job, n) REFERENCES attempts(job, n) ON DELETE CASCADE
) STRICT;

CREATE TABLE leases(
    job TEXT PRIMARY KEY REFERENCES jobs(uuid) ON DELETE CASCADE,
    owner TEXT NOT NULL,
    machine TEXT NOT NULL,
    boot TEXT NOT NULL,
    pid INTEGER NOT NULL,
    start TEXT NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT;
)sql";

// The queue of each host (a place is a number that grows; of the waiting ones the smallest is
// next), and what a job may use there.
constexpr const char *version2 = R"sql(
ALTER TABLE hosts ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempts ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
UPDATE attempts SET place = rowid;
CREATE INDEX places ON attempts(place);
ALTER TABLE jobs ADD COLUMN limit_seconds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN limit_memory INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN limit_cpus INTEGER NOT NULL DEFAULT 0;
)sql";

// Whether a job that its host lost is started again by itself.
constexpr const char *version3 = R"sql(
ALTER TABLE jobs ADD COLUMN restarts INTEGER NOT NULL DEFAULT 0;
)sql";

// How long a job's working folder stays on its host.
constexpr const char *version4 = R"sql(
ALTER TABLE jobs ADD COLUMN keep_seconds INTEGER NOT NULL DEFAULT 0;
)sql";

// Where the relative paths of a job's pipeline start.
constexpr const char *version5 = R"sql(
ALTER TABLE jobs ADD COLUMN base_folder TEXT NOT NULL DEFAULT '';
)sql";

// The job in whose place one runs: the first of them all.
constexpr const char *version6 = R"sql(
ALTER TABLE jobs ADD COLUMN instead_of TEXT REFERENCES jobs(uuid) ON DELETE SET NULL;
CREATE INDEX alternatives ON jobs(instead_of);
)sql";

// What was odd about an attempt at the last look at its host: AttemptFlags.
constexpr const char *version7 = R"sql(
ALTER TABLE attempts ADD COLUMN silent_since INTEGER;
ALTER TABLE attempts ADD COLUMN silent_bytes INTEGER;
ALTER TABLE attempts ADD COLUMN low_disk INTEGER;
ALTER TABLE attempts ADD COLUMN skew INTEGER;
)sql";

// Whole or not there: under another name first, on the disk before it gets its own.
Result<> backUp(SQLite::Database &database, const QString &path, int version)
{
    const QByteArray target =
        QFile::encodeName(QStringLiteral("%1.v%2.backup").arg(path).arg(version));
    const QByteArray part = target + ".part";
    ::unlink(part.constData());
    SQLite::Statement copy(database, "VACUUM INTO ?");
    copy.bind(1, part.toStdString());
    copy.exec();

    const Descriptor file(::open(part.constData(), O_RDONLY | O_CLOEXEC));
    const bool whole = file.isOpen() && ::fsync(file.number()) == 0
                       && std::rename(part.constData(), target.constData()) == 0;
    if (!whole)
        return failure(systemError(Tr::tr("Cannot back up the job store to"),
                                   QFile::decodeName(target), errno));
    return {};
}

} // namespace

std::vector<QByteArray> schemaSteps()
{
    return {QByteArray(version1), QByteArray(version2), QByteArray(version3),
            QByteArray(version4), QByteArray(version5), QByteArray(version6),
            QByteArray(version7)};
}

Result<> migrate(SQLite::Database &database, const QString &path,
                 const std::vector<QByteArray> &steps)
{
    return guarded(path, [&]() -> Result<> {
        const int version = database.execAndGet("PRAGMA user_version").getInt();
        const int newest = int(steps.size());
        const bool empty = database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
        if (!empty && database.execAndGet("PRAGMA application_id").getInt() != applicationId)
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("%1 is a database, but not a job store of Outcrop; move it away.")
                               .arg(plainLine(path)));
        if (version > newest)
            return failure(
                ErrorKind::InvalidInput,
                Tr::tr("The job store %1 was written by a newer Outcrop (version %2 of its "
                       "tables, this one knows %3); use that Outcrop.")
                    .arg(plainLine(path))
                    .arg(version)
                    .arg(newest));
        if (!empty && version < newest) {
            if (const Result<> saved = backUp(database, path, version); !saved)
                return saved;
        }
        for (int step = version; step < newest; ++step) {
            SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
            database.exec(steps[size_t(step)].constData());
            database.exec("PRAGMA application_id = " + std::to_string(applicationId));
            database.exec("PRAGMA user_version = " + std::to_string(step + 1));
            transaction.commit();
        }
        return {};
    });
}

bool isNetworkFileSystem(long type)
{
    constexpr std::array<quint32, 11> types{
        0x6969,     // NFS
        0x517B,     // SMB
        0xFE534D42, // SMB 2
        0xFF534D42, // CIFS
        0x0BD00BD0, // Lustre
        0x47504653, // GPFS
        0x19830326, // BeeGFS
        0x00C36400, // Ceph
        0x5346414F, // AFS
        0x01021997, // 9P
        0x65735546, // FUSE: sshfs and other folders of elsewhere
    };
    return std::find(types.begin(), types.end(), quint32(type)) != types.end();
}

} // namespace outcrop
