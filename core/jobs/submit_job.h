#pragma once

#include "core/base/result.h"
#include "core/job_store/job_store.h"
#include "core/jobs/fault_point.h"

namespace outcrop {

// What a person hands in.
struct SubmitRequest
{
    QString package;   // The ZIP. It is copied: afterwards it may change or go.
    QByteArray sha256; // What the package must be, 64 hexadecimal digits; empty: whatever it is.
    // The pipeline file it was made from, copied too; empty for a foreign package.
    QString pipeline;
    QString baseFolder; // Where its relative paths start; empty: not known.
    QString name;       // For people.
    QString host = QStringLiteral("local");
    QString key;           // The idempotency key; empty: a new one.
    bool restarts = false; // Where its host dies under it, at most twice.
    JobLimits limits;      // Beyond those of the host's profile.
    QString insteadOf;     // See Job.
};

struct Submitted
{
    Job job;
    bool alreadySubmitted = false;
};

// Puts a job into the store: whole, or not at all. May be called by any number of programs at once
// with one key: all get the same job. InvalidInput: the package cannot be run, or the key belongs
// to a job with another package. Corrupt: it is not what it must be.
Result<Submitted> submitJob(JobStore &store, const SubmitRequest &request,
                            const FaultPoint &fault = {});

// Deletes the files of submissions that ended before their job was in the store, if they are older
// than `before`.
void removeAbandoned(const JobStore &store, const QDateTime &before);

} // namespace outcrop
