#pragma once

#include "core/job_store/file_lock.h"
#include "core/jobs/host_link.h"
#include "core/jobs/stream_copy.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace outcrop {

struct ReaderSetup
{
    QString dataFolder;
    HostProfile host;
    MakeShell makeShell;
    HostSession::Offsets from; // The first byte that is wanted of each stream.
    std::function<void(Stream, const QByteArray &)>
        bytes; // In order, none twice; in the reader's thread.
};

// Reads log and events of an attempt: the collected ones; else the local copies as far as they go
// and then the host, keeping the copies up to date. Of several readers of one attempt one writes
// the copies. Blocking.
class StreamReader
{
public:
    explicit StreamReader(ReaderSetup setup);

    // Connects to the host, so that read() finds it done. What goes wrong, read() will say.
    void connectEarly(const CancelToken &cancel);

    // Until the attempt has ended and all is handed over, or a failure; the next call goes on from
    // there. True: nothing more will come. False: the host answered, but does not know the attempt
    // yet, or its stream broke off.
    Result<bool> read(const Job &job, const CancelToken &cancel);

private:
    struct Track
    {
        Stream stream;
        QString name;
        qint64 wanted = 0;       // The next byte to hand over.
        StreamPosition position; // The next byte to ask the host for.
        std::optional<StreamCopy> copy;
    };

    Result<> open();
    Result<> handOver(Track &track, const QString &path, qint64 end);
    Result<> useCopies(const Job &job);
    void take(const Attempt &attempt, const StreamPart &part);
    void writeDown(const Attempt &attempt);
    Track &trackOf(Stream stream) { return m_tracks[stream == Stream::Log ? 0 : 1]; }

    ReaderSetup m_setup;
    std::unique_ptr<HostLink> m_host;
    std::optional<FileLock> m_writer; // Held by the one reader that writes the copies.
    std::vector<Track> m_tracks;
    CancelToken m_cancel; // Of the call in progress.
    std::chrono::steady_clock::time_point m_writtenDown{};
};

} // namespace outcrop
