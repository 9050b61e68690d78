#include "app/commands/host_look.h"

#include "app/commands/command.h"
#include "app/commands/opened_hosts.h"
#include "app/commands/run_job.h"
#include "core/hosts/preflight.h"
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

Result<PackageNeeds> needsOfFile(Context &context, const QString &file)
{
    const QTemporaryDir folder;
    const auto request = prepareRequest(context, file, Purpose::Train, folder.path());
    if (!request)
        return failure(request.error());
    return needsOf(request->package);
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
    const auto lines = judge(*facts, profile, *needs);
    if (const Result<> fit = requireFit(lines, profile.title); !fit)
        return fit;
    for (const PreflightLine &line : lines) {
        if (!line.ok)
            context.terminal.message(Tr::tr("%1: %2. %3.").arg(profile.title, line.what, line.fix));
    }
    return {};
}

} // namespace outcrop
