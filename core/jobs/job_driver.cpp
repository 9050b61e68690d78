#include "core/jobs/job_driver.h"

#include "core/hosts/remote_shell.h"
#include "core/jobs/attempt_flags.h"
#include "core/jobs/stand_ins.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace outcrop {

using namespace std::chrono_literals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobDriver)
};

constexpr auto leaseFor = 60s;
constexpr auto renewAfter = 20s;
constexpr int mostAttempts = 3; // Of those that are made without being asked for.
constexpr qint64 youngSeconds = 60;

bool isOnHost(JobState state)
{
    return state == JobState::Submitting || state == JobState::Pending || state == JobState::Running
           || state == JobState::Cancelling;
}

// Of a host that answered, or did not: some errors stay until a person does something about them.
LinkState linkAfter(const Error *error, int failures)
{
    if (!error)
        return LinkState::Ok;
    if (error->kind == ErrorKind::HostKey)
        return LinkState::HostKeyProblem;
    if (error->kind == ErrorKind::NeedsLogin)
        return LinkState::NeedsLogin;
    return failures < 3 ? LinkState::Retrying : LinkState::Unreachable;
}

// Died before it could do anything of worth, by the clock of its host.
bool diedYoung(const Attempt &attempt)
{
    return !attempt.startedAt || !attempt.endedAt
           || *attempt.endedAt - *attempt.startedAt < youngSeconds;
}

} // namespace

JobDriver::JobDriver(DriverSetup setup) : m_setup(std::move(setup)) {}

AttemptId JobDriver::idOf(const Attempt &attempt)
{
    return {QUuid::fromString(attempt.job), attempt.number};
}

JobDriver::~JobDriver()
{
    if (m_host) {
        // An unreleased lease does no harm: its owner will be found dead.
        [[maybe_unused]] const Result<> released = m_host->store().releaseLeases(m_owner);
    }
}

void JobDriver::setAround(int jobsAtOnce, std::vector<HostProfile> standIns)
{
    m_setup.host.jobs = jobsAtOnce;
    m_setup.standIns = std::move(standIns);
}

Result<> JobDriver::open()
{
    if (m_host)
        return {};
    auto link = HostLink::open(m_setup.dataFolder, m_setup.host, m_setup.makeShell);
    if (!link)
        return failure(link.error());
    m_host = std::move(*link);
    return {};
}

std::optional<std::chrono::milliseconds> JobDriver::turn(const DriverTask &task,
                                                         const CancelToken &cancel)
{
    m_cancel = cancel;
    if (task.lookNow)
        m_nextLook = {};
    if (const Result<> opened = open(); !opened) {
        say(opened.error());
        return m_setup.times.background;
    }
    const auto jobs = m_host->store().listJobs({m_setup.host.id, true});
    if (!jobs) {
        say(jobs.error());
        return m_setup.times.background;
    }

    m_toLook.clear();
    m_waits = false;
    const bool all = task.all || movesQueue(task, *jobs);
    bool mine = false, others = false, watched = false;
    for (const Job &job : *jobs) {
        if (m_cancel.isCanceled() || !(all || task.jobs.contains(job.uuid)))
            continue;
        report(job);
        watched = watched || task.watched.contains(job.uuid);
        if (takeLease(job)) {
            drive(job, NothingNew{});
            mine = true;
        } else {
            helpOther(job);
            others = true;
        }
    }
    if (now() >= m_nextLook)
        look(watched);
    reportEnded(task, *jobs);

    if (!mine && !others && !m_endsRest)
        return std::nullopt;
    const auto untilLook = std::chrono::ceil<std::chrono::milliseconds>(m_nextLook - now());
    return std::max(0ms, others || m_waits ? std::min(untilLook, m_setup.times.others) : untilLook);
}

// Who waits in the queue of a host that has one drives all its jobs: those before it may be nobody
// else's, and so may those whose end it waits for.
bool JobDriver::movesQueue(const DriverTask &task, const std::vector<Job> &jobs) const
{
    return m_setup.host.jobs > 0 && std::any_of(jobs.begin(), jobs.end(), [&](const Job &job) {
               return task.jobs.contains(job.uuid) && job.attempt.state == JobState::Queued;
           });
}

bool JobDriver::takeLease(const Job &job)
{
    const auto renewed = m_leased.find(job.uuid);
    if (renewed != m_leased.end() && now() - renewed->second < renewAfter)
        return true;
    const QDateTime until = QDateTime::currentDateTimeUtc().addSecs(leaseFor.count());
    const Result<bool> taken = m_host->store().takeLease(job.uuid, m_owner, until);
    if (!taken)
        say(taken.error());
    if (!taken || !*taken)
        return false;
    m_leased[job.uuid] = now();
    return true;
}

