#include "core/job_store/file_lock.h"

#include "core/base/files.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QThread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::FileLock)
};

} // namespace

Result<FileLock> FileLock::take(const QString &path, int milliseconds)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return failure(systemError(Tr::tr("Cannot lock"), path, errno));

    FileLock lock(descriptor);
    const QDeadlineTimer deadline(milliseconds);
    while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return failure(systemError(Tr::tr("Cannot lock"), path, errno));
        if (deadline.hasExpired())
            return failure(ErrorKind::Busy,
                           Tr::tr("%1 is held by another program; try again when it has ended.")
                               .arg(plainLine(path)));
        QThread::msleep(10);
    }
    return lock;
}

FileLock::FileLock(FileLock &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace outcrop
