#include "core/host_catalog/recent_looks.h"

#include <algorithm>

namespace outcrop {

namespace {

constexpr std::chrono::minutes longest(1);

bool isSame(const PackageNeeds &a, const PackageNeeds &b)
{
    return a.modules == b.modules && a.requirements == b.requirements && a.refused == b.refused
           && a.data == b.data;
}

} // namespace

std::optional<HostFacts> RecentLooks::find(const HostProfile &host, const PackageNeeds &needs,
                                           Clock::time_point now) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_looks.begin(), m_looks.end(), [&](const Look &look) {
        return look.host == host && isSame(look.needs, needs) && now - look.at <= longest;
    });
    return found == m_looks.end() ? std::nullopt : std::optional(found->facts);
}

void RecentLooks::keep(const HostProfile &host, const PackageNeeds &needs, const HostFacts &facts,
                       Clock::time_point now)
{
    const std::lock_guard lock(m_mutex);
    m_looks.erase(std::remove_if(m_looks.begin(), m_looks.end(),
                                 [&](const Look &look) { return look.host.id == host.id; }),
                  m_looks.end());
    m_looks.push_back({host, needs, facts, now});
}

} // namespace outcrop
