// HostSession::fetchResults: the one part of the protocol that writes files of this computer.
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/hosts/host_session.h"
#include "core/hosts/result_folder.h"

#include <QCoreApplication>
#include <QFile>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::FetchResults)
};

constexpr qint64 longestManifest = qint64(16) << 20;

} // namespace

Result<std::vector<ManifestEntry>> HostSession::fetchManifest(const QByteArray &folder,
                                                              const ManifestLimits &limits,
                                                              const Patience &patience)
{
    const Result<QByteArray> digest = m_shell.read(folder + "/manifest.sha256", 0, 64, patience);
    if (!digest)
        return failure(digest.error());
    const Result<QByteArray> manifest =
        m_shell.read(folder + "/manifest.jsonl", 0, longestManifest, patience);
    if (!manifest)
        return failure(manifest.error());
    if (sha256(*manifest) != *digest)
        return failure(ErrorKind::Corrupt,
                       Tr::tr("The list of results on %1 is damaged.").arg(m_profile.title));
    return parseManifest(*manifest, limits);
}

Result<std::vector<ManifestEntry>> HostSession::fetchResults(const AttemptId &attempt,
                                                             const QString &destination,
                                                             const ManifestLimits &limits,
                                                             const Progress &progress,
                                                             const Patience &patience)
{
    if (m_base.isEmpty()) {
        if (Result<> prepared = prepare(patience); !prepared)
            return failure(prepared.error());
    }
    const QByteArray source = attemptFolder(attempt);
    Result<std::vector<ManifestEntry>> entries = fetchManifest(source, limits, patience);
    if (!entries)
        return entries;
    Result<ResultFolder> folder = ResultFolder::open(destination, *entries);
    if (!folder)
        return failure(folder.error());

    Transfer transfer{source, 0, 0, progress};
    for (const ManifestEntry &entry : *entries)
        transfer.total += entry.size;
    for (const ManifestEntry &entry : *entries) {
        if (Result<> fetched = fetchEntry(*folder, entry, transfer, patience); !fetched)
            return failure(fetched.error());
    }
    if (Result<> published = folder->publish(); !published)
        return failure(published.error());
    return entries;
}

// Twice at most: what was there from a broken download, or the way, may have been wrong; a file
// that still differs is.
Result<> HostSession::fetchEntry(ResultFolder &folder, const ManifestEntry &entry,
                                 Transfer &transfer, const Patience &patience)
{
    const qint64 before = transfer.done;
    for (const bool anew : {false, true}) {
        Result<ResultFolder::File> file = folder.openFile(entry, anew);
        if (!file)
            return failure(file.error());
        const auto append = [&](const QByteArray &bytes) -> Result<> {
            Result<> appended = folder.append(*file, entry, bytes);
            transfer.done = before + file->size;
            if (transfer.progress)
                transfer.progress(transfer.done, transfer.total);
            return appended;
        };
        const Result<> fetched =
            m_shell.fetchFile(transfer.source + '/' + entry.path, file->size, append, patience);
        if (!fetched && fetched.error().kind != ErrorKind::Corrupt)
            return fetched;
        const Result<bool> isRight =
            fetched ? folder.finish(std::move(*file), entry) : Result<bool>(false);
        if (!isRight)
            return failure(isRight.error());
        if (*isRight) {
            transfer.done = before + entry.size;
            return {};
        }
    }
    return failure(ErrorKind::Corrupt,
                   Tr::tr("%1 on %2 is not the file that the job listed when it ended.")
                       .arg(plainLine(QFile::decodeName(entry.written)), m_profile.title));
}

} // namespace outcrop
