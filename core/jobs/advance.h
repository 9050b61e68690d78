#pragma once

#include "core/base/result.h"
#include "core/hosts/attempt_status.h"
#include "core/job_store/job.h"

#include <QJsonObject>

#include <variant>

namespace outcrop {

// What is to be done on the host. Each may be repeated.
enum class Effect {
    None,
    Stage,   // Upload the package; the answer is PackageThere or EffectFailed.
    Start,   // Ask for the start; the answer is a HostLook, PackageWrong or EffectFailed.
    Look,    // Ask for the status; the answer is a HostLook or Unreachable.
    Cancel,  // Ask for the end; the answer comes with the next look.
    Collect, // Fetch the results; the answer is ResultsHere, NoResults or EffectFailed.
};

// What can be learnt about an attempt.
struct NothingNew
{
}; // What is to be done, as far as the store knows?
struct PackageThere
{
}; // The host has all of it; the start verifies it.
struct PackageWrong
{
}; // It is not what was sent, so nothing was started: it is to be sent once more.
struct HostLook
{
    AttemptStatus status;
    qint64 now = 0;          // The host's clock, and
    QByteArray boot;         // the boot it belongs to.
    bool cancelTold = false; // Before it the host was told that the end is wanted.
    QByteArray node = {};    // Of the host, where the look was made; empty: not known.
};
struct ResultsHere // Fetched and verified…
{
    QByteArray logTail; // …with the end of the log, where the reason of a failure is.
};
struct NoResults // The host lists none, or not all of what it lists is there.
{
    HostLook look; // Made after that.
    QString sentence;
};
struct EffectFailed
{
    Effect effect = Effect::None;
    Error error;
};
struct Unreachable
{
};
struct TryAgain
{
}; // A person's choice in Attention.

using Observation = std::variant<NothingNew, PackageThere, PackageWrong, HostLook, ResultsHere,
                                 NoResults, EffectFailed, Unreachable, TryAgain>;

struct Step
{
    Attempt after;                // Differs from before: to be stored first…
    Effect effect = Effect::None; // …then this is to be done.
    QJsonObject evidence;         // For the history.
    bool runAgain = false;        // The runner died before it ran anything: attempt n+1 is due.
};

// The one function that changes states (reliability 4.2 and 4.10). What is missing on a host is
// believed at the second look, `secondLook` seconds after the first by the host's clock, or later
// where it may take longer to be seen; that a job was cancelled before it started, only after the
// host was told. What contradicts itself becomes Attention. A terminal state stays what it is,
// whatever is observed, and Unreachable changes nothing.
Step advance(const Attempt &before, const Observation &observation);

constexpr qint64 secondLook = 30;
constexpr qint64 claimingPatience =
    60; // Claimed but no owner: its runner died within two system calls.
constexpr qint64 stillPatience =
    600; // Runs on a node that cannot be looked at, and its heartbeat stands still.
constexpr qint64 resultsPatience =
    60; // What one node of a host has written may take so long to be seen from another (NFS).

// Whether two attempts differ in anything that is stored.
bool sameRecord(const Attempt &a, const Attempt &b);

} // namespace outcrop
