#pragma once

#include "app/commands/context.h"
#include "core/hosts/preflight.h"
#include "core/jobs/job_service.h"

namespace outcrop {

// What a file to submit needs of `host`: a packed ZIP, or a pipeline, which is packed for it.
Result<PackageNeeds> needsOfFile(Context &context, const QString &file, const QString &host);

// What the scikit-learn of a host makes of the blocks of a pipeline file; asks the host, if its
// answer is not kept. No lines for a packed ZIP, or where a job's environment is yet to have the
// library.
std::vector<PreflightLine> judgeBlocks(Context &context, RemoteShell &shell,
                                       const HostProfile &host, const FoundPython *python,
                                       const QString &pipelineFile);

// With `--smoke`: runs the package on a few rows on this computer, before anything is sent.
Result<> smokeBefore(Context &context, const SubmitRequest &request);

// Looks at the host before a submit. An error says what makes the run impossible, and how to mend
// it; what is only odd is told on stderr. A host that does not answer, or lets nobody in, stops
// nothing: the job waits for it. Nor is it looked at for what is submitted already.
Result<> lookBefore(Context &context, const JobService &service, const SubmitRequest &request);

} // namespace outcrop
