#pragma once

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
QString stateName(JobState state);   // "RUNNING": files and --json.
std::optional<JobState> stateFromName(const QString &name);
QString stateTitle(JobState state);  // "Running": translated, for people.

// One start of a job on one host.
struct Attempt
{
    QString job; // Uuid.
    int number = 1;
    QString key; // Idempotency key, made with the click.
    JobState state = JobState::Queued;
    QString host;      // Profile id.
    QString bootId, startTicks;
    qint64 pid = 0;
    std::optional<int> exitCode;
    QString reason;    // One sentence where something went wrong.
    std::optional<qint64> startedAt, endedAt; // Epoch seconds of the host's clock.
};

// What a person submitted.
struct Job
{
    QString uuid;
    QString title;     // "swift-fern-12": for people, unique in the store.
    QString name;      // The pipeline's, or the package's file name.
    QString package;   // Path of the frozen ZIP of this job.
    QByteArray packageSha256;
    QString pipeline;  // Path of the pipeline file it was made from; empty for a foreign package.
    QDateTime createdAt; // UTC.
    QString results;   // Folder; empty until collected.
    Attempt attempt;   // The newest.
};

} // namespace outcrop
