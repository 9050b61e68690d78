#include "app/window/prepared_run.h"

#include "core/hosts/local_shell.h"
#include "core/jobs/start_file.h"
#include "core/package/assemble.h"
#include "core/pipeline_file/pipeline_file.h"
#include "core/remote_data/data_host.h"

namespace outcrop {

namespace {

constexpr std::chrono::seconds silence(8); // Of a host; a person waits for it.

std::optional<PlannedBlocks> blocksOf(const Pipeline &pipeline, const Catalog &catalog)
{
    const Result<Plan> plan = makePlan(pipeline, catalog);
    return plan ? std::optional(PlannedBlocks{*plan, catalog}) : std::nullopt;
}

} // namespace

Result<PreparedRun> pack(const RunWish &wish, const Catalog &catalog)
{
    const auto folder = std::make_shared<QTemporaryDir>();
    const auto package = assemblePackage(wish.pipeline, catalog, wish.baseFolder);
    if (!package)
        return failure(package.error());
    SubmitRequest request;
    request.package = folder->filePath(QStringLiteral("package.zip"));
    request.pipeline = folder->filePath(QStringLiteral("pipeline.outcrop"));
    request.baseFolder = wish.baseFolder;
    request.name = wish.name;
    request.limits = wish.options.limits;
    request.restarts = wish.options.restarts;
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
    return PreparedRun{request.host, request.package,
                       [pipeline = wish.pipeline, catalog] { return blocksOf(pipeline, catalog); },
                       [folder, request](JobService &service) { return service.submit(request); },
                       wish.cancel};
}

Result<std::vector<PreflightLine>> lookWith(const MakeShell &makeShell, SubmitLook look,
                                            const QString &package)
{
    const Result<PackageNeeds> needs = needsOf(package);
    if (!needs)
        return failure(needs.error());
    look.needs = *needs;
    return lookBefore(*makeShell(look.host), look);
}

Result<SmokeRun> tryHere(const PreparedRun &prepared, const std::optional<TrialHost> &elsewhere)
{
    LocalShell shell;
    const Patience patience{silence, prepared.cancel};
    if (!elsewhere)
        return smokeRun(shell, thisComputer(), prepared.package, patience);
    const auto reached = elsewhere->makeShell ? elsewhere->makeShell(elsewhere->profile) : nullptr;
    return smokeRun(shell, thisComputer(), prepared.package, patience,
                    DataHost{elsewhere->profile.title, reached.get()});
}

PreparedRun sameAgain(const Job &job, const QString &host, bool instead, const Catalog &catalog)
{
    const auto blocks = [path = job.pipeline, catalog]() -> std::optional<PlannedBlocks> {
        const Result<Pipeline> pipeline = loadPipeline(path);
        return pipeline ? blocksOf(*pipeline, catalog) : std::nullopt;
    };
    return {host,
            job.package,
            blocks,
            [uuid = job.uuid, host, instead](JobService &service) {
                return service.rerun(uuid, host, {}, instead);
            },
            {}};
}

PreparedRun asPacked(const SubmitRequest &request, const std::shared_ptr<QTemporaryDir> &folder)
{
    const auto submit = [folder, request](JobService &service) { return service.submit(request); };
    return {request.host, request.package, [] { return std::nullopt; }, submit, {}};
}

} // namespace outcrop
