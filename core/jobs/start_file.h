#pragma once

#include "core/hosts/host_profile.h"
#include "core/hosts/job_files.h"

namespace outcrop {

// What the host's runner needs to know of a package: its entry point, output folder and modules,
// and the Pythons of the host.
// `limits` are the job's own; those of the host fill in what they leave open.
Result<StartFile> startFileOf(const QString &package, const HostProfile &host,
                              const JobLimits &limits = {});

} // namespace outcrop
