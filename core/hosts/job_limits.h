#pragma once

#include "core/base/result.h"

#include <QString>

namespace outcrop {

// What a job may use of its host; 0 is without a limit.
struct JobLimits
{
    qint64 seconds = 0; // By the clock of the wall, from its start.
    qint64 memory = 0;  // Bytes, of all its processes where the host can tell, else of each.
    int cpus = 0;
    // Seconds that its working folder stays there after its end, and then as long as somebody is in
    // it; 0: until the job is deleted.
    qint64 keep = 0;

    bool isNone() const { return seconds == 0 && memory == 0 && cpus == 0 && keep == 0; }
    bool operator==(const JobLimits &) const = default;
};

// What `over` says, and where it says nothing, what `under` says.
JobLimits merged(const JobLimits &over, const JobLimits &under);

// "90s", "45m", "2h", "1.5h", "3d"; a bare number is seconds. InvalidInput: nothing of the kind,
// not above zero, or over a year.
Result<qint64> parseTimeLimit(const QString &text);

// "512M", "4G", "1.5G", "1T" in units of 1024; a bare number is bytes. InvalidInput: nothing of the
// kind, under 16 MiB (no Python starts in less) or over 1 PiB.
// Whole KiB, rounded up.
Result<qint64> parseMemoryLimit(const QString &text);

// What they read it from, in the largest unit that leaves nothing over: "90m", "2h", "512M"; of 0
// nothing.
QString timeLimitText(qint64 seconds);
QString memoryLimitText(qint64 bytes);

// "2 h, 4 GiB, 2 CPUs, kept 30 min"; empty without limits.
QString limitsTitle(const JobLimits &limits);

} // namespace outcrop