void JobDriver::drive(Job job, Observation seen)
{
    while (!m_cancel.isCanceled()) {
        const Step step = outcrop::advance(job.attempt, seen);
        const bool changed = !sameRecord(job.attempt, step.after);
        if (changed && !store(job, step))
            return;
        if (job.attempt.host != m_setup.host.id)
            return; // It goes on on another host.
        if (step.effect == Effect::Look) {
            m_toLook.insert(job.uuid);
            return;
        }
        if (step.effect == Effect::None && !changed)
            return;
        seen = NothingNew{};
        if (step.effect != Effect::None) {
            const std::optional<Observation> answer = perform(job, step.effect);
            if (!answer)
                return;
            seen = *answer;
        }
        // Somebody may have asked for the end meanwhile.
        if (!readAgain(job))
            return;
    }
}

bool JobDriver::store(Job &job, const Step &step)
{
    const bool moved = job.attempt.state != step.after.state;
    const QString name = stateName(step.after.state);
    if (moved)
        fault(QStringLiteral("before ") + name);
    const Result<bool> written = write(job, step);
    if (!written)
        say(written.error());
    if (!written || !*written)
        return false;
    if (moved) {
        fault(QStringLiteral("after ") + name);
        m_looks = 0;
        if (m_failures == 0)
            m_nextLook = std::min(m_nextLook, now() + m_setup.times.next(0, true));
    }
    if (!readAgain(job))
        return false;
    report(job);
    return true;
}

// False: it is not its turn.
Result<bool> JobDriver::write(const Job &job, const Step &step)
{
    const Attempt &before = job.attempt;
    JobStore &store = m_host->store();
    if (before.state == JobState::Queued && step.after.state == JobState::Staging) {
        const Result<bool> admitted = store.admit(before, step.after, m_setup.host.jobs);
        m_waits = m_waits || (admitted && !*admitted);
        return admitted;
    }
    const bool fetched = step.after.collected && !before.collected;
    if (const Result<> recorded = store.recordCollected(
            before, step.after, fetched ? m_fetched : std::vector<CollectedFile>(), step.evidence);
        !recorded)
        return failure(recorded.error());
    if (isTerminal(step.after.state))
        m_leased.erase(before.job); // The store has given it back.
    if (mayStartAgain(job, step)) {
        if (const Result<> again = startAgain(job, step.after); !again)
            return failure(again.error());
    }
    return true;
}

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

bool JobDriver::readAgain(Job &job)
{
    Result<Job> fresh = m_host->store().findJob(job.uuid);
    if (!fresh) {
        say(fresh.error());
        return false;
    }
    job = std::move(*fresh);
    return true;
}

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

// It did not answer, and is not asked again before its time: however many jobs it has, and whatever
// they need, that makes one connection.
bool JobDriver::isWaitingForHost() const
{
    return m_failures > 0 && now() < m_nextLook;
}

void JobDriver::answered(const Error *error)
{
    if (error && error->kind == ErrorKind::Canceled)
        return;
    m_failures = error ? m_failures + 1 : 0;
    if (error)
        m_nextLook = now() + m_setup.times.afterFailures(m_failures - 1);
    const LinkState link = linkAfter(error, m_failures);
    if (std::exchange(m_link, link) != link)
        m_setup.reports.linkChanged(link, error ? error->message : QString());
    std::optional<std::chrono::milliseconds> untilRetry;
    if (error)
        untilRetry = std::chrono::ceil<std::chrono::milliseconds>(m_nextLook - now());
    m_setup.reports.asked(untilRetry);
}

void JobDriver::report(const Job &job)
{
    const auto [known, isNew] = m_reported.try_emplace(job.uuid, job.attempt);
    const bool same = known->second.number == job.attempt.number
                      && sameRecord(known->second, job.attempt)
                      && known->second.flags == job.attempt.flags;
    known->second = job.attempt;
    if (isNew || !same)
        m_setup.reports.jobChanged(job);
}

// Jobs that somebody waits for and that have left the list: another Outcrop took them to their end.
void JobDriver::reportEnded(const DriverTask &task, const std::vector<Job> &unfinished)
{
    QSet<QString> awaited = task.jobs;
    for (const Job &job : unfinished)
        awaited.remove(job.uuid);
    for (const QString &uuid : awaited) {
        const auto known = m_reported.find(uuid);
        if (known != m_reported.end() && isTerminal(known->second.state))
            continue;
        if (const Result<Job> job = m_host->store().findJob(uuid))
            report(*job);
    }
}

void JobDriver::say(const Error &error) const
{
    m_setup.reports.problem(error.message);
}

void JobDriver::fault(const QString &point) const
{
    if (m_setup.fault)
        m_setup.fault(point.toLatin1().constData());
}

Patience JobDriver::patience() const
{
    Patience patience;
    patience.cancel = m_cancel;
    return patience;
}

} // namespace outcrop
