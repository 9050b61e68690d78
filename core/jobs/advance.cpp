#include "core/jobs/advance.h"

#include "core/base/match.h"
#include "core/base/text.h"
#include "core/hosts/remote_shell.h"
#include "core/jobs/failure_reason.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <tuple>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Job)
};

QString nameOf(AttemptState state)
{
    switch (state) {
    case AttemptState::NoFolder:
        return QStringLiteral("NO_DIR");
    case AttemptState::Unclaimed:
        return QStringLiteral("UNCLAIMED");
    case AttemptState::Claiming:
        return QStringLiteral("CLAIMING");
    case AttemptState::Alive:
        return QStringLiteral("ALIVE");
    case AttemptState::Exited:
        return QStringLiteral("EXITED");
    case AttemptState::Vanished:
        return QStringLiteral("VANISHED");
    case AttemptState::Orphaned:
        return QStringLiteral("ORPHANED");
    case AttemptState::Rebooted:
        return QStringLiteral("REBOOTED");
    case AttemptState::OtherNode:
        return QStringLiteral("OTHER_NODE");
    }
    return {};
}

Step stay(const Attempt &attempt, Effect effect = Effect::None)
{
    Step step;
    step.after = attempt;
    step.effect = effect;
    return step;
}

Step go(const Attempt &attempt, JobState state, Effect effect = Effect::None)
{
    Step step = stay(attempt, effect);
    step.after.state = state;
    step.after.doubt.reset();
    return step;
}

Step finish(const Attempt &attempt, JobState state, const QString &reason)
{
    Step step = go(attempt, state);
    step.after.reason = reason;
    step.after.heldFrom.reset();
    return step;
}

Step hold(const Attempt &attempt, const QString &reason)
{
    Step step = go(attempt, JobState::Attention);
    step.after.reason = reason;
    step.after.heldFrom = attempt.state;
    step.evidence[QStringLiteral("choices")] =
        QJsonArray{QStringLiteral("try again"), QStringLiteral("cancel")};
    return step;
}

QString numbers(const std::vector<qint64> &pids)
{
    QString line;
    for (const qint64 pid : pids)
        line += (line.isEmpty() ? QString() : QStringLiteral(" ")) + QString::number(pid);
    return plainLine(line, 80);
}

void tell(Step &step, const HostLook &look)
{
    step.evidence[QStringLiteral("host")] = nameOf(look.status.state);
    if (look.now > 0)
        step.evidence[QStringLiteral("now")] = look.now;
    step.evidence[QStringLiteral("boot")] = QString::fromLatin1(look.boot);
    if (!look.status.limits.isEmpty())
        step.evidence[QStringLiteral("limits")] = plainLine(look.status.limits);
    if (look.status.pid > 0)
        step.evidence[QStringLiteral("pid")] = look.status.pid;
    if (!look.status.survivors.empty())
        step.evidence[QStringLiteral("survivors")] = numbers(look.status.survivors);
}

// Whether this absence was seen before, long enough ago by the same clock. If not, the attempt
// remembers it.
bool seenTwice(Attempt &attempt, const HostLook &look, qint64 apart)
{
    const QString state = nameOf(look.status.state);
    const QString boot = QString::fromLatin1(look.boot);
    const bool again = attempt.doubt && attempt.doubt->hostState == state
                       && attempt.doubt->bootId == boot && attempt.doubt->since <= look.now;
    if (!again)
        attempt.doubt = Doubt{state, boot, look.now};
    return again && look.now - attempt.doubt->since >= apart;
}

bool hasIdentity(const Attempt &attempt)
{
    return attempt.pid > 0;
}

void rememberIdentity(Attempt &attempt, const AttemptStatus &status)
{
    attempt.bootId = QString::fromLatin1(status.boot);
    attempt.pid = status.pid;
    attempt.startTicks = QString::number(status.ticks);
    if (status.startedAt > 0)
        attempt.startedAt = status.startedAt;
}

bool isSomebodyElse(const Attempt &attempt, const AttemptStatus &status)
{
    return hasIdentity(attempt) && status.pid > 0
           && (attempt.pid != status.pid || attempt.startTicks != QString::number(status.ticks)
               || attempt.bootId != QString::fromLatin1(status.boot));
}

Step seenEnded(const Attempt &before, const AttemptStatus &status)
{
    Step step = go(before, JobState::Exited);
    if (!hasIdentity(before))
        rememberIdentity(step.after, status);
    step.after.exitCode = status.exitCode;
    step.after.cancelled = status.cancelled;
    step.after.orphaned = false;
    step.after.reason = plainLine(status.reason);
    if (status.startedAt > 0)
        step.after.startedAt = status.startedAt;
    if (status.endedAt > 0)
        step.after.endedAt = status.endedAt;
    return step;
}

Step seenLiving(const Attempt &before, const AttemptStatus &status)
{
    if (isSomebodyElse(before, status))
        return hold(before, Tr::tr("Another process (%1) runs this attempt than the one that was "
                                   "started (%2).")
                                .arg(status.pid)
                                .arg(before.pid));
    const bool cancelling = before.state == JobState::Cancelling;
    Step step = cancelling ? stay(before, Effect::Cancel) : go(before, JobState::Running);
    step.after.doubt.reset();
    step.after.orphaned = status.state == AttemptState::Orphaned;
    if (!hasIdentity(before) && status.pid > 0)
        rememberIdentity(step.after, status);
    return step;
}

