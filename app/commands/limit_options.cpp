#include "app/commands/limit_options.h"

#include "app/commands/command.h"

#include <QCoreApplication>

#include <CLI/App.hpp>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::LimitOptions)
};

constexpr int mostCpus = 4096;

} // namespace

void addLimitOptions(CLI::App &command, LimitOptions &options)
{
    command
        .add_option("--limit-time", options.time,
                    text(Tr::tr("End the job after so long: 90s, 45m, 2h, 1d")))
        ->type_name("TIME");
    command
        .add_option("--limit-memory", options.memory,
                    text(Tr::tr("Memory that the job may use: 512M, 4G")))
        ->type_name("SIZE");
    command.add_option("--limit-cpus", options.cpus, text(Tr::tr("CPUs that the job may use")))
        ->type_name("N")
        ->check(CLI::Range(1, mostCpus));
}

void addKeepOption(CLI::App &command, LimitOptions &options)
{
    command
        .add_option("--keep-environment", options.keep,
                    text(Tr::tr("Free the host of the job's working folder so long after its end "
                                "(30m, 2h), once nobody is in it (jobs login); else it stays until "
                                "the job is deleted")))
        ->type_name("TIME");
}

void addRestartOption(CLI::App &command, bool &restarts)
{
    command.add_flag("--restart-lost", restarts,
                     text(Tr::tr("Start it again, at most twice, where its host was started anew "
                                 "or its processes were killed from outside")));
}

Result<JobLimits> limitsOf(const LimitOptions &options)
{
    JobLimits limits;
    limits.cpus = options.cpus;
    if (!options.time.empty()) {
        const Result<qint64> seconds = parseTimeLimit(text(options.time));
        if (!seconds)
            return failure(seconds.error());
        limits.seconds = *seconds;
    }
    if (!options.memory.empty()) {
        const Result<qint64> bytes = parseMemoryLimit(text(options.memory));
        if (!bytes)
            return failure(bytes.error());
        limits.memory = *bytes;
    }
    if (!options.keep.empty()) {
        const Result<qint64> seconds = parseTimeLimit(text(options.keep));
        if (!seconds)
            return failure(seconds.error());
        limits.keep = *seconds;
    }
    return limits;
}

} // namespace outcrop
