#pragma once

#include "core/base/result.h"

namespace outcrop {

// What the program says with its exit code. Part of the interface: scripts branch on them.
enum class ExitCode {
    Ok = 0,
    Failure = 1,
    Usage = 2,
    Invalid = 3,     // Validation failed.
    JobFailed = 4,   // The job ended with a failure.
    Unreachable = 5, // The host, or a time-out.
    Authentication = 6,
    HostKey = 7,
    Integrity = 8, // A hash does not fit.
    Busy = 9,      // Locked, or two facts contradict each other.
    Cancelled = 10,
    DiskFull = 11,
    Interrupted = 130,
};

ExitCode exitCodeFor(ErrorKind kind);

// The stable word for programs, in `--json`: "INVALID_INPUT".
QString errorWord(ErrorKind kind);

} // namespace outcrop
