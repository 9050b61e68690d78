#pragma once

#include "core/base/result.h"
#include "core/job_store/job.h"
#include "core/job_store/job_event.h"
#include "core/job_store/job_folder.h"
#include "core/job_store/lease.h"

#include <QJsonObject>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace SQLite {
class Database;
class Statement;
} // namespace SQLite

namespace outcrop {

enum class Journal {
    ByFileSystem, // Write-ahead on a local disk, rollback on a network file system.
    WriteAhead,
    Rollback,
};

struct StoreOptions
{
    QString folder;                          // Folders::data: holds jobs.sqlite and jobs/.
    Journal journal = Journal::ByFileSystem; // Of a new file; an old one keeps its own.
    std::vector<QByteArray> schema;          // Empty: schemaSteps().
};

// What is known of a job when a person clicks.
struct NewJob
{
    QString uuid;
    QString name;
    QString host;
    QString key;
    QByteArray packageSha256;
    bool hasPipeline = false;
    QString baseFolder; // Where its relative paths start, on this computer; empty: not known.
    QDateTime createdAt;
    int attempt = 1; // More, and another state, of a job that was found on its host.
    JobState state = JobState::Queued;
    JobLimits limits;
    bool restarts = false;
    QString insteadOf; // See Job; of one that itself runs in a place, it becomes that.
};

// Where a job stands in the queue of its host: 1 is the next to be sent.
struct QueuePlace
{
    int place = 1;
    bool paused = false; // Nobody is sent for now.
};

// The jobs of a host that wait for their turn.
struct HostQueue
{
    bool paused = false;
    int occupied = 0;         // How many the host has now, or is about to get.
    std::vector<Job> waiting; // In their order.
};

// How far a job is: its newest attempt.
struct JobHead
{
    int attempt = 0;
    JobState state = JobState::Queued;

    friend bool operator==(const JobHead &a, const JobHead &b)
    {
        return a.attempt == b.attempt && a.state == b.state;
    }
};

// An attempt that ended as CANCELLED or LOST.
struct GivenUp
{
    Attempt attempt;
    bool runs = false; // It was seen to run on its host since, and not to be gone after that.
};

struct JobQuery
{
    QString host;            // Empty: all.
    bool unfinished = false; // Only those whose newest attempt is not terminal.
};

// Jobs, attempts, events and leases in one SQLite file. Every call blocks; a call that returns a
// value has put it on the disk (synchronous=FULL), a call that fails has changed nothing. One
// object belongs to one thread; any number of objects and processes may be open on one file.
// Errors: Busy (another writer for over 10 s, or a change that meets another state than it began
// from), NoSpace, Corrupt, Io, NotFound, and InvalidInput for text of a person.
class JobStore
{
public:
    // Creates folder and file, brings an older file to this version (backed up first), checks the
    // file's pages.
    static Result<JobStore> open(const StoreOptions &options);

    JobStore(JobStore &&) noexcept;
    JobStore &operator=(JobStore &&) noexcept;
    ~JobStore();

    QString folder() const { return m_folder; }
    JobFolder folderOf(const QString &uuid) const { return jobFolder(m_folder, uuid); }

    // A new job with its attempt and a title of its own. Busy if the key is taken.
    Result<Job> insertJob(const NewJob &job);
    // The job by uuid, title, or a beginning of either that fits one job only.
    Result<Job> findJob(const QString &uuidTitleOrPrefix) const;
    Result<std::optional<Job>> findByKey(const QString &key) const;
    Result<std::vector<Job>> listJobs(const JobQuery &filter = {}) const; // Oldest first.
    Result<std::map<QString, JobHead>> heads() const;                     // By uuid.
    // The others of Job::insteadOf: of them and `uuid` one success is wanted.
    Result<std::vector<Job>> alternativesOf(const QString &uuid) const;
    Result<> removeJob(const QString &uuid); // The rows; the files are the caller's.
    // Another number than before: another object or process has changed the file since.
    Result<int> version() const;

