// What becomes of a job that died with its host: reliability 4.8.

#include "core/jobs/job_driver.h"
#include "core/jobs/stand_ins.h"

namespace outcrop {

namespace {

constexpr int mostAttempts = 3; // Of those that are made without being asked for.
constexpr qint64 youngSeconds = 60;

// Died before it could do anything of worth, by the clock of its host.
bool diedYoung(const Attempt &attempt)
{
    return !attempt.startedAt || !attempt.endedAt
           || *attempt.endedAt - *attempt.startedAt < youngSeconds;
}

} // namespace

// Lost is proof: its runner is gone and left no process, or the host was started anew. What dies
// twice in its first minute, for one reason, would do so again.
bool JobDriver::mayStartAgain(const Job &job, const Step &step) const
{
    const Attempt &lost = step.after;
    const bool isWished = step.runAgain || (lost.state == JobState::Lost && job.restarts);
    if (!isWished || lost.number >= mostAttempts)
        return false;
    if (lost.number < 2)
        return true;
    const auto attempts = m_host->store().attempts(lost.job);
    if (!attempts) {
        say(attempts.error());
        return false;
    }
    const Attempt &former = attempts->at(size_t(lost.number) - 2);
    return !(diedYoung(former) && diedYoung(lost) && former.reason == lost.reason);
}

Result<> JobDriver::startAgain(const Job &job, const Attempt &lost)
{
    const Result<Attempt> next = m_host->store().addAttempt(lost.job, goesOnOn(job));
    if (!next)
        return failure(next.error());
    return m_host->store().addEvent(*next, QStringLiteral("restarted"),
                                    {{QStringLiteral("after"), lost.number},
                                     {QStringLiteral("because"), lost.reason},
                                     {QStringLiteral("host"), next->host}});
}

// The host it died with answers again, or its death would not be known: where no other one will do,
// it goes on there. Empty says so.
QString JobDriver::goesOnOn(const Job &job) const
{
    std::vector<HostProfile> open;
    for (const HostProfile &host : m_setup.standIns) {
        const Result<HostQueue> queue = m_host->store().queueOf(host.id);
        if (queue && !queue->paused)
            open.push_back(host);
    }
    const auto fit = firstFit(open, job.package, m_setup.makeShell, patience());
    return fit ? fit->id : QString();
}

} // namespace outcrop
