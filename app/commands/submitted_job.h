#pragma once

#include "app/commands/context.h"
#include "core/jobs/job_service.h"

namespace outcrop {

// What `submit` and its kin do with a job that is in the store: say which it is before anything is
// sent, then follow it until its host has it, it waits in the host's queue, or with `wait` until it
// has ended.
Outcome leaveToHost(Context &context, JobService &service, const Submitted &submitted, bool wait);

} // namespace outcrop
