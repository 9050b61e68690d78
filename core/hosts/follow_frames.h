#pragma once

#include "core/base/result.h"
#include "core/hosts/attempt_status.h"

#include <QByteArray>

#include <functional>
#include <optional>

namespace outcrop {

// The two files of an attempt that grow while it runs.
enum class Stream { Log, Events };

// Bytes of a stream. `offset` is where they lie in the file: a stream shorter than it was asked for
// starts again at 0.
struct StreamPart
{
    Stream stream = Stream::Log;
    qint64 offset = 0;
    QByteArray bytes;
};

// Reads what follow.sh says, in pieces of any size:
//   @<nonce> L|E <offset> <count>\n<count bytes>   a part of process.log or events.jsonl
//   @<nonce> .\n                                   nothing new, still here
//   @<nonce> end <STATE> [<exit code>]\n           the last line; anything behind it is ignored
class FollowFrames
{
public:
    using Sink = std::function<void(const StreamPart &)>;

    explicit FollowFrames(const QByteArray &nonce);

    // Hands over every part that is complete, each at most 1 MB. ErrorKind::Corrupt where the bytes
    // do not fit.
    Result<> add(const QByteArray &bytes, const Sink &sink);

    // The state at the end, once that line has come.
    std::optional<AttemptState> end() const { return m_end; }
    std::optional<int> exitCode() const { return m_exitCode; }

private:
    Result<bool> takeFrame(const Sink &sink);
    Result<> readHeader(const QByteArray &line);

    QByteArray m_mark;
    QByteArray m_rest;
    std::optional<StreamPart> m_part; // whose bytes are awaited
    qint64 m_missing = 0;
    std::optional<AttemptState> m_end;
    std::optional<int> m_exitCode;
};

} // namespace outcrop
