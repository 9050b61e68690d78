#pragma once

#include "app/commands/context.h"
#include "core/jobs/job_service.h"

#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace outcrop {

// The jobs of this person, and the one that was named.
struct OpenedJob
{
    std::unique_ptr<JobService> service;
    Job job;
};

// The jobs of this person, ready to be driven.
Result<std::unique_ptr<JobService>> openJobs(const Context &context);

// By uuid, title or the beginning of one.
Result<OpenedJob> openJob(const Context &context, const std::string &name);

// The same; NotFound where the job has no results yet.
Result<OpenedJob> openResults(const Context &context, const std::string &name);

// The argument JOB of a command.
void addJobArgument(CLI::App &command, std::string &job);

} // namespace outcrop
