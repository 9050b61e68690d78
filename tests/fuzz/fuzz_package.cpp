#include "core/package/submission.h"

#include <QFile>

#include <sys/mman.h>
#include <unistd.h>

// A ZIP from anybody, read as the submit command reads it.
extern "C" int LLVMFuzzerTestOneInput(const char *data, size_t size)
{
    const int file = memfd_create("package", MFD_CLOEXEC);
    if (file < 0 || ::write(file, data, size) != ssize_t(size))
        return 0;
    const auto submission = outcrop::readSubmission(QStringLiteral("/proc/self/fd/%1").arg(file));
    if (!submission && submission.error().message.isEmpty())
        qFatal("refused without a sentence");
    ::close(file);
    return 0;
}
