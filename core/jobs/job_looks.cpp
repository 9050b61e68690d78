// Looks at a host, and what is done at once about what they find.

#include "core/hosts/remote_shell.h"
#include "core/jobs/attempt_flags.h"
#include "core/jobs/job_driver.h"

#include <algorithm>
#include <utility>

namespace outcrop {

namespace {

bool isOnHost(JobState state)
{
    return state == JobState::Submitting || state == JobState::Pending || state == JobState::Running
           || state == JobState::Cancelling;
}

} // namespace

void JobDriver::look(bool watched)
{
    std::vector<Job> jobs;
    std::vector<AttemptId> ids;
    for (const QString &uuid : std::exchange(m_toLook, {})) {
        if (const Result<Job> job = m_host->store().findJob(uuid)) {
            jobs.push_back(*job);
            ids.push_back(idOf(job->attempt));
        }
    }
    // Who looks sees on the way whether what was given up is gone; it is looked at for its own sake
    // only if it is to be ended.
    const std::vector<GivenUp> ended = givenUp();
    m_endsRest = std::any_of(ended.begin(), ended.end(), [](const GivenUp &one) {
        return one.runs && one.attempt.cancelWanted;
    });
    if (jobs.empty() && !m_endsRest) {
        m_nextLook = now() + m_setup.times.next(m_looks, watched);
        return;
    }
    for (const GivenUp &one : ended)
        ids.push_back(idOf(one.attempt));
    const Result<HostStatus> status = m_host->session().status(ids, false, patience());
    answered(status ? nullptr : &status.error());
    if (!status)
        return;
    m_nextLook = now() + m_setup.times.next(m_looks++, watched);
    for (size_t i = 0; i < jobs.size() && i < status->attempts.size(); ++i) {
        noteFlags(jobs[i], status->attempts[i], *status);
        drive(jobs[i], HostLook{status->attempts[i], status->now, status->boot,
                                m_cancelTold.contains(jobs[i].attempt.key), status->node});
    }
    for (size_t i = 0; i < ended.size() && jobs.size() + i < status->attempts.size(); ++i)
        seeGivenUp(ended[i], status->attempts[jobs.size() + i]);
}

std::vector<GivenUp> JobDriver::givenUp() const
{
    const auto since = QDateTime::currentDateTimeUtc().addDays(-1);
    const auto found = m_host->store().givenUp(m_setup.host.id, since);
    if (!found)
        say(found.error());
    return found.value_or(std::vector<GivenUp>());
}

// That it runs after its end is for a person to know; its end is sent again until it is gone.
void JobDriver::seeGivenUp(const GivenUp &ended, const AttemptStatus &there)
{
    if (there.state == AttemptState::OtherNode)
        return;
    const bool runs = there.state == AttemptState::Alive || there.state == AttemptState::Orphaned;
    const QString host = QString::fromLatin1(attemptStateName(there.state));
    const Result<bool> noted = m_host->store().noteRuns(
        ended.attempt, runs, {{QStringLiteral("host"), host}, {QStringLiteral("pid"), there.pid}});
    if (!noted)
        say(noted.error());
    const Result<Job> job = m_host->store().findJob(ended.attempt.job);
    if (noted && *noted && job)
        m_setup.reports.jobChanged(*job);
    if (runs && ended.attempt.cancelWanted)
        askForEnd(ended.attempt);
}

// Before a change of state is told, so that it is told with them.
void JobDriver::noteFlags(const Job &job, const AttemptStatus &status, const HostStatus &host)
{
    const Attempt &attempt = job.attempt;
    const QString key = QStringLiteral("%1/%2").arg(attempt.job).arg(attempt.number);
    const auto known = m_growth.find(key);
    // Another program may have seen it fall silent.
    const Silence growth = growthAfter(
        known == m_growth.end() ? attempt.flags.silence : known->second, status, host.now);
    m_growth[key] = growth;
    const AttemptFlags flags =
        flagsAfter(attempt.flags, growth, host, status, QDateTime::currentSecsSinceEpoch());
    if (flags == attempt.flags)
        return;
    if (const Result<> noted = m_host->store().setFlags(attempt, flags); !noted) {
        say(noted.error());
        return;
    }
    Job fresh = job;
    if (readAgain(fresh))
        report(fresh);
}

// Another Outcrop drives the job and will see the wish in the store; to ask the host twice does no
// harm.
void JobDriver::helpOther(const Job &job)
{
    if (!job.attempt.cancelWanted || !isOnHost(job.attempt.state)
        || m_cancelTold.contains(job.attempt.key) || isWaitingForHost())
        return;
    if (askForEnd(job.attempt))
        m_cancelTold.insert(job.attempt.key);
}

bool JobDriver::askForEnd(const Attempt &attempt)
{
    const auto asked = m_host->session().cancel(idOf(attempt), patience());
    if (asked || isLinkProblem(asked.error().kind))
        answered(asked ? nullptr : &asked.error());
    return asked.has_value();
}

} // namespace outcrop
