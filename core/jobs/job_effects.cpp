#include "core/base/files.h"
#include "core/hosts/remote_shell.h"
#include "core/jobs/collected_files.h"
#include "core/jobs/job_driver.h"
#include "core/jobs/start_file.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace outcrop {

namespace {

constexpr int ioFailures = 3;

} // namespace

std::optional<Observation> JobDriver::perform(const Job &job, Effect effect)
{
    if (isWaitingForHost())
        return std::nullopt;
    Result<std::optional<Observation>> answer = std::nullopt;
    QString point;
    switch (effect) {
    case Effect::Stage:
        point = QStringLiteral("did stage");
        answer = stage(job);
        break;
    case Effect::Start:
        point = QStringLiteral("did start");
        answer = start(job);
        break;
    case Effect::Collect:
        point = QStringLiteral("did collect");
        answer = collect(job);
        break;
    case Effect::Cancel:
        point = QStringLiteral("did cancel");
        answer = m_host->session()
                     .cancel(idOf(job.attempt), patience())
                     .map([&](const AttemptStatus &) -> std::optional<Observation> {
                         m_cancelTold.insert(job.attempt.key);
                         return std::nullopt;
                     });
        break;
    case Effect::Look:
    case Effect::None:
        return std::nullopt;
    }
    fault(point);
    if (answer) {
        answered(nullptr);
        return *answer;
    }
    // A program of the host that failed may have been deleted; it is brought back by the next call.
    const ErrorKind kind = answer.error().kind;
    const bool mayPass = isLinkProblem(kind) || kind == ErrorKind::Canceled
                         || (kind == ErrorKind::Io && m_failures < ioFailures);
    if (mayPass) {
        answered(&answer.error());
        return std::nullopt;
    }
    return EffectFailed{effect, answer.error()};
}

Result<Observation> JobDriver::stage(const Job &job)
{
    const auto attempts = m_host->store().attempts(job.uuid);
    if (!attempts)
        return failure(attempts.error());
    const JobFile file{QUuid::fromString(job.uuid),
                       attempts->front().key,
                       QCoreApplication::applicationVersion(),
                       job.name,
                       job.packageSha256,
                       job.createdAt.toString(Qt::ISODate)};
    HostSession &session = m_host->session();
    const Result<> staged = m_toVerify.contains(job.uuid)
                                ? session.stageVerified(file, job.package, patience())
                                : session.stageJob(file, job.package, patience());
    if (!staged)
        return failure(staged.error());
    return PackageThere{};
}

Result<std::optional<Observation>> JobDriver::start(const Job &job)
{
    const Result<StartFile> file = startFileOf(job.package, m_setup.host, job.limits);
    if (!file)
        return failure(file.error());
    const auto status = m_host->session().start(idOf(job.attempt), *file, patience());
    if (!status) {
        if (status.error().kind != ErrorKind::Corrupt || m_toVerify.contains(job.uuid))
            return failure(status.error());
        m_toVerify.insert(job.uuid);
        return Observation(PackageWrong{});
    }
    m_toVerify.remove(job.uuid);
    // A slow runner: the next look will see it, or start it again.
    if (status->state == AttemptState::Unclaimed || status->state == AttemptState::Claiming
        || status->state == AttemptState::NoFolder) {
        m_toLook.insert(job.uuid);
        return std::nullopt;
    }
    return Observation(HostLook{*status, 0, {}});
}

Result<Observation> JobDriver::collect(const Job &job)
{
    const JobFolder folder = m_host->store().folderOf(job.uuid);
    const int number = job.attempt.number;
    const QString target = folder.collected(number);
    if (const Result<> made = makeFolder(folder.attempt(number)); !made)
        return failure(made.error());
    if (!job.attempt.exitCode) { // Its runner died before it could list what there is.
        if (const auto salvaged = m_host->session().salvage(idOf(job.attempt), patience());
            !salvaged)
            return failure(salvaged.error());
    }
    if (!QFileInfo::exists(target)) {
        const auto progress = [&](qint64 done, qint64 total) {
            m_setup.reports.collected(job.uuid, done, total);
        };
        const auto fetched =
            m_host->session().fetchResults(idOf(job.attempt), target, {}, progress, patience());
        if (!fetched && fetched.error().kind == ErrorKind::NotFound)
            return lookForResults(job, fetched.error());
        if (!fetched)
            return failure(fetched.error());
    }
    auto files = collectedFilesIn(target);
    if (!files)
        return failure(files.error());
    m_fetched = std::move(*files);
    QFile::remove(folder.log(number));
    QFile::remove(folder.events(number));
    return ResultsHere{tailOf(target + QStringLiteral("/process.log"))};
}

// Since when they are missing is told by the host's clock.
Result<Observation> JobDriver::lookForResults(const Job &job, const Error &missing)
{
    const auto status = m_host->session().status({idOf(job.attempt)}, false, patience());
    if (!status)
        return failure(status.error());
    return NoResults{{status->attempts.front(), status->now, status->boot}, missing.message};
}

} // namespace outcrop
