#include "app/commands/host_look.h"

#include "app/commands/command.h"
#include "app/commands/opened_hosts.h"
#include "app/commands/opened_pipeline.h"
#include "app/commands/run_job.h"
#include "core/base/text.h"
#include "core/builtin_catalog/builtin_catalog.h"
#include "core/host_catalog/host_catalog.h"
#include "core/host_catalog/judge_catalog.h"
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

std::vector<PreflightLine> judgeBlocks(Context &context, RemoteShell &shell,
                                       const HostProfile &host, const FoundPython *python,
                                       const QString &pipelineFile)
{
    if (!python || pipelineFile.isEmpty() || !python->modules.contains(QStringLiteral("sklearn")))
        return {};
    const auto opened = openPipeline(pipelineFile, context.folders);
    if (!opened)
        return {};
    const Result<Plan> plan = makePlan(opened->pipeline, opened->catalog);
    if (!plan)
        return {};
    const Result<CatalogFile> there = hostCatalog(shell, host, *python, context.folders.cache);
    if (!there)
        return {{false, there.error().message,
                 Tr::tr("Whether it knows every block of this pipeline will only show in the run"),
                 true}};
    return judgeCatalog(*plan, opened->catalog, *there);
}

Result<> smokeBefore(Context &context, const SubmitRequest &request)
{
    context.terminal.progress(Tr::tr("Trying the package on a few rows here…"));
    LocalShell shell;
    const Result<SmokeRun> run = smokeRun(shell, thisComputer(), request.package);
    context.terminal.progress({});
    if (!run)
        return failure(run.error());
    context.terminal.message(
        Tr::tr("Smoke run: it works on %1 of %2 rows.").arg(run->rows).arg(run->of));
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
    const Result<HostFacts> facts = lookAtHost(*shell, profile, *needs);
    context.terminal.progress({});
    if (!facts)
        return {};
    auto lines = judge(*facts, profile, *needs);
    // The very version of the catalog here has nothing to tell.
    const FoundPython *const python = chosenPython(*facts, *needs);
    const QString here = builtinCatalog().source().section(QLatin1Char(' '), 1);
    if (python && python->modules.value(QStringLiteral("sklearn")) != here) {
        const auto blocks = judgeBlocks(context, *shell, profile, python, request.pipeline);
        lines.insert(lines.end(), blocks.begin(), blocks.end());
    }
    if (const Result<> fit = requireFit(lines, profile.title); !fit)
        return fit;
    for (const PreflightLine &line : lines) {
        if (!line.ok)
            context.terminal.message(Tr::tr("%1: %2. %3.").arg(profile.title, line.what, line.fix));
    }
    return {};
}

} // namespace outcrop
