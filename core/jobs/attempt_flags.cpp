#include "core/jobs/attempt_flags.h"

#include <cstdlib>

namespace outcrop {

namespace {

constexpr qint64 sameRoom = 64LL << 20; // Bytes,
constexpr qint64 sameClock = 60;        // and seconds that make no difference.

std::optional<qint64> hardlyChanged(const std::optional<qint64> &before, qint64 now, qint64 within)
{
    return before && std::llabs(*before - now) < within ? before : now;
}

} // namespace

Silence growthAfter(const std::optional<Silence> &before, const AttemptStatus &status, qint64 now)
{
    const qint64 bytes = status.logSize + status.eventsSize;
    const bool isSame = before && before->bytes == bytes && before->since <= now;
    return isSame ? *before : Silence{now, bytes};
}

AttemptFlags flagsAfter(const AttemptFlags &before, const Silence &growth, const HostStatus &host,
                        const AttemptStatus &status, qint64 here)
{
    AttemptFlags flags;
    const bool beats = status.state == AttemptState::Alive
                       && std::llabs(host.now - status.heartbeatAt) <= heartbeatWithin;
    if (beats && host.now - growth.since >= silentAfter)
        flags.silence = growth;
    if (host.freeBytes && *host.freeBytes < lowDiskBelow)
        flags.lowDisk = hardlyChanged(before.lowDisk, *host.freeBytes, sameRoom);
    const qint64 ahead = host.now - here;
    if (host.now > 0 && std::llabs(ahead) > skewBeyond)
        flags.skew = hardlyChanged(before.skew, ahead, sameClock);
    return flags;
}

} // namespace outcrop
