#include "core/job_store/job_store.h"
#include "core/job_store/rows.h"
#include "core/job_store/store_error.h"

#include <QJsonDocument>

namespace outcrop {

namespace {

Lease readLease(SQLite::Statement &row)
{
    return {textOf(row.getColumn(0)),
            {textOf(row.getColumn(1)), textOf(row.getColumn(2)), textOf(row.getColumn(3)),
             row.getColumn(4).getInt64(), textOf(row.getColumn(5))},
            row.getColumn(6).getInt64()};
}

} // namespace

Result<> JobStore::addEvent(const Attempt &attempt, const QString &kind, const QJsonObject &data)
{
    return guarded(m_path, [&]() -> Result<> {
        insertEvent(*m_database, attempt, kind, data);
        return {};
    });
}

Result<std::vector<JobEvent>> JobStore::events(const QString &uuid) const
{
    return guarded(m_path, [&]() -> Result<std::vector<JobEvent>> {
        SQLite::Statement rows(
            *m_database, "SELECT id, n, at_ms, kind, data FROM events WHERE job=? ORDER BY id");
        bindText(rows, 1, uuid);
        std::vector<JobEvent> events;
        while (rows.executeStep())
            events.push_back(
                {rows.getColumn(0).getInt64(), rows.getColumn(1).getInt(),
                 QDateTime::fromMSecsSinceEpoch(rows.getColumn(2).getInt64(), Qt::UTC),
                 textOf(rows.getColumn(3)),
                 QJsonDocument::fromJson(textOf(rows.getColumn(4)).toUtf8()).object()});
        return events;
    });
}

Result<StreamPosition> JobStore::position(const Attempt &attempt, const QString &stream) const
{
    return guarded(m_path, [&]() -> Result<StreamPosition> {
        SQLite::Statement row(
            *m_database, "SELECT generation, position FROM streams WHERE job=? AND n=? AND name=?");
        bindText(row, 1, attempt.job);
        row.bind(2, attempt.number);
        bindText(row, 3, stream);
        if (!row.executeStep())
            return StreamPosition{};
        return StreamPosition{row.getColumn(0).getInt64(), row.getColumn(1).getInt64()};
    });
}

Result<> JobStore::setPosition(const Attempt &attempt, const QString &stream,
                               StreamPosition position)
{
    return guarded(m_path, [&]() -> Result<> {
        SQLite::Statement row(*m_database, "INSERT OR REPLACE INTO streams VALUES(?,?,?,?,?)");
        bindText(row, 1, attempt.job);
        row.bind(2, attempt.number);
        bindText(row, 3, stream);
        row.bind(4, int64_t(position.generation));
        row.bind(5, int64_t(position.offset));
        row.exec();
        return {};
    });
}

Result<std::vector<CollectedFile>> JobStore::collectedFiles(const Attempt &attempt) const
{
    return guarded(m_path, [&]() -> Result<std::vector<CollectedFile>> {
        SQLite::Statement rows(
            *m_database, "SELECT path, size, sha256 FROM files WHERE job=? AND n=? ORDER BY path");
        bindText(rows, 1, attempt.job);
        rows.bind(2, attempt.number);
        std::vector<CollectedFile> files;
        while (rows.executeStep()) {
            const SQLite::Column path = rows.getColumn(0);
            files.push_back({QByteArray(static_cast<const char *>(path.getBlob()), path.getBytes()),
                             rows.getColumn(1).getInt64(), textOf(rows.getColumn(2)).toLatin1()});
        }
        return files;
    });
}

Result<bool> JobStore::takeLease(const QString &uuid, const LeaseOwner &owner,
                                 const QDateTime &until)
{
    return guarded(m_path, [&]() -> Result<bool> {
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        const Result<std::optional<Lease>> held = leaseOf(uuid);
        if (!held)
            return failure(held.error());
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        if (held->has_value() && (*held)->owner.id != owner.id && isHeld(**held, now))
            return false;
        SQLite::Statement row(*m_database, "INSERT OR REPLACE INTO leases VALUES(?,?,?,?,?,?,?)");
        bindText(row, 1, uuid);
        bindText(row, 2, owner.id);
        bindText(row, 3, owner.machine);
        bindText(row, 4, owner.bootId);
        row.bind(5, int64_t(owner.pid));
        bindText(row, 6, owner.startTicks);
        row.bind(7, int64_t(until.toMSecsSinceEpoch()));
        row.exec();
        transaction.commit();
        return true;
    });
}

Result<> JobStore::releaseLeases(const LeaseOwner &owner)
{
    return guarded(m_path, [&]() -> Result<> {
        SQLite::Statement row(*m_database, "DELETE FROM leases WHERE owner=?");
        bindText(row, 1, owner.id);
        row.exec();
        return {};
    });
}

Result<std::optional<Lease>> JobStore::leaseOf(const QString &uuid) const
{
    return guarded(m_path, [&]() -> Result<std::optional<Lease>> {
        SQLite::Statement row(*m_database, "SELECT * FROM leases WHERE job=?");
        bindText(row, 1, uuid);
        if (!row.executeStep())
            return std::optional<Lease>();
        return std::optional<Lease>(readLease(row));
    });
}

} // namespace outcrop
