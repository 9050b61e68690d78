#include "core/job_store/job_store.h"
#include "core/job_store/rows.h"
#include "core/job_store/store_error.h"

namespace outcrop {

namespace {

const QString runs = QStringLiteral("still running");
const QString runsNoMore = QStringLiteral("no longer running");

} // namespace

const char *const seenToRun = "((SELECT e.kind FROM events e WHERE e.job=a.job AND e.n=a.n AND "
                              "e.kind IN ('still running','no longer running') ORDER BY e.id DESC "
                              "LIMIT 1) IS 'still running')";

Result<std::vector<GivenUp>> JobStore::givenUp(const QString &host, const QDateTime &since) const
{
    return guarded(m_path, [&]() -> Result<std::vector<GivenUp>> {
        SQLite::Statement rows(
            *m_database, std::string("SELECT ") + attemptColumns + ", " + seenToRun
                             + " AS runs FROM attempts a WHERE a.host=?1 AND a.state IN "
                               "('CANCELLED','LOST') AND (runs OR (SELECT max(at_ms) FROM events e "
                               "WHERE e.job=a.job AND e.n=a.n AND e.kind='state') >= ?2) ORDER BY "
                               "a.rowid DESC LIMIT 100");
        bindText(rows, 1, host);
        rows.bind(2, int64_t(since.toMSecsSinceEpoch()));
        std::vector<GivenUp> found;
        while (rows.executeStep())
            found.push_back({readAttempt(rows, 0), rows.getColumn("runs").getInt() != 0});
        return found;
    });
}

Result<bool> JobStore::noteRuns(const Attempt &ended, bool isRunning, const QJsonObject &evidence)
{
    return guarded(m_path, [&]() -> Result<bool> {
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement row(*m_database, std::string("SELECT ") + seenToRun
                                               + " FROM attempts a WHERE a.job=? AND a.n=?");
        bindText(row, 1, ended.job);
        row.bind(2, ended.number);
        if (!row.executeStep() || (row.getColumn(0).getInt() != 0) == isRunning)
            return false;
        row.reset();
        insertEvent(*m_database, ended, isRunning ? runs : runsNoMore, evidence);
        transaction.commit();
        return true;
    });
}

Result<bool> JobStore::stillRuns(const QString &uuid) const
{
    return guarded(m_path, [&]() -> Result<bool> {
        SQLite::Statement row(
            *m_database, std::string("SELECT 1 FROM attempts a WHERE a.job=? AND ") + seenToRun);
        bindText(row, 1, uuid);
        return row.executeStep();
    });
}

} // namespace outcrop
