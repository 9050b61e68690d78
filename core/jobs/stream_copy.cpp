#include "core/jobs/stream_copy.h"

#include "core/base/files.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::StreamCopy)
};

Error cannotWrite(const QString &path)
{
    return systemError(Tr::tr("Cannot write"), path, errno);
}

} // namespace

Result<StreamCopy> StreamCopy::open(const QString &path, StreamPosition position)
{
    StreamCopy copy;
    copy.m_path = path;
    copy.m_file = Descriptor(::open(QFile::encodeName(path).constData(),
                                    O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    struct stat status
    {
    };
    if (!copy.m_file.isOpen() || ::fstat(copy.m_file.number(), &status) != 0)
        return failure(cannotWrite(path));
    if (status.st_size < position.offset)
        position.offset = 0;
    if (::ftruncate(copy.m_file.number(), position.offset) != 0)
        return failure(cannotWrite(path));
    copy.m_position = position;
    return copy;
}

Result<> StreamCopy::add(const StreamPart &part)
{
    if (part.offset < m_position.offset) {
        if (::ftruncate(m_file.number(), 0) != 0)
            return failure(cannotWrite(m_path));
        m_position = {m_position.generation + 1, 0};
    }
    if (part.offset != m_position.offset)
        return failure(ErrorKind::Corrupt, Tr::tr("The host left out a part of %1.").arg(m_path));
    const char *at = part.bytes.constData();
    qint64 left = part.bytes.size();
    while (left > 0) {
        const ssize_t count = ::write(m_file.number(), at, size_t(left));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failure(cannotWrite(m_path));
        at += count;
        left -= count;
        m_position.offset += count;
    }
    return {};
}

Result<> StreamCopy::sync()
{
    if (::fdatasync(m_file.number()) != 0)
        return failure(cannotWrite(m_path));
    return {};
}

} // namespace outcrop
