#include "app/commands/run_job.h"

#include "app/commands/host_look.h"
#include "app/commands/job_follower.h"
#include "app/commands/job_output.h"
#include "app/commands/standard_input.h"
#include "core/base/text.h"
#include "core/package/package.h"
#include "core/remote_data/data_host.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::RunJob)
};

} // namespace

bool isPackage(const QString &file)
{
    return file.endsWith(QLatin1String(".zip"), Qt::CaseInsensitive);
}

Result<BuiltPackage> buildPackage(Context &context, const OpenedPipeline &opened, Purpose purpose,
                                  const QString &path)
{
    const Result<> runnable = requireRunnable(opened);
    if (!runnable)
        return failure(runnable.error());
    for (const Problem &problem : opened.problems)
        context.terminal.detail(problemLine(opened, problem));
    const auto package = assemblePackage(opened.pipeline, opened.catalog, opened.folder, purpose);
    if (!package)
        return failure(package.error());
    for (const QString &notice : package->notices)
        context.terminal.message(notice);
    return writePackage(*package, path).map([&](const QByteArray &sha256) {
        return BuiltPackage{sha256, package->data};
    });
}

Result<SubmitRequest> prepareRequest(Context &context, const QString &file, Purpose purpose,
                                     const QString &folder, const QString &host)
{
    const std::optional<QString> wished = host.isEmpty() ? std::nullopt : std::optional(host);
    SubmitRequest request;
    if (isPackage(file)) {
        request.host = wished.value_or(thisComputer().id);
        request.package = file;
        request.name = QFileInfo(file).completeBaseName();
        return request;
    }
    const auto opened = openPipeline(file, context.folders);
    if (!opened)
        return failure(opened.error());
    const auto pipeline = fileOrStandardInput(file, folder);
    if (!pipeline)
        return failure(pipeline.error());
    request.package = folder + QStringLiteral("/package.zip");
    request.pipeline = *pipeline;
    request.baseFolder = QFileInfo(opened->path).absolutePath();
    request.name = opened->pipeline.name().isEmpty() ? QFileInfo(opened->path).completeBaseName()
                                                     : opened->pipeline.name();
    if (purpose == Purpose::CheckLeakage)
        request.name = Tr::tr("%1 (leak test)").arg(request.name);
    const auto built = buildPackage(context, *opened, purpose, request.package);
    if (!built)
        return failure(built.error());
    const auto runsOn = hostForData(built->data, wished);
    if (!runsOn)
        return failure(runsOn.error());
    request.host = *runsOn;
    return request;
}

Result<Job> runToEnd(Context &context, JobService &service, const SubmitRequest &request)
{
    if (const Result<> fit = lookBefore(context, service, request); !fit)
        return failure(fit.error());
    const auto submitted = service.submit(request);
    if (!submitted)
        return failure(submitted.error());
    const Job &job = submitted->job;
    context.terminal.message(
        Tr::tr("%1 · %2 · on %3 · %4")
            .arg(job.title, plainLine(job.name), hostTitle(job.attempt.host), job.uuid));
    return JobFollower(context, service, Show::Progress).untilEnded(job);
}

Result<> requireSuccess(const Job &job)
{
    if (job.attempt.state == JobState::Succeeded)
        return {};
    const bool isCancelled = job.attempt.state == JobState::Cancelled;
    QStringList parts{QStringLiteral("%1: %2.").arg(job.title, stateTitle(job.attempt.state))};
    if (!job.attempt.reason.isEmpty())
        parts << plainLine(job.attempt.reason);
    else if (!isCancelled)
        parts << Tr::tr("It gave no reason.");
    parts << Tr::tr("Its log: outcrop jobs logs %1").arg(job.title);
    return failure(isCancelled ? ErrorKind::Canceled : ErrorKind::InvalidInput,
                   parts.join(QLatin1Char(' ')));
}

} // namespace outcrop
