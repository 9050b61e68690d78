#pragma once

#include "core/hosts/host_profile.h"
#include "core/hosts/job_files.h"
#include "core/hosts/package_needs.h"

namespace outcrop {

// What a host must have for a package: what to look for before it is submitted.
Result<PackageNeeds> needsOf(const QString &package);

// What the host's runner needs to know of a package: its entry point, output folder and modules,
// and the Pythons of the host.
// `limits` are the job's own; those of the host fill in what they leave open.
Result<StartFile> startFileOf(const QString &package, const HostProfile &host,
                              const JobLimits &limits = {});

} // namespace outcrop
