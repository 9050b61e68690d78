#include "core/base/files.h"

#include "core/base/descriptor.h"
#include "core/base/gui_thread.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Files)
};

bool writeAll(int descriptor, const QByteArray &content)
{
    qint64 done = 0;
    while (done < content.size()) {
        const ssize_t count =
            ::write(descriptor, content.constData() + done, size_t(content.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        done += count;
    }
    return true;
}

// The file is whole without it, but its name may not survive a power cut.
void syncFolder(const QString &folder)
{
    const Descriptor descriptor(
        ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.isOpen())
        ::fsync(descriptor.number());
}

// The mode of the file that is replaced, or that of a new one.
mode_t modeFor(const QByteArray &target)
{
    struct stat old
    {
    };
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return ::stat(target.constData(), &old) == 0 ? old.st_mode & 07777 : 0666 & ~mask;
}

bool publish(int descriptor, const QByteArray &temporary, const QByteArray &target)
{
    return ::fchmod(descriptor, modeFor(target)) == 0 && ::fsync(descriptor) == 0
           && ::rename(temporary.constData(), target.constData()) == 0;
}

} // namespace

Error systemError(const QString &what, const QString &path, int code)
{
    const QString shown = plainLine(path);
    switch (code) {
    case ENOENT:
        return {ErrorKind::NotFound, Tr::tr("%1 %2: it does not exist.").arg(what, shown)};
    case EACCES:
    case EPERM:
        return {ErrorKind::Denied, Tr::tr("%1 %2: permission denied.").arg(what, shown)};
    case EROFS:
        return {ErrorKind::Denied, Tr::tr("%1 %2: the file system is read-only.").arg(what, shown)};
    case ENOSPC:
    case EDQUOT:
        return {ErrorKind::NoSpace,
                Tr::tr("%1 %2: the disk is full; free some space and try again.").arg(what, shown)};
    default:
        return {ErrorKind::Io,
                QStringLiteral("%1 %2: %3.").arg(what, shown, qt_error_string(code))};
    }
}

Result<QByteArray> readFile(const QString &path, qint64 maxBytes)
{
    assertMayBlock();
    const Descriptor descriptor(
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!descriptor.isOpen())
        return failure(systemError(Tr::tr("Cannot read"), path, errno));
    struct stat status
    {
    };
    if (::fstat(descriptor.number(), &status) != 0)
        return failure(systemError(Tr::tr("Cannot read"), path, errno));
    if (!S_ISREG(status.st_mode))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("Cannot read %1: it is not a file.").arg(plainLine(path)));

    QByteArray content;
    content.reserve(int(std::min<qint64>(status.st_size, maxBytes)) + 1);
    QByteArray part(1 << 16, Qt::Uninitialized);
    for (;;) {
        const ssize_t count = ::read(descriptor.number(), part.data(), size_t(part.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failure(systemError(Tr::tr("Cannot read"), path, errno));
        if (count == 0)
            return content;
        content.append(part.constData(), int(count));
        if (content.size() > maxBytes)
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("Cannot read %1: it is larger than %2.")
                               .arg(plainLine(path), formatSize(maxBytes)));
    }
}

Result<> saveAtomically(const QString &path, const QByteArray &content)
{
    assertMayBlock();
    const QString what = Tr::tr("Cannot save");
    const QString folder = QFileInfo(path).absolutePath();
    QByteArray temporary = QFile::encodeName(folder + QLatin1String("/.outcrop-XXXXXX"));
    const Descriptor descriptor(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!descriptor.isOpen())
        return failure(systemError(what, path, errno));

    const QByteArray target = QFile::encodeName(path);
    const bool written =
        writeAll(descriptor.number(), content) && publish(descriptor.number(), temporary, target);
    if (!written) {
        const int code = errno;
        ::unlink(temporary.constData());
        return failure(systemError(what, path, code));
    }
    syncFolder(folder);
    return {};
}

Result<> publishFile(const QString &temporary, const QString &path)
{
    assertMayBlock();
    const QByteArray name = QFile::encodeName(temporary);
    const Descriptor descriptor(::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!descriptor.isOpen() || !publish(descriptor.number(), name, QFile::encodeName(path)))
        return failure(systemError(Tr::tr("Cannot save"), path, errno));
    syncFolder(QFileInfo(path).absolutePath());
    return {};
}

Result<> makeFolder(const QString &path)
{
    const QString clean = QDir::cleanPath(path);
    const QByteArray name = QFile::encodeName(clean);
    if (::mkdir(name.constData(), 0700) == 0)
        return {};
    if (errno == ENOENT && QFileInfo(clean).path() != clean) {
        const Result<> parent = makeFolder(QFileInfo(clean).path());
        if (!parent)
            return parent;
        if (::mkdir(name.constData(), 0700) == 0)
            return {};
    }
    if (errno == EEXIST && QFileInfo(clean).isDir())
        return {};
    return failure(systemError(Tr::tr("Cannot create the folder"), path, errno));
}

} // namespace outcrop
