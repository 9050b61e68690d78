#include "app/commands/opened_job.h"

#include "app/commands/command.h"
#include "app/commands/opened_hosts.h"

#include <QCoreApplication>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::OpenedJob)
};

} // namespace

Result<std::unique_ptr<JobService>> openJobs(const Context &context)
{
    JobServiceOptions options;
    options.dataFolder = context.folders.data;
    const Result<HostList> hosts = openHosts(context);
    if (!hosts)
        return failure(hosts.error());
    options.hosts = profilesOf(*hosts);
    options.makeShell = shellsOf(*hosts, context.access);
    return JobService::open(options);
}

Result<OpenedJob> openJob(const Context &context, const std::string &name)
{
    auto service = openJobs(context);
    if (!service)
        return failure(service.error());
    const auto job = (*service)->store().findJob(text(name));
    if (!job)
        return failure(job.error());
    return OpenedJob{std::move(*service), *job};
}

Result<OpenedJob> openResults(const Context &context, const std::string &name)
{
    auto opened = openJob(context, name);
    if (opened && opened->job.results.isEmpty())
        return failure(
            ErrorKind::NotFound,
            Tr::tr("%1 has no results yet: outcrop jobs wait %1").arg(opened->job.title));
    return opened;
}

void addJobArgument(CLI::App &command, std::string &job)
{
    command.add_option("JOB", job, text(Tr::tr("A job: uuid, title, or the beginning of one")))
        ->required();
}

} // namespace outcrop
