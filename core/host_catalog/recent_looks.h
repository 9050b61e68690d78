#pragma once

#include "core/hosts/preflight.h"

#include <chrono>
#include <mutex>
#include <optional>

namespace outcrop {

// What hosts that could run a package said of themselves a moment ago: who presses Run again need
// not wait for the same answer. Any thread.
class RecentLooks
{
public:
    using Clock = std::chrono::steady_clock;

    // Facts that were asked for the same host and the same needs, but for the size of the package;
    // not older than a minute.
    std::optional<HostFacts> find(const HostProfile &host, const PackageNeeds &needs,
                                  Clock::time_point now = Clock::now()) const;
    void keep(const HostProfile &host, const PackageNeeds &needs, const HostFacts &facts,
              Clock::time_point now = Clock::now());

private:
    struct Look
    {
        HostProfile host;
        PackageNeeds needs;
        HostFacts facts;
        Clock::time_point at;
    };

    mutable std::mutex m_mutex;
    std::vector<Look> m_looks; // One a host: the newest.
};

} // namespace outcrop
