#include "core/jobs/job_service.h"

#include "core/base/text.h"
#include "core/hosts/host_session.h"
#include "core/hosts/local_shell.h"
#include "core/jobs/advance.h"
#include "core/jobs/found_jobs.h"
#include "core/jobs/host_lane.h"
#include "core/jobs/job_watch.h"
#include "core/jobs/stand_ins.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobService)
};

const HostProfile *findProfile(const std::vector<HostProfile> &hosts, const QString &id)
{
    const auto found = std::find_if(hosts.begin(), hosts.end(),
                                    [&](const HostProfile &profile) { return profile.id == id; });
    return found == hosts.end() ? nullptr : &*found;
}

// How many jobs run at once, and where they go on, is no matter of the connection.
bool isSame(const HostProfile *one, const HostProfile *other)
{
    if (!one || !other)
        return one == other;
    HostProfile alike = *one;
    alike.jobs = other->jobs;
    alike.groups = other->groups;
    return alike == *other;
}

} // namespace

Result<std::unique_ptr<JobService>> JobService::open(const JobServiceOptions &options)
{
    Result<JobStore> store = JobStore::open({options.dataFolder, Journal::ByFileSystem, {}});
    if (!store)
        return failure(store.error());
    removeAbandoned(*store, QDateTime::currentDateTimeUtc().addDays(-1));
    return std::unique_ptr<JobService>(new JobService(options, std::move(*store)));
}

JobService::JobService(JobServiceOptions options, JobStore store)
    : m_options(std::move(options)), m_store(std::move(store))
{
    qRegisterMetaType<outcrop::Job>("outcrop::Job");
    qRegisterMetaType<outcrop::LinkState>("outcrop::LinkState");
    setHosts(m_options.hosts, m_options.makeShell, {});
    m_followOthers.setInterval(m_options.times.others);
    connect(&m_followOthers, &QTimer::timeout, this, &JobService::followOthers);
}

JobService::~JobService() = default;

void JobService::setHosts(const std::vector<HostProfile> &hosts, const MakeShell &makeShell,
                          const HostWays &ways)
{
    // An unchanged host may keep the shells of before: they lead to where the new ones do.
    const auto isChanged = [&hosts, &ways, before = m_options.hosts,
                            waysBefore = m_ways](const QString &host) {
        return !isSame(findProfile(before, host), findProfile(hosts, host))
               || waysBefore.value(host) != ways.value(host);
    };
    m_options.hosts = hosts;
    m_options.makeShell = makeShell;
    m_ways = ways;
    if (!makeShell)
        m_options.makeShell = [](const HostProfile &) { return std::make_unique<LocalShell>(); };
    std::map<QString, DriverTask> driven;
    for (auto lane = m_lanes.begin(); lane != m_lanes.end();) {
        const bool stays = !isChanged(lane->first);
        if (!stays)
            driven[lane->first] = lane->second->task();
        else if (const HostProfile *const profile = findProfile(hosts, lane->first))
            lane->second->setAround(profile->jobs, standInsFor(*profile, hosts));
        lane = stays ? std::next(lane) : m_lanes.erase(lane);
    }
    for (const auto &[host, task] : driven) {
        if (const Result<HostProfile> profile = profileOf(host))
            laneOf(*profile).goOn(task);
    }
    for (const auto &[uuid, watch] : m_watches) {
        const Result<Job> job = m_store.findJob(uuid);
        if (job && isChanged(job->attempt.host))
            watch->setHost(profileFor(*job), m_options.makeShell);
    }
    if (!m_drivesAll)
        return;
    if (const Result<> all = driveAll(); !all)
        emit problem(all.error().message);
}

void JobService::lookNow(const QString &host)
{
    if (const auto lane = m_lanes.find(host); lane != m_lanes.end())
        lane->second->lookNow();
}

Result<HostProfile> JobService::profileOf(const QString &host) const
{
    const HostProfile *const found = findProfile(m_options.hosts, host);
    if (!found)
        return failure(ErrorKind::NotFound, Tr::tr("There is no host %1.").arg(plainLine(host)));
    return *found;
}

// What is known of a host that is gone: enough for what is here of its jobs.
HostProfile JobService::profileFor(const Job &job) const
{
    HostProfile gone;
    gone.id = gone.title = job.attempt.host;
    return profileOf(job.attempt.host).value_or(gone);
}