// The runner is gone and left no exit code.
Step seenGone(const Attempt &before, const HostLook &look)
{
    Step step = stay(before);
    if (!seenTwice(step.after, look, secondLook))
        return step;
    if (before.state == JobState::Cancelling)
        return finish(before, JobState::Cancelled,
                      Tr::tr("It was gone before it could say how it ended."));
    // What it left is fetched before it is given up.
    const std::optional<Doubt> missed = step.after.doubt;
    step = go(before, JobState::Collecting, Effect::Collect);
    step.after.endedAt = missed->since; // No later than this.
    step.after.reason = look.status.state == AttemptState::Rebooted
                            ? Tr::tr("The host was started anew while it ran.")
                            : Tr::tr("Its processes are gone without an exit code; they were "
                                     "killed from outside.");
    return step;
}

// Its runner died: there is no exit code, and perhaps nothing to fetch.
bool isGivenUp(const Attempt &attempt)
{
    return attempt.state == JobState::Collecting && !attempt.exitCode;
}

Step seenClaiming(const Attempt &before, const HostLook &look)
{
    Step step = stay(before);
    if (!seenTwice(step.after, look, claimingPatience))
        return step;
    if (before.state == JobState::Cancelling)
        return finish(before, JobState::Cancelled, Tr::tr("Its runner died before it began."));
    if (hasIdentity(before))
        return hold(before, Tr::tr("The host has forgotten who ran this attempt; its folder was "
                                   "changed from outside."));
    step =
        finish(before, JobState::Lost, Tr::tr("Its runner died before it began; nothing has run."));
    step.runAgain = true;
    return step;
}

// Nobody has claimed the attempt on the host, or its folder is not there.
Step seenMissing(const Attempt &before, const HostLook &look)
{
    if (before.state == JobState::Submitting)
        return stay(before, Effect::Start);
    // A start may be on its way that nothing is to be seen of while it verifies the package: only a
    // wish that lies on the host keeps its runner from the job.
    const bool cancelling = before.state == JobState::Cancelling;
    if (cancelling && !look.cancelTold)
        return stay(before, Effect::Cancel);
    const bool livesOn =
        look.status.state == AttemptState::NoFolder && !look.status.survivors.empty();
    Step step = stay(before, cancelling ? Effect::Cancel : Effect::None);
    if (!seenTwice(step.after, look, secondLook) || (cancelling && livesOn))
        return step; // It does not count as ended before it is.
    const QString gone = Tr::tr("Its folder on the host is gone; no process of it is found there.");
    if (cancelling)
        return finish(before, JobState::Cancelled,
                      hasIdentity(before) ? gone : Tr::tr("It was not started."));
    if (livesOn)
        return hold(before, Tr::tr("Its folder on the host is gone, but it still runs there "
                                   "(processes %1); its results reach nobody. To end it: Stop, or "
                                   "'outcrop jobs cancel'.")
                                .arg(numbers(look.status.survivors)));
    return hold(before,
                Tr::tr("The host no longer knows this attempt, which ran there: its folder was "
                       "deleted or restored, or it is another host."));
}

// After the end nothing but the same end can be true.
Step seenAfterEnd(const Attempt &before, const HostLook &look)
{
    const AttemptStatus &status = look.status;
    if (status.state == AttemptState::Exited && status.exitCode == before.exitCode)
        return stay(before);
    if (status.state == AttemptState::Exited)
        return hold(before, Tr::tr("The exit code on the host changed after the end."));
    if (status.state == AttemptState::Alive || status.state == AttemptState::Orphaned)
        return hold(before, Tr::tr("The job has ended and yet runs on its host."));
    return stay(before); // Fetching says what is wrong.
}

Step seen(const Attempt &before, const HostLook &look)
{
    if (before.state == JobState::Attention)
        return stay(before);
    if (before.state == JobState::Exited || before.state == JobState::Collecting)
        return seenAfterEnd(before, look);
    switch (look.status.state) {
    case AttemptState::Exited:
        return seenEnded(before, look.status);
    case AttemptState::Alive:
    case AttemptState::Orphaned:
    case AttemptState::OtherNode:
        return seenLiving(before, look.status);
    case AttemptState::Claiming:
        return seenClaiming(before, look);
    case AttemptState::Vanished:
    case AttemptState::Rebooted:
        return seenGone(before, look);
    case AttemptState::Unclaimed:
    case AttemptState::NoFolder:
        break;
    }
    return isBeforeStart(before.state) ? stay(before) : seenMissing(before, look);
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
        return stay(before, Effect::Collect);
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

Step failed(const Attempt &before, const EffectFailed &what)
{
    const bool notFound = what.error.kind == ErrorKind::NotFound;
    if (isLinkProblem(what.error.kind) || what.error.kind == ErrorKind::Canceled
        || before.state == JobState::Attention)
        return stay(before);
    if (what.effect == Effect::Start && notFound)
        return go(before, JobState::Staging); // Uploaded next, unless the end was asked for.
    // A job that failed may have left no manifest (a full disk); one that succeeded has one.
    if (what.effect == Effect::Collect && notFound && (before.cancelled || before.exitCode != 0))
        return end(before, {});
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
                          [&](const HostLook &look) {
                              Step step = seen(before, look);
                              tell(step, look);
                              return step;
                          },
                          [&](const ResultsHere &results) {
                              Step step = end(before, results.logTail);
                              step.after.collected = step.after.state != before.state;
                              return step;
                          },
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
