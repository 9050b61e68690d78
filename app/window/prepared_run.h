#pragma once

#include "core/base/cancel_token.h"
#include "core/host_catalog/look_before.h"
#include "core/jobs/job_service.h"
#include "core/jobs/make_shell.h"
#include "core/jobs/smoke_run.h"
#include "core/pipeline/pipeline.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace outcrop {

// How a person wishes a run.
struct RunOptions
{
    bool triedFirst = false; // On a few rows here, if it runs elsewhere: see smokeRun().
    JobLimits limits;        // Beyond those of the host.
    bool restarts = false;   // Where its host dies under it.

    bool operator==(const RunOptions &) const = default;
};

// A pipeline as a person runs it.
struct RunWish
{
    Pipeline pipeline;
    QString baseFolder; // Where its relative data paths start.
    QString name;       // Of the job.
    // A profile's id; "local" is no wish: where the data are on a host, it runs there.
    QString host;
    RunOptions options;
    CancelToken cancel; // Nothing is submitted once it is cancelled.
};

// What is to be submitted, and what is known of it for the look before.
struct PreparedRun
{
    QString host;    // Id.
    QString package; // ZIP.
    // See SubmitLook; called in another thread.
    std::function<std::optional<PlannedBlocks>()> blocks;
    std::function<Result<Submitted>(JobService &)> submit;
    CancelToken cancel; // Nothing is submitted once it is cancelled.
};

// Packs the pipeline; any thread, and it blocks. The package lies in a folder of its own until it
// has been submitted.
Result<PreparedRun> pack(const RunWish &wish, const Catalog &catalog);

// Where what is tried is to run, if elsewhere: it may have the data.
struct TrialHost
{
    HostProfile profile;
    MakeShell makeShell; // None: it cannot be reached now.
};

// See smokeRun(); any thread, and it blocks until it is cancelled at the latest.
Result<SmokeRun> tryHere(const PreparedRun &prepared, const std::optional<TrialHost> &elsewhere);

// What lookBefore() says of a package; any thread, and it blocks as long as the host does.
Result<std::vector<PreflightLine>> lookWith(const MakeShell &makeShell, SubmitLook look,
                                            const QString &package);

// The very package of a job once more, on that host; `instead`: in its place.
PreparedRun sameAgain(const Job &job, const QString &host, bool instead, const Catalog &catalog);

// What somebody else packed, of whose blocks nothing is known. `folder`: where it lies until then,
// if in one of its own.
PreparedRun asPacked(const SubmitRequest &request, const std::shared_ptr<QTemporaryDir> &folder);

} // namespace outcrop
