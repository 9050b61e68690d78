#pragma once

#include "core/hosts/attempt_status.h"
#include "core/job_store/job.h"

namespace outcrop {

// What a look says beside the state: nothing of it ends a job.

constexpr qint64 silentAfter = 30 * 60;    // Seconds of the host's clock without a byte more.
constexpr qint64 heartbeatWithin = 60;     // Seconds; a runner that lives tells every 5.
constexpr qint64 lowDiskBelow = 1LL << 30; // Bytes.
constexpr qint64 skewBeyond = 5 * 60;      // Seconds.

// How much log and events come to now, and since when: the look before, if they have not grown.
Silence growthAfter(const std::optional<Silence> &before, const AttemptStatus &status, qint64 now);

// The flags of an attempt that is looked at. `growth` is what growthAfter() said of this look,
// `before` what the flags were, and `here` this computer's clock in epoch seconds. Figures that
// have hardly changed stay what they were, so that they need not be stored anew with each look.
AttemptFlags flagsAfter(const AttemptFlags &before, const Silence &growth, const HostStatus &host,
                        const AttemptStatus &status, qint64 here);

} // namespace outcrop
