#include "core/jobs/advance.h"

#include "core/base/match.h"
#include "core/hosts/remote_shell.h"
#include "core/jobs/failure_reason.h"
#include "core/jobs/step.h"

#include <tuple>

namespace outcrop {

namespace {

// Its runner died: there is no exit code, and perhaps nothing to fetch.
bool isGivenUp(const Attempt &attempt)
{
    return attempt.state == JobState::Collecting && !attempt.exitCode;
}

Step cancelNow(const Attempt &before)
{
    const JobState state = before.state == JobState::Attention
                               ? before.heldFrom.value_or(JobState::Queued)
                               : before.state;
    if (isBeforeStart(state))
        return finish(before, JobState::Cancelled, {});
    if (state == JobState::Exited || state == JobState::Collecting)
        return finish(before, JobState::Cancelled, before.reason);
    Step step = go(before, JobState::Cancelling, Effect::Cancel);
    step.after.heldFrom.reset();
    return step;
}

Step proceed(const Attempt &before)
{
    const bool ends = before.state == JobState::Exited || before.state == JobState::Collecting;
    if (before.cancelWanted && !ends && before.state != JobState::Cancelling)
        return cancelNow(before);
    switch (before.state) {
    case JobState::Queued:
        return go(before, JobState::Staging, Effect::Stage);
    case JobState::Staging:
        return stay(before, Effect::Stage);
    case JobState::Staged:
        return go(before, JobState::Submitting, Effect::Start);
    case JobState::Submitting:
    case JobState::Pending:
    case JobState::Running:
    case JobState::Cancelling:
        return stay(before, Effect::Look);
    case JobState::Exited:
        return go(before, JobState::Collecting, Effect::Collect);
    case JobState::Collecting:
        return stay(before, before.doubt ? Effect::Look : Effect::Collect);
    default:
        return stay(before);
    }
}

Step end(const Attempt &before, const QByteArray &logTail)
{
    if (before.state != JobState::Collecting)
        return stay(before);
    if (isGivenUp(before))
        return finish(before, JobState::Lost, before.reason);
    if (before.cancelled)
        return finish(before, JobState::Cancelled, before.reason);
    if (before.exitCode == 0)
        return finish(before, JobState::Succeeded, {});
    const QString reason = before.reason.isEmpty()
                               ? failureReason(before.exitCode.value_or(-1), logTail)
                               : before.reason;
    return finish(before, JobState::Failed, reason);
}

// A job that failed may have left no list of its results (a full disk); one that succeeded has one.
Step missing(const Attempt &before, const NoResults &what)
{
    Step step = stay(before);
    step.evidence[QStringLiteral("missing")] = what.sentence;
    if (before.state != JobState::Collecting
        || !seenTwice(step.after, QStringLiteral("NO_RESULTS"), what.look, resultsPatience))
        return step;
    return before.cancelled || before.exitCode != 0 ? end(before, {}) : hold(before, what.sentence);
}

Step failed(const Attempt &before, const EffectFailed &what)
{
    if (isLinkProblem(what.error.kind) || what.error.kind == ErrorKind::Canceled
        || before.state == JobState::Attention)
        return stay(before);
    if (what.effect == Effect::Start && what.error.kind == ErrorKind::NotFound)
        return go(before, JobState::Staging); // Uploaded next, unless the end was asked for.
    // A full disk here can be mended; anything else would only keep a lost job from being one.
    if (what.effect == Effect::Collect && isGivenUp(before)
        && what.error.kind != ErrorKind::NoSpace)
        return end(before, {});
    return hold(before, what.error.message);
}

} // namespace

Step advance(const Attempt &before, const Observation &observation)
{
    if (isTerminal(before.state))
        return stay(before);
    return std::visit(Match{
                          [&](const NothingNew &) { return proceed(before); },
                          [&](const PackageThere &) {
                              return before.state == JobState::Staging
                                         ? go(before, JobState::Staged)
                                         : stay(before);
                          },
                          [&](const PackageWrong &) {
                              return before.state == JobState::Submitting
                                         ? go(before, JobState::Staging)
                                         : stay(before);
                          },
                          [&](const HostLook &look) { return seenOnHost(before, look); },
                          [&](const ResultsHere &results) {
                              Step step = end(before, results.logTail);
                              step.after.collected = step.after.state != before.state;
                              return step;
                          },
                          [&](const NoResults &what) { return missing(before, what); },
                          [&](const EffectFailed &what) { return failed(before, what); },
                          [&](const Unreachable &) { return stay(before); },
                          [&](const TryAgain &) {
                              if (before.state != JobState::Attention || !before.heldFrom)
                                  return stay(before);
                              Step step = go(before, *before.heldFrom);
                              step.after.heldFrom.reset();
                              step.after.reason.clear();
                              return step;
                          },
                      },
                      observation);
}

bool sameRecord(const Attempt &a, const Attempt &b)
{
    const auto key = [](const Attempt &x) {
        return std::tie(x.state, x.bootId, x.startTicks, x.pid, x.exitCode, x.reason, x.startedAt,
                        x.endedAt, x.cancelled, x.orphaned, x.collected, x.heldFrom);
    };
    return key(a) == key(b) && a.doubt == b.doubt;
}

} // namespace outcrop
