#pragma once

#include "core/hosts/job_limits.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

namespace outcrop {

// reliability: three separate dimensions. A link problem never moves the state of a job.
enum class JobState {
    Queued,
    Staging,
    Staged,
    Submitting,
    Pending, // A scheduler has it.
    Running,
    Cancelling,
    Exited,
    Collecting,
    Succeeded, // Terminal from here…
    Failed,
    Cancelled,
    Lost, // …to here, but for Attention.
    Attention,
};

enum class LinkState { Ok, Retrying, Unreachable, NeedsLogin, HostKeyProblem };

bool isTerminal(JobState state);
bool isBeforeStart(JobState state); // Nobody but Outcrop brings it further.
QString stateName(JobState state);  // "RUNNING": files and --json.
std::optional<JobState> stateFromName(const QString &name);
QString stateTitle(JobState state); // "Running": translated, for people.

// An absence that was seen once. It is believed when it is seen again long enough after, by the
// host's clock.
struct Doubt
{
    QString hostState; // As the host says it: "VANISHED"; "OTHER_NODE 12" with its heartbeat.
    QString bootId;    // The boot the clock below belongs to; empty: of several nodes.
    qint64 since = 0;  // Epoch seconds of the host's clock.

    friend bool operator==(const Doubt &a, const Doubt &b)
    {
        return a.hostState == b.hostState && a.bootId == b.bootId && a.since == b.since;
    }
};

// An attempt that has written nothing for a while.
struct Silence
{
    qint64 since = 0; // Epoch seconds of the host's clock: log and events have not grown since.
    qint64 bytes = 0; // What both come to.

    bool operator==(const Silence &) const = default;
};

// What is odd about an attempt, as of the last look at its host; it changes no state. See
// job_flags.h for how it is said.
struct AttemptFlags
{
    std::optional<Silence> silence; // Its runner lives, and yet.
    std::optional<qint64> lowDisk;  // Bytes that are free on its host: few.
    std::optional<qint64> skew;     // Seconds by which the host's clock is ahead of this one.

    bool operator==(const AttemptFlags &) const = default;
};

// One start of a job on one host.
struct Attempt
{
    QString job; // Uuid.
    int number = 1;
    QString key; // Idempotency key, made with the click.
    JobState state = JobState::Queued;
    QString host; // Profile id.
    QString bootId, startTicks;
    qint64 pid = 0;
    std::optional<int> exitCode;
    QString reason;                           // One sentence where something went wrong.
    std::optional<qint64> startedAt, endedAt; // Epoch seconds of the host's clock.
    bool cancelWanted = false; // Somebody asked for the end; who drives the job sees to it.
    bool cancelled = false;    // The host says that it ended because somebody asked for it.
    bool orphaned = false;     // Its runner died: it still runs, but its end will not be recorded.
    bool collected = false;    // The results are in the job's folder, whole.
    std::optional<Doubt> doubt;
    // Attention: the state to go on from when the person says "try again".
    std::optional<JobState> heldFrom;
    AttemptFlags flags;
};

// What a person submitted.
struct Job
{
    QString uuid;
    QString title;   // "swift-fern-12": for people, unique in the store.
    QString name;    // The pipeline's, or the package's file name.
    QString package; // Path of the frozen ZIP of this job.
    QByteArray packageSha256;
    QString pipeline;   // Path of the pipeline file it was made from; empty for a foreign package.
    QString baseFolder; // Where its relative paths start; empty: not known.
    JobLimits limits;   // What was asked for with the click; the host's profile says the rest.
    // A new attempt follows by itself where the host proves that one died with it.
    bool restarts = false;
    // Uuid of the job in whose place it runs, which may still run where nobody can look; empty:
    // none. Of such jobs the first that succeeds ends the others.
    QString insteadOf;
    QDateTime createdAt; // UTC.
    QDateTime changedAt; // UTC: the newest line of its history. Invalid: not from the store.
    QString results;     // Folder with process.log, events.jsonl and training_result/; empty until
                         // collected.
    Attempt attempt;     // The newest.
};

} // namespace outcrop
