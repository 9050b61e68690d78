#include "app/window/job_desk.h"

#include "core/async/run_async.h"
#include "core/package/assemble.h"
#include "core/pipeline_file/pipeline_file.h"
#include "core/remote_data/data_host.h"

#include <QTemporaryDir>

namespace outcrop {

namespace {

// A package that lies in a folder of its own until it has been submitted.
struct Packed
{
    std::shared_ptr<QTemporaryDir> folder;
    SubmitRequest request;
};

Result<Packed> pack(const RunWish &wish, const Catalog &catalog)
{
    Packed packed{std::make_shared<QTemporaryDir>(), {}};
    const auto package = assemblePackage(wish.pipeline, catalog, wish.baseFolder);
    if (!package)
        return failure(package.error());
    packed.request.package = packed.folder->filePath(QStringLiteral("package.zip"));
    packed.request.pipeline = packed.folder->filePath(QStringLiteral("pipeline.outcrop"));
    packed.request.name = wish.name;
    const bool isElsewhere = wish.host != thisComputer().id;
    const auto host =
        hostForData(package->data, isElsewhere ? std::optional(wish.host) : std::nullopt);
    if (!host)
        return failure(host.error());
    packed.request.host = *host;
    if (const auto written = writePackage(*package, packed.request.package); !written)
        return failure(written.error());
    if (const auto saved = savePipeline(wish.pipeline, packed.request.pipeline); !saved)
        return failure(saved.error());
    return packed;
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
    connect(source, &JobService::problem, desk, &JobDesk::problem);
}

JobDesk::JobDesk(const JobServiceOptions &options, QObject *parent)
    : QObject(parent), m_worker(QStringLiteral("jobs"), options, this)
{
    qRegisterMetaType<Job>("outcrop::Job");
    qRegisterMetaType<LinkState>("outcrop::LinkState");
}

JobDesk::~JobDesk() = default;

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
    const auto work = [hosts, makeShell](JobService &service) -> Result<> {
        service.setHosts(hosts, makeShell);
        return {};
    };
    ask<void>(work, [](const Result<> &) {});
}

void JobDesk::lookNow(const QString &host)
{
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

void JobDesk::run(const RunWish &wish, const Catalog &catalog, const Answer<Submitted> &answer)
{
    runAsync(
        this, [wish, catalog] { return pack(wish, catalog); },
        [this, answer](const Result<Packed> &packed) {
            if (!packed) {
                answer(failure(packed.error()));
                return;
            }
            const auto submit = [packed = *packed](JobService &service) {
                return service.submit(packed.request);
            };
            ask<Submitted>(submit, answer);
        });
}

void JobDesk::findPipeline(const Job &job, const Answer<Pipeline> &answer)
{
    runAsync(
        this, [path = job.pipeline] { return loadPipeline(path); }, answer);
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
