#include "app/window/job_desk.h"

#include "core/async/run_async.h"
#include "core/hosts/local_shell.h"
#include "core/jobs/found_jobs.h"
#include "core/pipeline/arrange.h"
#include "core/pipeline_file/pipeline_file.h"

#include <algorithm>

namespace outcrop {

namespace {

constexpr int mostLooks = 8; // At once.

} // namespace

JobDesk::Session::Session(const JobServiceOptions &options, JobDesk *desk)
    : service(JobService::open(options))
{
    if (!service)
        return;
    const JobService *const source = service->get();
    connect(source, &JobService::jobChanged, desk, &JobDesk::jobChanged);
    connect(source, &JobService::jobRemoved, desk, &JobDesk::jobRemoved);
    connect(source, &JobService::logReceived, desk, &JobDesk::logReceived);
    connect(source, &JobService::eventsReceived, desk, &JobDesk::eventsReceived);
    connect(source, &JobService::streamsEnded, desk, &JobDesk::streamsEnded);
    connect(source, &JobService::linkChanged, desk, &JobDesk::linkChanged);
    connect(source, &JobService::hostAnswered, desk, &JobDesk::hostAnswered);
    connect(source, &JobService::hostSilent, desk, &JobDesk::hostSilent);
    connect(source, &JobService::queueChanged, desk, &JobDesk::queueChanged);
    connect(source, &JobService::problem, desk, &JobDesk::problem);
}

JobDesk::JobDesk(const JobServiceOptions &options, QString cache, QObject *parent)
    : QObject(parent)
    , m_store{options.dataFolder, Journal::ByFileSystem, {}}
    , m_cache(std::move(cache))
    , m_hosts(options.hosts)
    , m_worker(QStringLiteral("jobs"), options, this)
{
    qRegisterMetaType<Job>("outcrop::Job");
    qRegisterMetaType<LinkState>("outcrop::LinkState");
    m_pool.setMaxThreadCount(mostLooks);
    useShells(options.makeShell);
    const auto keep = [this](const QString &host, LinkState state, const QString &sentence) {
        m_links[host] = {state, sentence};
        if (state == LinkState::Ok)
            m_unreached.remove(host);
        else
            m_unreached.insert(host);
    };
    connect(this, &JobDesk::linkChanged, this, keep);
}

JobDesk::~JobDesk()
{
    m_closing.cancel();
    for (const auto &[number, cancel] : m_looks)
        cancel.cancel();
    m_pool.waitForDone();
}

template<class T, class Work>
void JobDesk::ask(Work work, const Answer<T> &answer)
{
    m_worker.post(
        this,
        [work](Session &session, const CancelToken &) -> Result<T> {
            if (!session.service)
                return failure(session.service.error());
            return work(**session.service);
        },
        answer);
}

template<class T, class Work>
void JobDesk::askHost(const QString &host, Work work, const Answer<T> &answer)
{
    const auto found = std::find_if(m_hosts.begin(), m_hosts.end(),
                                    [&](const HostProfile &each) { return each.id == host; });
    if (found == m_hosts.end()) {
        answer(failure(ErrorKind::NotFound, tr("There is no host %1.").arg(host)));
        return;
    }
    Patience patience;
    patience.cancel = m_closing;
    runAsync(
        this,
        [=, profile = *found, makeShell = m_makeShell, options = m_store]() -> Result<T> {
            Result<JobStore> store = JobStore::open(options);
            if (!store)
                return failure(store.error());
            const auto shell = makeShell(profile);
            HostSession session(*shell, profile);
            return work(*store, session, patience);
        },
        answer, &m_pool);
}

// As JobService does: without any this computer is what there is.
void JobDesk::useShells(const MakeShell &makeShell)
{
    m_makeShell =
        makeShell ? makeShell : [](const HostProfile &) { return std::make_unique<LocalShell>(); };
}

void JobDesk::setHosts(const std::vector<HostProfile> &hosts, const MakeShell &makeShell,
                       const HostWays &ways)
{
    const std::vector<HostProfile> before = std::exchange(m_hosts, hosts);
    useShells(makeShell);
    const auto work = [hosts, makeShell, ways](JobService &service) -> Result<> {
        service.setHosts(hosts, makeShell, ways);
        return {};
    };
    ask<void>(work, [](const Result<> &) {});
    for (const HostProfile &host : before) {
        if (host.jobs != jobsAtOnce(host.id))
            emit queueChanged(host.id);
    }
}

int JobDesk::jobsAtOnce(const QString &host) const
{
    for (const HostProfile &each : m_hosts)
        if (each.id == host)
            return each.jobs;
    return 0;
}

void JobDesk::lookNow(const QString &host)
{
    m_unreached.remove(host);
    const auto work = [host](JobService &service) -> Result<> {
        service.lookNow(host);
        return {};
    };
    ask<void>(work, [](const Result<> &) {});
}

void JobDesk::begin(const Answer<std::vector<Job>> &answer)
{
    const auto work = [](JobService &service) -> Result<std::vector<Job>> {
        if (const Result<> driven = service.driveAll(); !driven)
            return failure(driven.error());
        return service.store().listJobs();
    };
    ask<std::vector<Job>>(work, answer);
}

void JobDesk::list(const Answer<std::vector<Job>> &answer)
{
    ask<std::vector<Job>>([](JobService &service) { return service.store().listJobs(); }, answer);
}

void JobDesk::runAgain(const QString &uuid, const QString &host, bool instead,
                       const Catalog &catalog, const RunHearing &hearing)
{
    ask<Job>(
        [uuid](JobService &service) { return service.store().findJob(uuid); },
        [this, host, instead, catalog, hearing](const Result<Job> &job) {
            if (job)
                look(sameAgain(*job, host.isEmpty() ? job->attempt.host : host, instead, catalog),
                     hearing);
            else
                hearing.answer(failure(job.error()));
        });
}

void JobDesk::submit(const PreparedRun &prepared, const RunHearing &hearing)
{
    if (prepared.cancel.isCanceled()) {
        hearing.answer(failure(ErrorKind::Canceled, tr("It was stopped; nothing was sent.")));
        return;
    }
    ask<Submitted>(prepared.submit, hearing.answer);
}

void JobDesk::findPipeline(const Job &job, const Answer<Pipeline> &answer)
{
    const auto load = [path = job.pipeline]() -> Result<Pipeline> {
        Result<Pipeline> pipeline = loadPipeline(path);
        return pipeline ? placed(std::move(*pipeline)) : std::move(pipeline);
    };
    runAsync(this, load, answer);
}

void JobDesk::moveFirst(const QString &uuid, const Answer<void> &answer)
{
    ask<void>([uuid](JobService &service) { return service.moveFirst(uuid); }, answer);
}

void JobDesk::findOutlook(const QString &uuid, const Answer<RunOutlook> &answer)
{
    const bool isHeld = jobsAtOnce(thisComputer().id) == unknownJobs;
    const auto work = [uuid, isHeld](JobService &service) -> Result<RunOutlook> {
        const auto place = service.store().placeOf(uuid);
        if (!place)
            return failure(place.error());
        const auto forecast = service.forecast(uuid);
        if (!forecast)
            return failure(forecast.error());
        return RunOutlook{*place, *forecast, isHeld};
    };
    ask<RunOutlook>(work, answer);
}

void JobDesk::findHistory(const QString &uuid, const Answer<std::vector<HistoryRow>> &answer)
{
    ask<std::vector<HistoryRow>>(
        [uuid](JobService &service) { return service.store().events(uuid).map(historyOf); },
        answer);
}

void JobDesk::findQueue(const QString &host, const Answer<HostQueue> &answer)
{
    ask<HostQueue>([host](JobService &service) { return service.queue(host); }, answer);
}

void JobDesk::setQueuePaused(const QString &host, bool paused, const Answer<void> &answer)
{
    const auto work = [host, paused](JobService &service) {
        return paused ? service.pauseQueue(host) : service.resumeQueue(host);
    };
    ask<void>(work, answer);
}

void JobDesk::findUnknown(const QString &host, const Answer<std::vector<FoundJob>> &answer)
{
    askHost<std::vector<FoundJob>>(host, findUnknownJobs, answer);
}

void JobDesk::import(const QString &host, const std::vector<FoundJob> &found,
                     const Answer<std::vector<Job>> &answer)
{
    using Taken = std::vector<Result<Job>>;
    const auto work = [found](JobStore &store, HostSession &session,
                              const Patience &patience) -> Result<Taken> {
        Taken taken;
        for (const FoundJob &each : found)
            taken.push_back(importJob(store, session, each, patience));
        const auto isTaken = [](const Result<Job> &job) { return job.has_value(); };
        if (!taken.empty() && std::none_of(taken.begin(), taken.end(), isTaken))
            return failure(taken.front().error());
        return taken;
    };
    const auto drive = [](JobService &service) { return service.driveAll(); };
    askHost<Taken>(host, work, [this, drive, answer](const Result<Taken> &taken) {
        if (!taken) {
            answer(failure(taken.error()));
            return;
        }
        std::vector<Job> jobs;
        for (const Result<Job> &job : *taken) {
            if (!job) {
                emit problem(job.error().message);
                continue;
            }
            jobs.push_back(*job);
            emit jobChanged(*job);
        }
        ask<void>(drive, [](const Result<> &) {});
        answer(jobs);
    });
}

void JobDesk::cancel(const QString &uuid, const Answer<void> &answer)
{
    ask<void>([uuid](JobService &service) { return service.cancel(uuid); }, answer);
}

void JobDesk::tryAgain(const QString &uuid, const Answer<void> &answer)
{
    ask<void>([uuid](JobService &service) { return service.tryAgain(uuid); }, answer);
}

void JobDesk::remove(const QString &uuid, const Answer<void> &answer)
{
    ask<void>([uuid](JobService &service) { return service.remove(uuid, true); }, answer);
}

void JobDesk::watch(const QString &uuid, const Answer<void> &answer)
{
    ++m_watchers[uuid];
    const auto work = [this, uuid](JobService &service) {
        service.unwatch(uuid);
        // Queued behind the bytes of the old watch and before those of the new one.
        QMetaObject::invokeMethod(
            this, [this, uuid] { emit watchStarted(uuid); }, Qt::QueuedConnection);
        return service.watch(uuid);
    };
    ask<void>(work, answer);
}

void JobDesk::unwatch(const QString &uuid)
{
    if (--m_watchers[uuid] > 0)
        return;
    m_watchers.erase(uuid);
    const auto work = [uuid](JobService &service) -> Result<> {
        service.unwatch(uuid);
        return {};
    };
    ask<void>(work, [](const Result<> &) {});
}

} // namespace outcrop
