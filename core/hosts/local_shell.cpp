#include "core/hosts/local_shell.h"

#include "core/base/descriptor.h"
#include "core/base/files.h"
#include "core/base/gui_thread.h"
#include "core/base/text.h"
#include "core/hosts/child_shell.h"
#include "core/hosts/framed_talk.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::LocalShell)
};

constexpr qint64 block = 1 << 18;

tl::unexpected<Error> canceled()
{
    return failure(ErrorKind::Canceled, Tr::tr("It was canceled."));
}

QString thisHost()
{
    return Tr::tr("this computer");
}

Result<Descriptor> openToRead(const QByteArray &path)
{
    assertMayBlock();
    const QString shown = QFile::decodeName(path);
    Descriptor file(::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat status
    {
    };
    if (!file.isOpen() || ::fstat(file.number(), &status) != 0)
        return failure(systemError(Tr::tr("Cannot read"), shown, errno));
    if (!S_ISREG(status.st_mode))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("Cannot read %1: it is not a file.").arg(plainLine(shown)));
    return file;
}

// Fewer than asked for only at the end of the file.
Result<QByteArray> readAt(const Descriptor &file, const QByteArray &path, qint64 offset,
                          qint64 count)
{
    QByteArray bytes(int(count), Qt::Uninitialized);
    qint64 done = 0;
    while (done < count) {
        const ssize_t got =
            ::pread(file.number(), bytes.data() + done, size_t(count - done), offset + done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failure(systemError(Tr::tr("Cannot read"), QFile::decodeName(path), errno));
        if (got == 0)
            break;
        done += got;
    }
    bytes.truncate(int(done));
    return bytes;
}

Result<> appendAll(const Descriptor &file, const QByteArray &path, const QByteArray &bytes)
{
    qint64 done = 0;
    while (done < bytes.size()) {
        const ssize_t count =
            ::write(file.number(), bytes.constData() + done, size_t(bytes.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return failure(systemError(Tr::tr("Cannot write"), QFile::decodeName(path), errno));
        done += count;
    }
    return {};
}

} // namespace

Result<ScriptOutput> LocalShell::run(const QByteArray &script, const Patience &patience)
{
    assertMayBlock();
    Result<ChildShell> child = ChildShell::start();
    return child ? runFramed(*child, script, thisHost(), patience) : failure(child.error());
}

Result<int> LocalShell::follow(const QByteArray &script, const ByteSink &sink,
                               const Patience &patience)
{
    assertMayBlock();
    Result<ChildShell> child = ChildShell::start();
    return child ? followFramed(*child, script, sink, thisHost(), patience)
                 : failure(child.error());
}

Result<> LocalShell::putFile(const QString &local, const QByteArray &remote,
                             const Patience &patience)
{
    const QString shown = QFile::decodeName(remote);
    const QByteArray source = QFile::encodeName(local);
    const Result<Descriptor> from = openToRead(source);
    if (!from)
        return failure(from.error());
    Descriptor to(
        ::open(remote.constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    struct stat have
    {
    }, whole{};
    if (!to.isOpen() || ::fstat(to.number(), &have) != 0 || ::fstat(from->number(), &whole) != 0)
        return failure(systemError(Tr::tr("Cannot write"), shown, errno));
    if (have.st_size > whole.st_size && ::ftruncate(to.number(), 0) != 0)
        return failure(systemError(Tr::tr("Cannot write"), shown, errno));
    qint64 offset = have.st_size > whole.st_size ? 0 : have.st_size;
    for (;;) {
        if (patience.cancel.isCanceled())
            return canceled();
        const Result<QByteArray> bytes = readAt(*from, source, offset, block);
        if (!bytes)
            return failure(bytes.error());
        if (bytes->isEmpty())
            break;
        if (Result<> written = appendAll(to, remote, *bytes); !written)
            return written;
        offset += bytes->size();
    }
    if (::fsync(to.number()) != 0)
        return failure(systemError(Tr::tr("Cannot write"), shown, errno));
    return {};
}

Result<QByteArray> LocalShell::read(const QByteArray &remote, qint64 offset, qint64 count,
                                    const Patience &)
{
    const Result<Descriptor> file = openToRead(remote);
    if (!file)
        return failure(file.error());
    return readAt(*file, remote, offset, std::clamp<qint64>(count, 0, longestShellOutput));
}

Result<> LocalShell::fetchFile(const QByteArray &remote, qint64 offset, const ByteSink &sink,
                               const Patience &patience)
{
    const Result<Descriptor> file = openToRead(remote);
    if (!file)
        return failure(file.error());
    for (;;) {
        if (patience.cancel.isCanceled())
            return canceled();
        const Result<QByteArray> bytes = readAt(*file, remote, offset, block);
        if (!bytes)
            return failure(bytes.error());
        if (bytes->isEmpty())
            return {};
        if (Result<> taken = sink(*bytes); !taken)
            return taken;
        offset += bytes->size();
    }
}

} // namespace outcrop
