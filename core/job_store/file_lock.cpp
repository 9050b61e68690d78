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
    Descriptor file(
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return failure(systemError(Tr::tr("Cannot lock"), path, errno));

    const QDeadlineTimer deadline(milliseconds);
    while (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return failure(systemError(Tr::tr("Cannot lock"), path, errno));
        if (deadline.hasExpired())
            return failure(ErrorKind::Busy,
                           Tr::tr("%1 is held by another program; try again when it has ended.")
                               .arg(plainLine(path)));
        QThread::msleep(10);
    }
    return FileLock(std::move(file));
}

} // namespace outcrop