HostLane &JobService::laneOf(const HostProfile &host)
{
    std::unique_ptr<HostLane> &lane = m_lanes[host.id];
    if (lane)
        return *lane;
    DriverSetup setup;
    setup.dataFolder = m_options.dataFolder;
    setup.host = host;
    setup.standIns = standInsFor(host, m_options.hosts);
    setup.makeShell = m_options.makeShell;
    setup.times = m_options.times;
    setup.times.floor = std::chrono::seconds(host.pollFloor);
    setup.fault = m_options.fault;
    lane = std::make_unique<HostLane>(setup);
    connect(lane.get(), &HostLane::jobChanged, this, [this, id = host.id](const Job &job) {
        if (job.attempt.host != id && !isTerminal(job.attempt.state))
            goOnElsewhere(job);
        if (job.attempt.state == JobState::Succeeded)
            wakeAlternatives(job);
        tell(job);
    });
    connect(lane.get(), &HostLane::collected, this, &JobService::collected);
    connect(lane.get(), &HostLane::problem, this, &JobService::problem);
    connect(lane.get(), &HostLane::answered, this, [this, id = host.id] { emit hostAnswered(id); });
    connect(lane.get(), &HostLane::unanswered, this,
            [this, id = host.id](const QDateTime &nextTry) { emit hostSilent(id, nextTry); });
    connect(lane.get(), &HostLane::looked, this,
            [this, id = host.id](bool answered) { emit looked(id, answered); });
    connect(lane.get(), &HostLane::linkChanged, this,
            [this, id = host.id](LinkState state, const QString &sentence) {
                m_answering[id] = state == LinkState::Ok;
                for (const auto &[uuid, watch] : m_watches) {
                    if (const Result<Job> job = m_store.findJob(uuid);
                        job && job->attempt.host == id)
                        watch->setAnswering(m_answering[id]);
                }
                emit linkChanged(id, state, sentence);
            });
    return *lane;
}

Result<Submitted> JobService::submit(const SubmitRequest &request)
{
    if (const auto host = profileOf(request.host); !host)
        return failure(host.error());
    Result<Submitted> submitted = submitJob(m_store, request, m_options.fault);
    if (submitted) {
        if (const Result<> woken = wake(submitted->job); !woken)
            return failure(woken.error());
    }
    return submitted;
}

Result<> JobService::wake(const Job &job)
{
    const Result<HostProfile> host = profileOf(job.attempt.host);
    if (!host)
        return failure(host.error());
    HostLane &lane = laneOf(*host);
    m_known[job.uuid] = {job.attempt.number, job.attempt.state};
    lane.setWatched(job.uuid, m_watches.count(job.uuid) > 0);
    lane.drive(job.uuid);
    return {};
}

// The lane of a host has given it to another one.
void JobService::goOnElsewhere(const Job &job)
{
    if (const auto watch = m_watches.find(job.uuid); watch != m_watches.end())
        watch->second->setHost(profileFor(job), m_options.makeShell);
    static_cast<void>(wake(job)); // No such host: it waits until it is there again.
}

// Which are to be cancelled now.
void JobService::wakeAlternatives(const Job &succeeded)
{
    const auto others = m_store.alternativesOf(succeeded.uuid);
    if (!others)
        return; // They see the wish at their next look.
    for (const Job &other : *others) {
        if (!isTerminal(other.attempt.state))
            static_cast<void>(wake(other));
    }
}

Result<> JobService::drive(const QString &uuid)
{
    const Result<Job> job = m_store.findJob(uuid);
    return job ? wake(*job) : failure(job.error());
}

Result<> JobService::driveAll()
{
    if (!m_drivesAll) {
        auto known = m_store.heads();
        if (!known)
            return failure(known.error());
        m_known = std::move(*known);
        m_drivesAll = true;
        m_followOthers.start();
    }
    const auto jobs = m_store.listJobs({{}, true});
    if (!jobs)
        return failure(jobs.error());
    for (const HostProfile &host : m_options.hosts) {
        if (std::any_of(jobs->begin(), jobs->end(),
                        [&](const Job &job) { return job.attempt.host == host.id; }))
            laneOf(host).driveAll();
    }
    return {};
}

// Of what is driven here its lane tells, whoever holds the lease.
void JobService::followOthers()
{
    const Result<int> version = m_store.version();
    if (!version || m_seenVersion == *version)
        return;
    const auto heads = m_store.heads();
    if (!heads)
        return; // The next look tries again.
    m_seenVersion = *version;
    for (const auto &[uuid, head] : *heads) {
        const auto known = m_known.find(uuid);
        if (known != m_known.end() && (known->second == head || !isTerminal(known->second.state)))
            continue;
        const Result<Job> job = m_store.findJob(uuid);
        if (!job)
            continue;
        if (!isTerminal(head.state) && profileOf(job->attempt.host))
            static_cast<void>(wake(*job));
        tell(*job);
    }
    for (auto known = m_known.begin(); known != m_known.end();) {
        if (heads->count(known->first)) {
            ++known;
            continue;
        }
        const QString uuid = known->first;
        known = m_known.erase(known);
        unwatch(uuid);
        emit jobRemoved(uuid);
    }
}

