#include "core/jobs/stand_ins.h"

#include "core/hosts/preflight.h"
#include "core/jobs/start_file.h"

#include <algorithm>

namespace outcrop {

namespace {

bool shareGroup(const HostProfile &one, const HostProfile &other)
{
    return std::any_of(one.groups.begin(), one.groups.end(),
                       [&](const QString &group) { return other.groups.contains(group); });
}

} // namespace

std::vector<HostProfile> standInsFor(const HostProfile &host, const std::vector<HostProfile> &hosts)
{
    std::vector<HostProfile> ring = hosts;
    const auto itself = std::find_if(ring.begin(), ring.end(), [&](const HostProfile &profile) {
        return profile.id == host.id;
    });
    if (itself != ring.end()) {
        std::rotate(ring.begin(), itself, ring.end());
        ring.erase(ring.begin());
    }
    ring.erase(
        std::remove_if(ring.begin(), ring.end(),
                       [&](const HostProfile &profile) { return !shareGroup(host, profile); }),
        ring.end());
    return ring;
}

std::optional<HostProfile> firstFit(const std::vector<HostProfile> &hosts, const QString &package,
                                    const MakeShell &makeShell, const Patience &patience)
{
    const Result<PackageNeeds> needs = needsOf(package);
    if (!needs)
        return std::nullopt;
    for (const HostProfile &host : hosts) {
        if (patience.cancel.isCanceled())
            return std::nullopt;
        const auto shell = makeShell(host);
        const Result<HostFacts> facts = lookAtHost(*shell, host, *needs, patience);
        if (facts && requireFit(judge(*facts, host, *needs), host.title))
            return host;
    }
    return std::nullopt;
}

} // namespace outcrop
