#pragma once

#include "app/commands/context.h"
#include "app/commands/opened_pipeline.h"
#include "core/jobs/job_service.h"
#include "core/package/assemble.h"

namespace outcrop {

struct BuiltPackage
{
    QByteArray sha256;
    std::optional<DataLocation> data; // Where its data lie outside of it.
};

// The package of a pipeline, written to `path`.
Result<BuiltPackage> buildPackage(Context &context, const OpenedPipeline &opened, Purpose purpose,
                                  const QString &path);

// Whether a file to submit is a packed ZIP, by its name.
bool isPackage(const QString &file);

// A pipeline file, or a ZIP that somebody packed, as something to submit. The package lies in
// `folder`, which must live until it has been submitted. `host` is the wish of --host; empty: where
// its data are, else this computer.
Result<SubmitRequest> prepareRequest(Context &context, const QString &file, Purpose purpose,
                                     const QString &folder, const QString &host);

// Looks at the host, submits and follows to the end. Says on stderr which job it is before anything
// is sent.
Result<Job> runToEnd(Context &context, JobService &service, const SubmitRequest &request);

// Nothing if the job succeeded, else a sentence with the reason and where its log is.
Result<> requireSuccess(const Job &job);

} // namespace outcrop
