#pragma once

#include "core/hosts/host_session.h"
#include "core/job_store/job_store.h"

namespace outcrop {

// Jobs that ran on a host and that the store does not know: it was lost, or they are another
// computer's. Those that were never started are nobody's.
Result<std::vector<FoundJob>> findUnknownJobs(const JobStore &store, HostSession &session,
                                              const Patience &patience = {});

// Puts one of them into the store, as if its start had been asked for and the answer were lost: who
// drives it next finds out how far it is. Its package comes from the host unless it is here still.
Result<Job> importJob(JobStore &store, HostSession &session, const FoundJob &found,
                      const Patience &patience = {});

} // namespace outcrop
