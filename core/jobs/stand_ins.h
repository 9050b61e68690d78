#pragma once

#include "core/hosts/host_profile.h"
#include "core/hosts/remote_shell.h"
#include "core/jobs/make_shell.h"

#include <optional>
#include <vector>

namespace outcrop {

// Where a job goes on whose host died under it (reliability 4.8): the other hosts of its groups, in
// the order of the list, from the one behind it on. None without a group.
std::vector<HostProfile> standInsFor(const HostProfile &host,
                                     const std::vector<HostProfile> &hosts);

// The first of them that answers, and whose pre-flight says that the package will run there;
// nullopt: none. Blocks for a look at each; `patience` is for one of them.
std::optional<HostProfile> firstFit(const std::vector<HostProfile> &hosts, const QString &package,
                                    const MakeShell &makeShell, const Patience &patience);

} // namespace outcrop
