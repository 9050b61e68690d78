#include "core/hosts/local_shell.h"

#include "core/base/descriptor.h"
#include "core/base/files.h"
#include "core/base/gui_thread.h"
#include "core/base/text.h"
#include "core/hosts/child_shell.h"
#include "core/hosts/shell_text.h"

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

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds glance(50); // how late a cancel may be noticed
constexpr int errorsKept = 4096;
constexpr qint64 longestOutput = qint64(64) << 20;
constexpr qint64 block = 1 << 18;

tl::unexpected<Error> canceled()
{
    return failure(ErrorKind::Canceled, Tr::tr("It was canceled."));
}

tl::unexpected<Error> endedEarly(const QByteArray &errors)
{
    return failure(ErrorKind::Io, Tr::tr("The shell of this computer ended before it should: %1")
                                      .arg(plainLine(QString::fromLocal8Bit(errors.trimmed()))));
}

// Runs the script, hands its output to the sink. Errors are kept to the end of `errors`.
Result<int> talk(const QByteArray &script, const ByteSink &sink, QByteArray &errors,
                 const Patience &patience)
{
    assertMayBlock();
    Result<ChildShell> child = ChildShell::start();
    if (!child)
        return failure(child.error());
    const QByteArray nonce = freshNonce();
    ScriptFrame frame(nonce);
    child->say(framedScript(script, nonce));
    Clock::time_point heard = Clock::now();
    for (;;) {
        QByteArray output;
        const int before = errors.size();
        const Result<bool> open = child->exchange(output, errors, glance);
        if (!open)
            return failure(open.error());
        if (!output.isEmpty() || errors.size() != before)
            heard = Clock::now();
        errors = errors.right(errorsKept);
        const QByteArray body = frame.add(output);
        if (!body.isEmpty()) {
            if (Result<> taken = sink(body); !taken)
                return failure(taken.error());
        }
        if (frame.exitCode())
            return *frame.exitCode();
        if (!*open)
            return endedEarly(errors);
        if (patience.cancel.isCanceled())
            return canceled();
        if (Clock::now() - heard > patience.silence)
            return failure(ErrorKind::Network,
                           Tr::tr("The shell of this computer did not answer within %1.")
                               .arg(formatDuration(double(patience.silence.count()) / 1000)));
    }
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
    ScriptOutput output;
    const auto keep = [&output](const QByteArray &bytes) -> Result<> {
        if (output.body.size() + bytes.size() > longestOutput)
            return failure(ErrorKind::Corrupt,
                           Tr::tr("The answer of this computer's shell is too long."));
        output.body += bytes;
        return {};
    };
    const Result<int> code = talk(script, keep, output.errors, patience);
    if (!code)
        return failure(code.error());
    output.exitCode = *code;
    return output;
}

Result<int> LocalShell::follow(const QByteArray &script, const ByteSink &sink,
                               const Patience &patience)
{
    QByteArray errors;
    return talk(script, sink, errors, patience);
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
    return readAt(*file, remote, offset, std::clamp<qint64>(count, 0, longestOutput));
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
