#include "app/commands/exit_code.h"

namespace outcrop {

namespace {

struct Row
{
    ExitCode code;
    const char *word;
};

Row rowFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::InvalidInput:
        return {ExitCode::Invalid, "INVALID_INPUT"};
    case ErrorKind::NotFound:
        return {ExitCode::Failure, "NOT_FOUND"};
    case ErrorKind::Corrupt:
        return {ExitCode::Integrity, "CORRUPT"};
    case ErrorKind::Io:
        return {ExitCode::Failure, "IO"};
    case ErrorKind::NoSpace:
        return {ExitCode::DiskFull, "DISK_FULL"};
    case ErrorKind::Network:
        return {ExitCode::Unreachable, "HOST_UNREACHABLE"};
    case ErrorKind::HostKey:
        return {ExitCode::HostKey, "HOST_KEY"};
    case ErrorKind::NeedsLogin:
        return {ExitCode::Authentication, "NEEDS_LOGIN"};
    case ErrorKind::Denied:
        return {ExitCode::Failure, "DENIED"};
    case ErrorKind::Busy:
        return {ExitCode::Busy, "BUSY"};
    case ErrorKind::Canceled:
        return {ExitCode::Cancelled, "CANCELLED"};
    }
    Q_UNREACHABLE();
}

} // namespace

ExitCode exitCodeFor(ErrorKind kind)
{
    return rowFor(kind).code;
}

QString errorWord(ErrorKind kind)
{
    return QString::fromLatin1(rowFor(kind).word);
}

} // namespace outcrop
