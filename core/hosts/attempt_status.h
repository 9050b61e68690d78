#pragma once

#include "core/base/result.h"
#include "core/hosts/job_files.h"

#include <QByteArray>
#include <QUuid>

#include <optional>
#include <vector>

namespace outcrop {

// One start of a job: BASE/jobs/<job>/a/<number>.
struct AttemptId
{
    QUuid job;
    int number = 1;

    bool operator==(const AttemptId &) const = default;
};

// What a look at an attempt found. Only Exited says how it ended; nothing is concluded from what is
// missing.
enum class AttemptState {
    NoFolder,  // NO_DIR: the host knows nothing of it, unless there are survivors
    Unclaimed, // nobody has run it: starting it (again) is safe
    Claiming,  // claimed, owner not yet written; for over a minute of the host's time: its runner
               // died at once
    Alive,     // its runner lives
    Exited,    // exit_code is there: everything else is, too
    Vanished,  // the runner is gone without an exit code and left no process
    Orphaned,  // the runner is gone, processes of the job live
    Rebooted,  // the host was started anew since
    OtherNode, // claimed on a node whose processes cannot be seen from here
};

std::optional<AttemptState> attemptStateFromName(const QByteArray &name); // "ALIVE"
QByteArray attemptStateName(AttemptState state);

struct AttemptStatus
{
    AttemptId id;
    AttemptState state = AttemptState::NoFolder;
    std::optional<int> exitCode;   // Exited only
    bool cancelled = false;        // the runner was asked to end it
    QString reason;                // a sentence of the host's, foreign text; often empty
    QString limits;                // what holds it to its limits there; foreign text; often empty
    std::vector<qint64> survivors; // Orphaned, NoFolder: process numbers
    qint64 heartbeat = 0;          // counts up while the runner lives
    qint64 heartbeatAt = 0;        // epoch seconds of the host's clock, as are the next two
    qint64 startedAt = 0;
    qint64 endedAt = 0;
    qint64 logSize = 0;
    qint64 eventsSize = 0;
    QByteArray boot, node; // of the claim, with pid and ticks: the identity of the runner
    qint64 pid = 0, ticks = 0;

    bool operator==(const AttemptStatus &) const = default;
};

// A job folder on a host, known to this computer or not ("Found on host").
struct FoundJob
{
    JobFile job;
    int attempts = 0; // the highest number there

    bool operator==(const FoundJob &) const = default;
};

struct HostStatus
{
    qint64 now = 0;                  // the host's clock: ages are computed from it, never from ours
    QByteArray boot;                 // its boot id
    QByteArray node;                 // uname -n
    std::optional<qint64> freeBytes; // below BASE
    std::vector<AttemptStatus> attempts; // in the order asked for
    std::vector<FoundJob> found;         // only if asked for

    bool operator==(const HostStatus &) const = default;
};

// The output of status.sh, start.sh and cancel.sh: PROTOCOL.md 7. The bytes come from a host.
// ErrorKind::Corrupt: blocks that do not fit, an unknown state. A value that is not what it should
// be counts as not there, and so does a job.json that cannot be read: what one job writes into its
// folder must not hide the others.
Result<HostStatus> parseHostStatus(const QByteArray &bytes, const QByteArray &nonce);

} // namespace outcrop
