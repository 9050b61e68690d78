#pragma once

#include "app/commands/context.h"
#include "core/host_catalog/look_before.h"
#include "core/jobs/job_service.h"

namespace outcrop {

// What a file to submit needs of `host`: a packed ZIP, or a pipeline, which is packed for it.
Result<PackageNeeds> needsOfFile(Context &context, const QString &file, const QString &host);

// The blocks of a pipeline file as they are planned, for a look at a host; none for a packed ZIP.
std::function<std::optional<PlannedBlocks>()> blocksOfFile(const Context &context,
                                                           const QString &pipelineFile);

// With `--smoke`: runs the package on a few rows on this computer, before anything is sent; of data
// on a host, on a sample from there. What cannot be tried here is told on stderr and no failure.
Result<> smokeBefore(Context &context, const SubmitRequest &request);

// Looks at the host before a submit; what is only odd is told on stderr. Nothing is looked at for
// what is submitted already.
Result<> lookBefore(Context &context, const JobService &service, const SubmitRequest &request);

} // namespace outcrop