    // All attempts, oldest first.
    Result<std::vector<Attempt>> attempts(const QString &uuid) const;
    // Attempt n+1 in state QUEUED, on `host`, or where n was; Busy unless attempt n is terminal.
    Result<Attempt> addAttempt(const QString &uuid, const QString &host = {});
    // One transaction: the attempt becomes `after` and its history tells it, with `evidence`. Busy
    // if the stored state is no longer `before.state`. `cancelWanted` is not written: it is another
    // person's wish.
    Result<> record(const Attempt &before, const Attempt &after, const QJsonObject &evidence = {});
    // What was collected, together with the state that follows from it.
    Result<> recordCollected(const Attempt &before, const Attempt &after,
                             const std::vector<CollectedFile> &files,
                             const QJsonObject &evidence = {});
    // What the last look found odd, and a line in the history where that is something else than
    // `attempt` says. Nothing happens to an attempt that is terminal.
    Result<> setFlags(const Attempt &attempt, const AttemptFlags &flags);
    // Of the newest attempt, unless it is terminal, and of those that still run after their end.
    Result<> wantCancel(const QString &uuid);

    // The attempts of a host that were given up since then by this computer's clock, and those that
    // still run there, however long ago; at most a hundred, the newest.
    Result<std::vector<GivenUp>> givenUp(const QString &host, const QDateTime &since) const;
    // What a look at one of them found: its history tells when it is seen to run ("still running"),
    // and when it is gone ("no longer running"), each once; its state stays. False: it was known.
    Result<bool> noteRuns(const Attempt &ended, bool isRunning, const QJsonObject &evidence = {});
    // Whether any attempt of the job runs after its end.
    Result<bool> stillRuns(const QString &uuid) const;

    // The queue of a host: its jobs in state QUEUED, a new one behind the others.
    Result<HostQueue> queueOf(const QString &host) const;
    // Nothing for a job that is not QUEUED.
    Result<std::optional<QueuePlace>> placeOf(const QString &uuid) const;
    // From now on no job leaves the queue of the host, or again; kept until the other is said.
    Result<> setPaused(const QString &host, bool paused);
    // To the place before `other`, or to the first where `other` is empty. Busy: one of them waits
    // no more. InvalidInput: they wait for different hosts.
    Result<> moveInQueue(const QString &uuid, const QString &other);
    // As record(), for an attempt that leaves the queue, if it is its turn; else false, and nothing
    // has changed. It is its turn if fewer than `most` occupy the host, counting those before it; 0
    // is any number, less is none. Of any number of programs that ask at once no more than that get
    // a yes.
    Result<bool> admit(const Attempt &before, const Attempt &after, int most);

    Result<> addEvent(const Attempt &attempt, const QString &kind, const QJsonObject &data);
    Result<std::vector<JobEvent>> events(const QString &uuid) const; // Oldest first.
    Result<StreamPosition> position(const Attempt &attempt, const QString &stream) const;
    Result<> setPosition(const Attempt &attempt, const QString &stream, StreamPosition position);
    Result<std::vector<CollectedFile>> collectedFiles(const Attempt &attempt) const;

    // True if the job is now `owner`'s to drive: it was nobody's, already its own (renewed), or of
    // a process that has died.
    Result<bool> takeLease(const QString &uuid, const LeaseOwner &owner, const QDateTime &until);
    Result<> releaseLeases(const LeaseOwner &owner);
    Result<std::optional<Lease>> leaseOf(const QString &uuid) const;

private:
    JobStore(QString folder, QString path, std::unique_ptr<SQLite::Database> database);

    Result<std::vector<Job>> select(const std::string &where, const std::vector<QString> &values,
                                    const char *order = "j.created_ms, j.rowid") const;
    Job readJob(SQLite::Statement &row) const;
    Result<bool> isNext(const Attempt &attempt, int most) const;
    Result<> endAlternatives(const Attempt &succeeded);
    Result<> writeAttempt(const Attempt &before, const Attempt &after, const QJsonObject &evidence);

    QString m_folder, m_path;
    std::unique_ptr<SQLite::Database> m_database;
};

} // namespace outcrop
