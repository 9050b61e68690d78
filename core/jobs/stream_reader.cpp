#include "core/jobs/stream_reader.h"

#include "core/base/files.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::StreamReader)
};

constexpr qint64 partSize = 1 << 18;
constexpr auto writeDownEvery = std::chrono::seconds(1);

bool hasEnded(AttemptState state)
{
    return state == AttemptState::Exited || state == AttemptState::Vanished
           || state == AttemptState::Rebooted;
}

} // namespace

StreamReader::StreamReader(ReaderSetup setup) : m_setup(std::move(setup))
{
    m_tracks.push_back({Stream::Log, QStringLiteral("process.log"), m_setup.from.log, {}, {}});
    m_tracks.push_back(
        {Stream::Events, QStringLiteral("events.jsonl"), m_setup.from.events, {}, {}});
}

Result<> StreamReader::open()
{
    if (m_host)
        return {};
    auto link = HostLink::open(m_setup.dataFolder, m_setup.host, m_setup.makeShell);
    if (!link)
        return failure(link.error());
    m_host = std::move(*link);
    return {};
}

void StreamReader::connectEarly(const CancelToken &cancel)
{
    Patience patience;
    patience.cancel = cancel;
    if (open()) {
        [[maybe_unused]] const Result<> prepared = m_host->session().prepare(patience);
    }
}

Result<bool> StreamReader::read(const Job &job, const CancelToken &cancel)
{
    m_cancel = cancel;
    if (const Result<> opened = open(); !opened)
        return failure(opened.error());
    if (!job.results.isEmpty()) {
        for (Track &track : m_tracks) {
            const QString path = job.results + QLatin1Char('/') + track.name;
            if (const Result<> read = handOver(track, path, QFileInfo(path).size()); !read)
                return failure(read.error());
        }
        return true;
    }
    if (const Result<> ready = useCopies(job); !ready)
        return failure(ready.error());

    Patience patience;
    patience.cancel = m_cancel;
    const AttemptId id{QUuid::fromString(job.uuid), job.attempt.number};
    bool heard = false;
    const auto end = m_host->session().follow(
        id, {m_tracks[0].position.offset, m_tracks[1].position.offset},
        [&](const StreamPart &part) {
            heard = true;
            take(job.attempt, part);
        },
        patience);
    writeDown(job.attempt);
    // Of an attempt that has ended without results, what was read before is all there is.
    if (isTerminal(job.attempt.state))
        return true;
    if (!end && !heard)
        return failure(end.error());
    return end && hasEnded(end->state);
}

Result<> StreamReader::useCopies(const Job &job)
{
    const JobFolder folder = m_host->store().folderOf(job.uuid);
    if (const Result<> made = makeFolder(folder.attempt(job.attempt.number)); !made)
        return made;
    if (!m_writer) {
        if (auto lock =
                FileLock::take(folder.attempt(job.attempt.number) + QStringLiteral("/.copying"), 0))
            m_writer.emplace(std::move(*lock));
    }
    for (Track &track : m_tracks) {
        const auto position = m_host->store().position(job.attempt, track.name);
        if (!position)
            return failure(position.error());
        track.position = *position;
        const QString path = folder.attempt(job.attempt.number) + QLatin1Char('/') + track.name;
        if (m_writer) {
            Result<StreamCopy> copy = StreamCopy::open(path, *position);
            if (!copy)
                return failure(copy.error());
            track.position = copy->position();
            track.copy.emplace(std::move(*copy));
        }
        track.position.offset = std::min(track.position.offset, QFileInfo(path).size());
        if (const Result<> read = handOver(track, path, track.position.offset); !read)
            return read;
    }
    return {};
}

Result<> StreamReader::handOver(Track &track, const QString &path, qint64 end)
{
    QFile file(path);
    if (track.wanted >= end)
        return {};
    if (!file.open(QIODevice::ReadOnly) || !file.seek(track.wanted))
        return failure(ErrorKind::Io, Tr::tr("Cannot read %1: %2.").arg(path, file.errorString()));
    while (track.wanted < end && !m_cancel.isCanceled()) {
        const QByteArray part = file.read(std::min(partSize, end - track.wanted));
        if (part.isEmpty())
            return failure(ErrorKind::Io, Tr::tr("Cannot read %1: it ended early.").arg(path));
        track.wanted += part.size();
        m_setup.bytes(track.stream, part);
    }
    return {};
}

void StreamReader::take(const Attempt &attempt, const StreamPart &part)
{
    Track &track = trackOf(part.stream);
    if (part.offset < track.position.offset) { // The host cut the file: all of it is new.
        track.position = {track.position.generation + 1, part.offset};
        track.wanted = part.offset;
    }
    // A copy that cannot be written is given up: it only saves asking the host again.
    if (track.copy && !track.copy->add(part))
        track.copy.reset();
    const qint64 end = part.offset + part.bytes.size();
    track.position.offset = end;
    if (end > track.wanted) {
        const QByteArray fresh = part.bytes.right(int(end - std::max(track.wanted, part.offset)));
        track.wanted = end;
        m_setup.bytes(track.stream, fresh);
    }
    if (std::chrono::steady_clock::now() - m_writtenDown >= writeDownEvery)
        writeDown(attempt);
}

// First the bytes, then how many there are.
void StreamReader::writeDown(const Attempt &attempt)
{
    m_writtenDown = std::chrono::steady_clock::now();
    for (Track &track : m_tracks) {
        if (!track.copy)
            continue;
        if (!track.copy->sync()
            || !m_host->store().setPosition(attempt, track.name, track.copy->position()))
            track.copy.reset();
    }
}

} // namespace outcrop
