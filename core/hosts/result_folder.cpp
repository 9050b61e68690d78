#include "core/hosts/result_folder.h"

#include "core/base/files.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ResultFolder)
};

Error cannotWrite(const QString &path)
{
    return systemError(Tr::tr("Cannot write"), path, errno);
}

Result<> syncFolder(const QString &path)
{
    const Descriptor folder(
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen() || ::fsync(folder.number()) != 0)
        return failure(cannotWrite(path));
    return {};
}

// The bytes of the part that need not be downloaded again, or nothing if it holds something
// foreign.
std::optional<qint64> bytesThere(const QString &part, const std::vector<ManifestEntry> &entries)
{
    QSet<QString> known;
    for (const ManifestEntry &entry : entries)
        known.insert(part + QLatin1Char('/') + QFile::decodeName(entry.written));
    qint64 bytes = 0;
    QDirIterator it(part, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        if (!known.contains(it.next()))
            return {};
        bytes += it.fileInfo().size();
    }
    return bytes;
}

Result<> checkRoom(const QString &folder, qint64 missing)
{
    struct statvfs disk
    {
    };
    if (::statvfs(QFile::encodeName(folder).constData(), &disk) != 0)
        return failure(cannotWrite(folder));
    const double room = double(disk.f_bavail) * double(disk.f_frsize);
    if (double(missing) * 1.1 <= room)
        return {};
    return failure(ErrorKind::NoSpace,
                   Tr::tr("The results need %1, but the disk of %2 has only %3 left; free some "
                          "space and try again.")
                       .arg(formatSize(missing), plainLine(folder), formatSize(qint64(room))));
}

} // namespace

ResultFolder::ResultFolder(const QString &destination)
    : m_destination(QDir::cleanPath(destination)), m_part(m_destination + QLatin1String(".part"))
{
}

Result<ResultFolder> ResultFolder::open(const QString &destination,
                                        const std::vector<ManifestEntry> &entries)
{
    ResultFolder folder(destination);
    const QString parent = QFileInfo(folder.m_destination).absolutePath();
    struct stat status
    {
    };
    if (::lstat(QFile::encodeName(folder.m_destination).constData(), &status) == 0)
        return failure(ErrorKind::Busy,
                       Tr::tr("%1 exists already.").arg(plainLine(folder.m_destination)));
    if (Result<> made = makeFolder(parent); !made)
        return failure(made.error());

    const QByteArray name = QFile::encodeName(folder.m_part);
    if (::lstat(name.constData(), &status) == 0 && !S_ISDIR(status.st_mode))
        return failure(ErrorKind::Denied,
                       Tr::tr("%1 is not a folder; remove it.").arg(plainLine(folder.m_part)));

    std::optional<qint64> there = bytesThere(folder.m_part, entries);
    if (!there && !QDir(folder.m_part).removeRecursively())
        return failure(
            ErrorKind::Io,
            Tr::tr("Cannot remove %1; remove it by hand.").arg(plainLine(folder.m_part)));
    qint64 total = 0;
    for (const ManifestEntry &entry : entries)
        total += entry.size;
    if (Result<> room = checkRoom(parent, total - there.value_or(0)); !room)
        return failure(room.error());

    if (::mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
        return failure(cannotWrite(folder.m_part));
    folder.m_root =
        Descriptor(::open(name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder.m_root.isOpen())
        return failure(cannotWrite(folder.m_part));
    return folder;
}

Result<Descriptor> ResultFolder::openParent(const QByteArray &path)
{
    Descriptor folder(::openat(m_root.number(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    QList<QByteArray> parts = path.split('/');
    parts.removeLast();
    for (const QByteArray &part : parts) {
        if (::mkdirat(folder.number(), part.constData(), 0700) != 0 && errno != EEXIST)
            return failure(cannotWrite(m_part));
        folder = Descriptor(::openat(folder.number(), part.constData(),
                                     O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!folder.isOpen())
            return failure(cannotWrite(m_part));
    }
    return folder;
}

Result<ResultFolder::File> ResultFolder::openFile(const ManifestEntry &entry, bool anew)
{
    const Result<Descriptor> parent = openParent(entry.written);
    if (!parent)
        return failure(parent.error());
    const QByteArray name = entry.written.mid(entry.written.lastIndexOf('/') + 1);
    const QString shown = m_part + QLatin1Char('/') + QFile::decodeName(entry.written);
    File file;
    file.descriptor = Descriptor(
        ::openat(parent->number(), name.constData(), O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    if (!file.descriptor.isOpen() && errno == ENOENT)
        file.descriptor =
            Descriptor(::openat(parent->number(), name.constData(),
                                O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    struct stat status
    {
    };
    if (!file.descriptor.isOpen() || ::fstat(file.descriptor.number(), &status) != 0)
        return failure(cannotWrite(shown));
    if (!S_ISREG(status.st_mode))
        return failure(ErrorKind::Denied,
                       Tr::tr("%1 is not a file; remove it.").arg(plainLine(shown)));
    if ((anew || status.st_size > entry.size) && ::ftruncate(file.descriptor.number(), 0) != 0)
        return failure(cannotWrite(shown));

    std::array<char, 1 << 16> block;
    for (;;) {
        const ssize_t count = ::read(file.descriptor.number(), block.data(), block.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failure(cannotWrite(shown));
        if (count == 0)
            return file;
        file.digest.add(block.data(), count);
        file.size += count;
    }
}

Result<> ResultFolder::append(File &file, const ManifestEntry &entry, const QByteArray &bytes)
{
    if (bytes.size() > entry.size - file.size)
        return failure(ErrorKind::Corrupt, Tr::tr("The host sends more of %1 than it announced.")
                                               .arg(plainLine(QFile::decodeName(entry.written))));
    qint64 done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(file.descriptor.number(), bytes.constData() + done,
                                      size_t(bytes.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return failure(
                cannotWrite(m_part + QLatin1Char('/') + QFile::decodeName(entry.written)));
        done += count;
    }
    file.digest.add(bytes);
    file.size += bytes.size();
    return {};
}

Result<bool> ResultFolder::finish(File file, const ManifestEntry &entry)
{
    if (file.size != entry.size || file.digest.hex() != entry.sha256)
        return false;
    if (::fsync(file.descriptor.number()) != 0)
        return failure(cannotWrite(m_part + QLatin1Char('/') + QFile::decodeName(entry.written)));
    return true;
}

Result<> ResultFolder::publish()
{
    QDirIterator it(m_part, QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        if (Result<> synced = syncFolder(it.next()); !synced)
            return synced;
    }
    if (Result<> synced = syncFolder(m_part); !synced)
        return synced;
    // A folder that came into being meanwhile is not replaced, not even an empty one.
    if (::renameat2(AT_FDCWD, QFile::encodeName(m_part).constData(), AT_FDCWD,
                    QFile::encodeName(m_destination).constData(), RENAME_NOREPLACE)
        != 0)
        return failure(cannotWrite(m_destination));
    return syncFolder(QFileInfo(m_destination).absolutePath());
}

} // namespace outcrop
