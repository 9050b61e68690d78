#include "core/base/text.h"
#include "core/job_store/job_store.h"
#include "core/job_store/rows.h"
#include "core/job_store/store_error.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobStore)
};

// The first words of the index `unfinished`, so that ended jobs are not looked at.
const std::string open = "state NOT IN ('SUCCEEDED','FAILED','CANCELLED','LOST')";
// What the host has to do, or may have. A job that needs attention is not counted: the others would
// wait for a person.
const std::string occupies =
    open + " AND state IN ('STAGING','STAGED','SUBMITTING','PENDING','RUNNING','CANCELLING')";

int count(SQLite::Statement &row)
{
    return row.executeStep() ? row.getColumn(0).getInt() : 0;
}

int countOccupied(SQLite::Database &database, const QString &host)
{
    SQLite::Statement row(database, "SELECT count(*) FROM attempts WHERE host=? AND " + occupies);
    bindText(row, 1, host);
    return count(row);
}

bool readPaused(SQLite::Database &database, const QString &host)
{
    SQLite::Statement row(database, "SELECT paused FROM hosts WHERE id=?");
    bindText(row, 1, host);
    return count(row) != 0;
}

int countBefore(SQLite::Database &database, const Attempt &attempt)
{
    SQLite::Statement row(
        database, "SELECT count(*) FROM attempts WHERE host=? AND state='QUEUED' AND " + open
                      + " AND place < (SELECT place FROM attempts WHERE job=? AND n=?)");
    bindText(row, 1, attempt.host);
    bindText(row, 2, attempt.job);
    row.bind(3, attempt.number);
    return count(row);
}

qint64 readPlace(SQLite::Database &database, const Attempt &attempt)
{
    SQLite::Statement row(database, "SELECT place FROM attempts WHERE job=? AND n=?");
    bindText(row, 1, attempt.job);
    row.bind(2, attempt.number);
    return row.executeStep() ? row.getColumn(0).getInt64() : 0;
}

// Gives the waiting ones the places they have, in this order.
void arrange(SQLite::Database &database, const std::vector<Job> &waiting)
{
    std::vector<qint64> places;
    places.reserve(waiting.size());
    for (const Job &job : waiting)
        places.push_back(readPlace(database, job.attempt));
    std::sort(places.begin(), places.end());
    SQLite::Statement row(database, "UPDATE attempts SET place=? WHERE job=? AND n=?");
    for (size_t i = 0; i < waiting.size(); ++i) {
        row.reset();
        row.bind(1, int64_t(places[i]));
        bindText(row, 2, waiting[i].uuid);
        row.bind(3, waiting[i].attempt.number);
        row.exec();
    }
}

} // namespace

Result<HostQueue> JobStore::queueOf(const QString &host) const
{
    return guarded(m_path, [&]() -> Result<HostQueue> {
        auto waiting = select("a.host = ? AND a.state = 'QUEUED'", {host}, "a.place");
        if (!waiting)
            return failure(waiting.error());
        return HostQueue{readPaused(*m_database, host), countOccupied(*m_database, host),
                         std::move(*waiting)};
    });
}

Result<std::optional<QueuePlace>> JobStore::placeOf(const QString &uuid) const
{
    return guarded(m_path, [&]() -> Result<std::optional<QueuePlace>> {
        const Result<Job> job = findJob(uuid);
        if (!job)
            return failure(job.error());
        if (job->attempt.state != JobState::Queued)
            return std::optional<QueuePlace>();
        return std::optional(QueuePlace{1 + countBefore(*m_database, job->attempt),
                                        readPaused(*m_database, job->attempt.host)});
    });
}

Result<> JobStore::setPaused(const QString &host, bool paused)
{
    return guarded(m_path, [&]() -> Result<> {
        SQLite::Statement row(*m_database, "INSERT INTO hosts(id, paused) VALUES(?1, ?2) ON "
                                           "CONFLICT(id) DO UPDATE SET paused = ?2");
        bindText(row, 1, host);
        row.bind(2, int(paused));
        row.exec();
        return {};
    });
}

Result<> JobStore::moveInQueue(const QString &uuid, const QString &other)
{
    return guarded(m_path, [&]() -> Result<> {
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        const Result<Job> job = findJob(uuid);
        const Result<Job> next = other.isEmpty() ? job : findJob(other);
        for (const Result<Job> *each : {&job, &next}) {
            if (!*each)
                return failure(each->error());
            const Attempt &attempt = (*each)->attempt;
            if (attempt.state != JobState::Queued)
                return failure(ErrorKind::Busy,
                               Tr::tr("Job %1 does not wait any more: %2.")
                                   .arg((*each)->title, stateTitle(attempt.state)));
        }
        if (job->attempt.host != next->attempt.host)
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("%1 waits for %2, %3 for %4: one queue has a host each.")
                               .arg(job->title, plainLine(job->attempt.host), next->title,
                                    plainLine(next->attempt.host)));
        auto queue = queueOf(job->attempt.host);
        if (!queue)
            return failure(queue.error());
        std::vector<Job> &waiting = queue->waiting;
        const auto placeIn = [&waiting](const QString &id) {
            return std::find_if(waiting.begin(), waiting.end(),
                                [&](const Job &each) { return each.uuid == id; });
        };
        if (next->uuid != job->uuid || other.isEmpty()) {
            waiting.erase(placeIn(job->uuid));
            waiting.insert(other.isEmpty() ? waiting.begin() : placeIn(next->uuid), *job);
        }
        arrange(*m_database, waiting);
        transaction.commit();
        return {};
    });
}

Result<bool> JobStore::isNext(const Attempt &attempt, int most) const
{
    return guarded(m_path, [&]() -> Result<bool> {
        if (readPaused(*m_database, attempt.host))
            return false;
        return most == 0
               || countOccupied(*m_database, attempt.host) + countBefore(*m_database, attempt)
                      < most;
    });
}

Result<bool> JobStore::admit(const Attempt &before, const Attempt &after, int most)
{
    // Asked without a lock first: those who wait ask often.
    const Result<bool> seems = isNext(before, most);
    if (!seems || !*seems)
        return seems;
    return guarded(m_path, [&]() -> Result<bool> {
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        const Result<bool> next = isNext(before, most);
        if (!next || !*next)
            return next;
        if (const Result<> written = writeAttempt(before, after, {}); !written)
            return failure(written.error());
        transaction.commit();
        return true;
    });
}

} // namespace outcrop
