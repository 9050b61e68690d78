#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"

#include <QByteArray>

#include <chrono>
#include <functional>

namespace outcrop {

// How long a caller waits: until the host has been silent for `silence`, or until somebody cancels.
struct Patience
{
    std::chrono::milliseconds silence{20000};
    CancelToken cancel;
};

// What a script on a host answered.
struct ScriptOutput
{
    int exitCode = 0;  // the script's own; a lost connection is an Error, never a number
    QByteArray body;   // its standard output; what a login shell said around it is not in it
    QByteArray errors; // the end of its standard error: for people, never parsed
};

// Takes bytes as they arrive. An error ends the transfer and becomes its result.
using ByteSink = std::function<Result<>(const QByteArray &)>;

// Whether an error is about the way to a host, and says nothing of what is there.
constexpr bool isLinkProblem(ErrorKind kind)
{
    return kind == ErrorKind::Network || kind == ErrorKind::HostKey
           || kind == ErrorKind::NeedsLogin;
}

// One connection to a host, or this computer. Every call blocks, returns within its Patience, and
// may be repeated. Used by one thread at a time. ErrorKind::Network: the host did not answer, so
// nothing is known about the effect; HostKey, NeedsLogin: nothing was asked of it; Canceled: by the
// token. Paths are bytes of the host's file system, absolute.
//
// Scripts are POSIX sh and travel on the standard input of the constant command `exec /bin/sh -s`
// (a login shell may be csh or fish); values are part of the script, quoted by shellWord().
class RemoteShell
{
public:
    virtual ~RemoteShell() = default;

    // Runs a script to its end. At most 64 MiB of output.
    virtual Result<ScriptOutput> run(const QByteArray &script, const Patience &patience) = 0;

    // The same for a script that goes on: its standard output goes to `sink` as it arrives. Returns
    // the exit code.
    virtual Result<int> follow(const QByteArray &script, const ByteSink &sink,
                               const Patience &patience) = 0;

    // Uploads a file of this computer, mode 0600. Goes on behind the bytes that are there already,
    // if there are not more than the file has; whether they are the right ones is for the caller to
    // verify.
    virtual Result<> putFile(const QString &local, const QByteArray &remote,
                             const Patience &patience) = 0;

    // Up to `count` bytes from `offset` on; fewer only at the end of the file, none beyond it.
    virtual Result<QByteArray> read(const QByteArray &remote, qint64 offset, qint64 count,
                                    const Patience &patience) = 0;

    // The file from `offset` to the end it has now.
    virtual Result<> fetchFile(const QByteArray &remote, qint64 offset, const ByteSink &sink,
                               const Patience &patience) = 0;
};

} // namespace outcrop
