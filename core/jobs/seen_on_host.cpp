#include "core/base/text.h"
#include "core/jobs/step.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Job)
};

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

constexpr qint64 lateBeat = 60; // There is one every 5 s.

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

// Of what runs on another node only the heartbeat can be seen. One that is late, by the clocks of
// both, is waited for: nothing is stored as long as it beats.
bool standsStill(Attempt &attempt, const HostLook &look)
{
    const AttemptStatus &status = look.status;
    if (status.state != AttemptState::OtherNode || look.now - status.heartbeatAt < lateBeat) {
        attempt.doubt.reset();
        return false;
    }
    const QString beat = QStringLiteral("%1 %2").arg(nameOf(status.state)).arg(status.heartbeat);
    return seenTwiceFromAnywhere(attempt, beat, look, stillPatience);
}

Step seenStill(const Attempt &before, const HostLook &look)
{
    const AttemptStatus &status = look.status;
    const QString node = plainLine(QString::fromUtf8(status.node), 80);
    const QString here = plainLine(QString::fromUtf8(look.node), 80);
    const QString silence = formatDuration(double(look.now - before.doubt.value_or(Doubt{}).since));
    // The wish lies on its disk: should it live, its runner ends it.
    Step step = before.state == JobState::Cancelling
                    ? finish(before, JobState::Cancelled,
                             Tr::tr("It ran on %1, which has given no sign of life for %2 since "
                                    "its end was asked for.")
                                 .arg(node, silence))
                    : hold(before, Tr::tr("It runs on %1, whose processes cannot be seen from %2, "
                                          "and has given no sign of life for %3. See whether %1 is "
                                          "up; then try again, or cancel it.")
                                       .arg(node, here, silence));
    step.evidence[QStringLiteral("heartbeat")] = status.heartbeat;
    step.evidence[QStringLiteral("heartbeat_at")] = status.heartbeatAt;
    step.evidence[QStringLiteral("node")] = node;
    step.evidence[QStringLiteral("seen_from")] = here;
    return step;
}

Step seenLiving(const Attempt &before, const HostLook &look)
{
    const AttemptStatus &status = look.status;
    if (isSomebodyElse(before, status))
        return hold(before, Tr::tr("Another process (%1) runs this attempt than the one that was "
                                   "started (%2).")
                                .arg(status.pid)
                                .arg(before.pid));
    const bool cancelling = before.state == JobState::Cancelling;
    Step step = cancelling ? stay(before, Effect::Cancel) : go(before, JobState::Running);
    step.after.orphaned = status.state == AttemptState::Orphaned;
    if (!hasIdentity(before) && status.pid > 0)
        rememberIdentity(step.after, status);
    Attempt watched = before;
    if (standsStill(watched, look) && (!cancelling || look.cancelTold))
        return seenStill(watched, look);
    step.after.doubt = watched.doubt;
    return step;
}

// The runner is gone and left no exit code.
Step seenGone(const Attempt &before, const HostLook &look)
{
    Step step = stay(before);
    if (!seenTwice(step.after, nameOf(look.status.state), look, secondLook))
        return step;
    if (before.state == JobState::Cancelling)
        return finish(before, JobState::Cancelled,
                      Tr::tr("It was gone before it could say how it ended."));
    // What it left is fetched before it is given up.
    const qint64 missed = step.after.doubt->since;
    step = go(before, JobState::Collecting, Effect::Collect);
    step.after.endedAt = missed; // No later than this.
    step.after.reason = look.status.state == AttemptState::Rebooted
                            ? Tr::tr("The host was started anew while it ran.")
                            : Tr::tr("Its processes are gone without an exit code; they were "
                                     "killed from outside.");
    return step;
}

Step seenClaiming(const Attempt &before, const HostLook &look)
{
    Step step = stay(before);
    if (!seenTwice(step.after, nameOf(look.status.state), look, claimingPatience))
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
    if (!seenTwice(step.after, nameOf(look.status.state), look, secondLook)
        || (cancelling && livesOn))
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

// After the end nothing but the same end can be true. Results that were not there are asked for
// again, as often as the host is looked at.
Step seenAfterEnd(const Attempt &before, const HostLook &look)
{
    const AttemptStatus &status = look.status;
    const Effect next = before.doubt ? Effect::Collect : Effect::None;
    if (status.state == AttemptState::Exited && status.exitCode == before.exitCode)
        return stay(before, next);
    if (status.state == AttemptState::Exited)
        return hold(before, Tr::tr("The exit code on the host changed after the end."));
    if (status.state == AttemptState::Alive || status.state == AttemptState::Orphaned)
        return hold(before, Tr::tr("The job has ended and yet runs on its host."));
    return stay(before, next); // Fetching says what is wrong.
}

Step judge(const Attempt &before, const HostLook &look)
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
        return seenLiving(before, look);
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

} // namespace

Step seenOnHost(const Attempt &before, const HostLook &look)
{
    Step step = judge(before, look);
    tell(step, look);
    return step;
}

} // namespace outcrop
