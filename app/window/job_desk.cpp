#include "app/window/job_desk.h"

#include "core/async/run_async.h"
#include "core/host_catalog/look_before.h"
#include "core/jobs/start_file.h"
#include "core/package/assemble.h"
#include "core/pipeline_file/pipeline_file.h"
#include "core/remote_data/data_host.h"

#include <QTemporaryDir>

#include <algorithm>

namespace outcrop {

// A package that lies in a folder of its own until it has been submitted.
struct PackedRun
{
    std::shared_ptr<QTemporaryDir> folder;
    SubmitRequest request;
    Pipeline pipeline;
    Catalog catalog;
};

namespace {

constexpr int mostLooks = 8;               // At once.
constexpr std::chrono::seconds silence(8); // A person waits for it.

Result<PackedRun> pack(const RunWish &wish, const Catalog &catalog)
{
    PackedRun packed{std::make_shared<QTemporaryDir>(), {}, wish.pipeline, catalog};
    const auto package = assemblePackage(wish.pipeline, catalog, wish.baseFolder);
    if (!package)
        return failure(package.error());
    SubmitRequest &request = packed.request;
    request.package = packed.folder->filePath(QStringLiteral("package.zip"));
    request.pipeline = packed.folder->filePath(QStringLiteral("pipeline.outcrop"));
    request.name = wish.name;
    const bool isElsewhere = wish.host != thisComputer().id;
    const auto host =
        hostForData(package->data, isElsewhere ? std::optional(wish.host) : std::nullopt);
    if (!host)
        return failure(host.error());
    request.host = *host;
    if (const auto written = writePackage(*package, request.package); !written)
        return failure(written.error());
    if (const auto saved = savePipeline(wish.pipeline, request.pipeline); !saved)
        return failure(saved.error());
    return packed;
}

// What lookBefore() says to a package; it blocks as long as the host does.
Result<std::vector<PreflightLine>> lookWith(const MakeShell &makeShell, SubmitLook look,
                                            const PackedRun &packed)
{
    const Result<PackageNeeds> needs = needsOf(packed.request.package);
    if (!needs)
        return failure(needs.error());
    look.needs = *needs;
    look.blocks = [&packed]() -> std::optional<PlannedBlocks> {
        const Result<Plan> plan = makePlan(packed.pipeline, packed.catalog);
        return plan ? std::optional(PlannedBlocks{*plan, packed.catalog}) : std::nullopt;
    };
    return lookBefore(*makeShell(look.host), look);
}

} // namespace

JobDesk::Session::Session(const JobServiceOptions &options, JobDesk *desk)
    : service(JobService::open(options))
{
    if (!service)
        return;
    const JobService *const source = service->get();
    connect(source, &JobService::jobChanged, desk, &JobDesk::jobChanged);
    connect(source, &JobService::logReceived, desk, &JobDesk::logReceived);
    connect(source, &JobService::eventsReceived, desk, &JobDesk::eventsReceived);
    connect(source, &JobService::streamsEnded, desk, &JobDesk::streamsEnded);
    connect(source, &JobService::linkChanged, desk, &JobDesk::linkChanged);
    connect(source, &JobService::queueChanged, desk, &JobDesk::queueChanged);
    connect(source, &JobService::problem, desk, &JobDesk::problem);
}

JobDesk::JobDesk(const JobServiceOptions &options, QString cache, QObject *parent)
    : QObject(parent)
    , m_cache(std::move(cache))
    , m_hosts(options.hosts)
    , m_makeShell(options.makeShell)
    , m_worker(QStringLiteral("jobs"), options, this)
{
    qRegisterMetaType<Job>("outcrop::Job");
    qRegisterMetaType<LinkState>("outcrop::LinkState");
    m_pool.setMaxThreadCount(mostLooks);
    connect(this, &JobDesk::linkChanged, this, [this](const QString &host, LinkState state) {
        if (state == LinkState::Ok)
            m_unreached.remove(host);
        else
            m_unreached.insert(host);
    });
}

JobDesk::~JobDesk()
{
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

void JobDesk::setHosts(const std::vector<HostProfile> &hosts, const MakeShell &makeShell)
{
    m_hosts = hosts;
    m_makeShell = makeShell;
    const auto work = [hosts, makeShell](JobService &service) -> Result<> {
        service.setHosts(hosts, makeShell);
        return {};
    };
    ask<void>(work, [](const Result<> &) {});
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
        const auto jobs = service.store().listJobs();
        if (!jobs)
            return failure(jobs.error());
        if (const Result<> driven = service.driveAll(); !driven)
            return failure(driven.error());
        return *jobs;
    };
    ask<std::vector<Job>>(work, answer);
}

void JobDesk::list(const Answer<std::vector<Job>> &answer)
{
    ask<std::vector<Job>>([](JobService &service) { return service.store().listJobs(); }, answer);
}

void JobDesk::run(const RunWish &wish, const Catalog &catalog, const RunHearing &hearing)
{
    runAsync(
        this, [wish, catalog] { return pack(wish, catalog); },
        [this, wish, hearing](const Result<PackedRun> &packed) {
            if (packed)
                look(wish, *packed, hearing);
            else
                hearing.answer(failure(packed.error()));
        });
}

// A job on this computer says as soon what is missing.
void JobDesk::look(const RunWish &wish, const PackedRun &packed, const RunHearing &hearing)
{
    const QString &id = packed.request.host;
    const auto host = std::find_if(m_hosts.begin(), m_hosts.end(),
                                   [&](const HostProfile &profile) { return profile.id == id; });
    if (id == thisComputer().id || host == m_hosts.end() || !m_makeShell
        || m_unreached.contains(id)) {
        submit(wish, packed, hearing);
        return;
    }
    hearing.looking(host->title);
    const int number = m_looks.empty() ? 0 : m_looks.rbegin()->first + 1;
    m_looks.emplace(number, wish.cancel);
    const SubmitLook look{*host, {}, {}, m_cache, {silence, wish.cancel}};
    runAsync(
        this, [makeShell = m_makeShell, look, packed] { return lookWith(makeShell, look, packed); },
        [this, number, wish, packed, hearing,
         profile = *host](const Result<std::vector<PreflightLine>> &remarks) {
            m_looks.erase(number);
            if (!remarks) {
                hearing.answer(failure(remarks.error()));
                return;
            }
            for (const PreflightLine &line : *remarks)
                hearing.remark(remarkOf(line, profile));
            submit(wish, packed, hearing);
        },
        &m_pool);
}

void JobDesk::submit(const RunWish &wish, const PackedRun &packed, const RunHearing &hearing)
{
    if (wish.cancel.isCanceled()) {
        hearing.answer(failure(ErrorKind::Canceled, tr("It was stopped; nothing was sent.")));
        return;
    }
    const auto work = [packed](JobService &service) { return service.submit(packed.request); };
    ask<Submitted>(work, hearing.answer);
}

void JobDesk::findPipeline(const Job &job, const Answer<Pipeline> &answer)
{
    runAsync(
        this, [path = job.pipeline] { return loadPipeline(path); }, answer);
}

void JobDesk::runAgain(const QString &uuid, const QString &host, const Answer<Submitted> &answer)
{
    ask<Submitted>([uuid, host](JobService &service) { return service.rerun(uuid, host); }, answer);
}

void JobDesk::moveFirst(const QString &uuid, const Answer<void> &answer)
{
    ask<void>([uuid](JobService &service) { return service.moveFirst(uuid); }, answer);
}

void JobDesk::findOutlook(const QString &uuid, const Answer<RunOutlook> &answer)
{
    const auto work = [uuid](JobService &service) -> Result<RunOutlook> {
        const auto place = service.store().placeOf(uuid);
        if (!place)
            return failure(place.error());
        const auto forecast = service.forecast(uuid);
        if (!forecast)
            return failure(forecast.error());
        return RunOutlook{*place, *forecast};
    };
    ask<RunOutlook>(work, answer);
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
    ask<void>([uuid](JobService &service) { return service.remove(uuid, true); },
              [this, uuid, answer](const Result<> &removed) {
                  if (removed)
                      emit jobRemoved(uuid);
                  answer(removed);
              });
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
