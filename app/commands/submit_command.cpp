#include "app/commands/command.h"
#include "app/commands/fetched_package.h"
#include "app/commands/host_look.h"
#include "app/commands/job_follower.h"
#include "app/commands/limit_options.h"
#include "app/commands/opened_hosts.h"
#include "app/commands/opened_job.h"
#include "app/commands/run_job.h"
#include "app/commands/submitted_job.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::SubmitCommand)
};

struct SubmitOptions
{
    std::string file;
    std::string host;
    std::string key;
    PackageConsent consent;
    LimitOptions limits;
    bool restarts = false;
    bool wait = false;
    bool smoke = false;
};

// A packed ZIP whose name is that of its address.
SubmitRequest requestFor(const QUrl &address, const Downloaded &package, const QString &host)
{
    SubmitRequest request;
    request.package = package.path;
    request.sha256 = package.sha256;
    request.name = QFileInfo(fileNameAt(address)).completeBaseName();
    if (!host.isEmpty())
        request.host = host;
    return request;
}

Outcome submit(Context &context, const SubmitOptions &options, SubmitRequest request)
{
    const Result<JobLimits> limits = limitsOf(options.limits);
    if (!limits)
        return failure(limits.error());
    request.limits = *limits;
    request.restarts = options.restarts;
    request.key = text(options.key);
    const auto service = openJobs(context);
    if (!service)
        return failure(service.error());
    if (options.smoke) {
        if (const Result<> works = smokeBefore(context, request); !works)
            return failure(works.error());
    }
    if (const Result<> fit = lookBefore(context, **service, request); !fit)
        return failure(fit.error());
    const auto submitted = (*service)->submit(request);
    if (!submitted)
        return failure(submitted.error());
    return leaveToHost(context, **service, *submitted, options.wait);
}

Outcome submitFromAddress(Context &context, const SubmitOptions &options)
{
    const Result<QUrl> address = parseAddress(text(options.file));
    if (!address)
        return failure(address.error());
    auto interrupt = std::make_unique<Interrupt>();
    const Result<Downloaded> package = fetchPackage(context, *address, *interrupt);
    if (!package)
        return answerInterrupt(context, package.error());
    if (const Result<> meant =
            requireConsent(context, *address, *package, options.consent, *interrupt);
        !meant)
        return failure(meant.error());
    interrupt.reset(); // Who follows the job has one, too.
    return submit(context, options, requestFor(*address, *package, text(options.host)));
}

Outcome submitFile(Context &context, const SubmitOptions &options)
{
    const QTemporaryDir folder;
    auto request = prepareRequest(context, text(options.file), Purpose::Train, folder.path(),
                                  text(options.host));
    if (!request)
        return failure(request.error());
    request->sha256 = QByteArray::fromStdString(options.consent.sha256);
    return submit(context, options, *request);
}

} // namespace

void addSubmit(CLI::App &app, Command &chosen)
{
    CLI::App *command = app.add_subcommand(
        "submit", text(Tr::tr("Start a pipeline, or a packed ZIP, and leave it to its host")));
    const auto options = std::make_shared<SubmitOptions>();
    command
        ->add_option(
            "FILE", options->file,
            text(Tr::tr(
                "A pipeline file (.outcrop; - is standard input), or a ZIP with a metadata.yaml, "
                "or the address of one: https://…, http://…, file:///…")))
        ->required();
    addHostOption(*command, options->host);
    command
        ->add_option("--key", options->key,
                     text(Tr::tr("The same key twice is the same job, submitted once")))
        ->type_name("KEY");
    addConsentOptions(*command, options->consent);
    addLimitOptions(*command, options->limits);
    addKeepOption(*command, options->limits);
    addRestartOption(*command, options->restarts);
    command->add_flag("--smoke", options->smoke,
                      text(Tr::tr("First try it on this computer with a few rows")));
    command->add_flag("--wait", options->wait,
                      text(Tr::tr("Wait for its end; Ctrl-C lets go of it")));
    command->callback([&chosen, options] {
        chosen = [options](Context &context) {
            return isAddress(text(options->file)) ? submitFromAddress(context, *options)
                                                  : submitFile(context, *options);
        };
    });
}

} // namespace outcrop
