#include "core/base/text.h"
#include "core/job_store/job_flags.h"
#include "core/job_store/job_store.h"
#include "core/job_store/rows.h"
#include "core/job_store/store_error.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobStore)
};

} // namespace

Result<std::vector<Attempt>> JobStore::attempts(const QString &uuid) const
{
    return guarded(m_path, [&]() -> Result<std::vector<Attempt>> {
        SQLite::Statement rows(*m_database, std::string("SELECT ") + attemptColumns
                                                + " FROM attempts a WHERE job=? ORDER BY n");
        bindText(rows, 1, uuid);
        std::vector<Attempt> attempts;
        while (rows.executeStep())
            attempts.push_back(readAttempt(rows, 0));
        return attempts;
    });
}

Result<Attempt> JobStore::addAttempt(const QString &uuid, const QString &host)
{
    return guarded(m_path, [&]() -> Result<Attempt> {
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        const Result<std::vector<Attempt>> old = attempts(uuid);
        if (!old)
            return failure(old.error());
        if (old->empty())
            return failure(ErrorKind::NotFound, Tr::tr("There is no job %1.").arg(plainLine(uuid)));
        if (!isTerminal(old->back().state))
            return failure(ErrorKind::Busy, Tr::tr("Job %1 has not ended.").arg(uuid));
        Attempt next;
        next.job = uuid;
        next.number = old->back().number + 1;
        next.key = QStringLiteral("%1/%2").arg(old->front().key).arg(next.number);
        next.host = host.isEmpty() ? old->back().host : host;
        SQLite::Statement known(*m_database, "INSERT OR IGNORE INTO hosts(id) VALUES(?)");
        bindText(known, 1, next.host);
        known.exec();
        insertAttempt(*m_database, next);
        transaction.commit();
        return next;
    });
}

Result<> JobStore::writeAttempt(const Attempt &before, const Attempt &after,
                                const QJsonObject &evidence)
{
    SQLite::Statement row(*m_database, std::string("UPDATE attempts SET ") + attemptAssignments
                                           + " WHERE job=? AND n=? AND state=?");
    const int index = bindAttempt(row, after);
    bindText(row, index, before.job);
    row.bind(index + 1, before.number);
    bindText(row, index + 2, stateName(before.state));
    if (row.exec() != 1)
        return failure(ErrorKind::Busy,
                       Tr::tr("Job %1 is no longer in state %2: another Outcrop moved it on.")
                           .arg(before.job, stateName(before.state)));

    // Nobody drives what has ended: who tries it again may be another program, or host.
    if (isTerminal(after.state)) {
        SQLite::Statement lease(*m_database, "DELETE FROM leases WHERE job=?");
        bindText(lease, 1, after.job);
        lease.exec();
    }

    if (after.state == JobState::Succeeded && before.state != after.state) {
        if (const Result<> ended = endAlternatives(after); !ended)
            return ended;
    }

    QJsonObject data = evidence;
    data[QStringLiteral("from")] = stateName(before.state);
    data[QStringLiteral("to")] = stateName(after.state);
    if (!after.reason.isEmpty())
        data[QStringLiteral("reason")] = after.reason;
    insertEvent(*m_database, after, QStringLiteral("state"), data);
    return {};
}

// Within the transaction that makes it succeed: no crash leaves them running.
Result<> JobStore::endAlternatives(const Attempt &succeeded)
{
    const auto others = alternativesOf(succeeded.job);
    if (!others)
        return failure(others.error());
    for (const Job &other : *others) {
        if (isTerminal(other.attempt.state))
            continue;
        SQLite::Statement wish(*m_database,
                               "UPDATE attempts SET cancel_wanted=1 WHERE job=? AND n=?");
        bindText(wish, 1, other.uuid);
        wish.bind(2, other.attempt.number);
        wish.exec();
        insertEvent(*m_database, other.attempt, QStringLiteral("another succeeded"),
                    {{QStringLiteral("job"), succeeded.job}});
    }
    return {};
}

Result<> JobStore::record(const Attempt &before, const Attempt &after, const QJsonObject &evidence)
{
    return recordCollected(before, after, {}, evidence);
}

Result<> JobStore::recordCollected(const Attempt &before, const Attempt &after,
                                   const std::vector<CollectedFile> &files,
                                   const QJsonObject &evidence)
{
    return guarded(m_path, [&]() -> Result<> {
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        if (const Result<> written = writeAttempt(before, after, evidence); !written)
            return written;
        SQLite::Statement row(*m_database, "INSERT OR REPLACE INTO files VALUES(?,?,?,?,?)");
        for (const CollectedFile &file : files) {
            row.reset();
            bindText(row, 1, after.job);
            row.bind(2, after.number);
            row.bind(3, file.path.constData(), file.path.size());
            row.bind(4, int64_t(file.size));
            row.bind(5, file.sha256.toStdString());
            row.exec();
        }
        transaction.commit();
        return {};
    });
}

Result<> JobStore::setFlags(const Attempt &attempt, const AttemptFlags &flags)
{
    return guarded(m_path, [&]() -> Result<> {
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement row(
            *m_database, "UPDATE attempts SET silent_since=?, silent_bytes=?, low_disk=?, skew=? "
                         "WHERE job=? AND n=? AND state NOT IN "
                         "('SUCCEEDED','FAILED','CANCELLED','LOST')");
        const std::optional<Silence> &silence = flags.silence;
        bindNumber(row, 1, silence ? std::optional(silence->since) : std::nullopt);
        bindNumber(row, 2, silence ? std::optional(silence->bytes) : std::nullopt);
        bindNumber(row, 3, flags.lowDisk);
        bindNumber(row, 4, flags.skew);
        bindText(row, 5, attempt.job);
        row.bind(6, attempt.number);
        Attempt after = attempt;
        after.flags = flags;
        const QStringList names = flagNames(after);
        if (row.exec() == 1 && names != flagNames(attempt))
            insertEvent(*m_database, attempt, QStringLiteral("flags"),
                        {{QStringLiteral("flags"), QJsonArray::fromStringList(names)}});
        transaction.commit();
        return {};
    });
}

Result<> JobStore::wantCancel(const QString &uuid)
{
    return guarded(m_path, [&]() -> Result<> {
        SQLite::Statement row(
            *m_database,
            std::string("UPDATE attempts AS a SET cancel_wanted=1 WHERE job=?1 AND ((n=(SELECT "
                        "max(n) FROM attempts WHERE job=?1) AND state NOT IN "
                        "('SUCCEEDED','FAILED','CANCELLED','LOST')) OR ")
                + seenToRun + ")");
        bindText(row, 1, uuid);
        row.exec();
        return {};
    });
}

} // namespace outcrop