Result<> JobService::cancel(const QString &uuid)
{
    const Result<Job> job = m_store.findJob(uuid);
    if (!job)
        return failure(job.error());
    if (const Result<> wanted = m_store.wantCancel(job->uuid); !wanted)
        return wanted;
    const Result<> woken = wake(*job);
    // Nothing else may make its host be looked at.
    if (woken && isTerminal(job->attempt.state) && m_store.stillRuns(job->uuid).value_or(false))
        lookNow(job->attempt.host);
    return woken;
}

Result<std::optional<Forecast>> JobService::forecast(const QString &uuid) const
{
    const Result<Job> job = m_store.findJob(uuid);
    if (!job)
        return failure(job.error());
    const auto all = m_store.listJobs({job->attempt.host, false});
    if (!all)
        return failure(all.error());
    return forecastOf(*job, *all);
}

Result<> JobService::tryAgain(const QString &uuid, const QString &host)
{
    const Result<Job> job = m_store.findJob(uuid);
    if (!job)
        return failure(job.error());
    const Attempt &attempt = job->attempt;
    const bool elsewhere = !host.isEmpty() && host != attempt.host;
    if (elsewhere && !profileOf(host))
        return failure(profileOf(host).error());
    if (elsewhere && !isTerminal(attempt.state))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("Job %1 may still run on %2 (%3). To run it on %4 in its place, and "
                              "keep the first of both that succeeds: outcrop jobs rerun %1 "
                              "--host %4 --instead")
                           .arg(job->title, plainLine(attempt.host), stateTitle(attempt.state),
                                plainLine(host)));
    if (attempt.state == JobState::Attention) {
        const Step step = outcrop::advance(attempt, TryAgain{});
        if (const Result<> recorded = m_store.record(attempt, step.after, step.evidence); !recorded)
            return recorded;
    } else if (isTerminal(attempt.state) && attempt.state != JobState::Succeeded) {
        const Result<Attempt> next = m_store.addAttempt(job->uuid, host);
        if (!next)
            return failure(next.error());
        const QJsonObject choice{{QStringLiteral("after"), attempt.number},
                                 {QStringLiteral("which_was"), stateName(attempt.state)},
                                 {QStringLiteral("host"), next->host}};
        if (const Result<> told = m_store.addEvent(*next, QStringLiteral("tried again"), choice);
            !told)
            return told;
        if (const auto watch = m_watches.find(job->uuid); elsewhere && watch != m_watches.end())
            watch->second->setHost(*profileOf(host), m_options.makeShell);
    } else {
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("There is nothing to try again with job %1: %2.")
                           .arg(job->title, stateTitle(attempt.state)));
    }
    return drive(job->uuid);
}

Result<std::vector<FoundJob>> JobService::findUnknown(const QString &host)
{
    const Result<HostProfile> profile = profileOf(host);
    if (!profile)
        return failure(profile.error());
    const auto shell = m_options.makeShell(*profile);
    HostSession session(*shell, *profile);
    return findUnknownJobs(m_store, session);
}

Result<Job> JobService::import(const QString &host, const FoundJob &found)
{
    const Result<HostProfile> profile = profileOf(host);
    if (!profile)
        return failure(profile.error());
    const auto shell = m_options.makeShell(*profile);
    HostSession session(*shell, *profile);
    const Result<Job> job = importJob(m_store, session, found);
    if (job)
        laneOf(*profile).drive(job->uuid);
    return job;
}

Result<> JobService::remove(const QString &uuid, bool alsoOnHost)
{
    const Result<Job> job = m_store.findJob(uuid);
    if (!job)
        return failure(job.error());
    if (!isTerminal(job->attempt.state))
        return failure(ErrorKind::Busy,
                       Tr::tr("Job %1 has not ended; cancel it first.").arg(job->title));
    const Result<HostProfile> host = profileOf(job->attempt.host);
    if (alsoOnHost && host) {
        const auto shell = m_options.makeShell(*host);
        if (const Result<> gone = HostSession(*shell, *host).remove(QUuid::fromString(job->uuid));
            !gone)
            return gone;
    }
    unwatch(job->uuid);
    if (const Result<> removed = m_store.removeJob(job->uuid); !removed)
        return removed;
    // Files without a row are nobody's: what is left of them harms nothing.
    QDir(m_store.folderOf(job->uuid).path).removeRecursively();
    m_known.erase(job->uuid);
    emit jobRemoved(job->uuid);
    return {};
}

} // namespace outcrop
