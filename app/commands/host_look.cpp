#include "app/commands/host_look.h"

#include "app/commands/command.h"
#include "app/commands/opened_hosts.h"
#include "app/commands/opened_pipeline.h"
#include "app/commands/run_job.h"
#include "core/base/text.h"
#include "core/hosts/local_shell.h"
#include "core/jobs/smoke_run.h"
#include "core/jobs/start_file.h"

#include <QCoreApplication>
#include <QTemporaryDir>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostLook)
};

} // namespace

Result<PackageNeeds> needsOfFile(Context &context, const QString &file, const QString &host)
{
    const QTemporaryDir folder;
    const auto request = prepareRequest(context, file, Purpose::Train, folder.path(), host);
    if (!request)
        return failure(request.error());
    return needsOf(request->package);
}

std::function<std::optional<PlannedBlocks>()> blocksOfFile(const Context &context,
                                                           const QString &pipelineFile)
{
    if (pipelineFile.isEmpty() || isPackage(pipelineFile))
        return {};
    return [folders = context.folders, pipelineFile]() -> std::optional<PlannedBlocks> {
        const auto opened = openPipeline(pipelineFile, folders);
        if (!opened)
            return std::nullopt;
        const Result<Plan> plan = makePlan(opened->pipeline, opened->catalog);
        return plan ? std::optional(PlannedBlocks{*plan, opened->catalog}) : std::nullopt;
    };
}

Result<> smokeBefore(Context &context, const SubmitRequest &request)
{
    std::unique_ptr<RemoteShell> reached;
    std::optional<DataHost> dataHost;
    if (request.host != thisComputer().id) {
        const Result<OpenedHost> opened = openHost(context, text(request.host));
        if (!opened)
            return failure(opened.error());
        reached = openShell(opened->entry, opened->hosts, context.access);
        dataHost = DataHost{opened->entry.profile.title, reached.get()};
    }
    context.terminal.progress(Tr::tr("Trying the package on a few rows here…"));
    LocalShell shell;
    const Result<SmokeRun> run = smokeRun(shell, thisComputer(), request.package, {}, dataHost);
    context.terminal.progress({});
    const bool isUntried = !run && run.error().kind == ErrorKind::NotFound; // It may run there.
    if (!run && !isUntried)
        return failure(run.error());
    context.terminal.message(
        Tr::tr("Smoke run: %1").arg(run ? sentenceOf(*run) : run.error().message));
    return {};
}

Result<> lookBefore(Context &context, const JobService &service, const SubmitRequest &request)
{
    if (!request.key.isEmpty()) {
        if (const auto known = service.store().findByKey(request.key); known && *known)
            return {};
    }
    const Result<PackageNeeds> needs = needsOf(request.package);
    if (!needs)
        return failure(needs.error());
    const Result<OpenedHost> opened = openHost(context, text(request.host));
    if (!opened)
        return failure(opened.error());
    const HostProfile &profile = opened->entry.profile;
    context.terminal.progress(Tr::tr("Looking at %1…").arg(profile.title));
    const auto shell = openShell(opened->entry, opened->hosts, context.access);
    const auto remarks = lookBefore(
        *shell,
        {profile, *needs, blocksOfFile(context, request.pipeline), context.folders.cache, {}});
    context.terminal.progress({});
    if (!remarks)
        return failure(remarks.error());
    for (const PreflightLine &line : *remarks)
        context.terminal.message(remarkOf(line, profile));
    return {};
}

} // namespace outcrop
