#include "core/ssh/exec_shell.h"

#include "core/base/descriptor.h"
#include "core/base/files.h"
#include "core/base/gui_thread.h"
#include "core/base/text.h"
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
    Q_DECLARE_TR_FUNCTIONS(outcrop::ExecShell)
};

constexpr auto runScript = "exec /bin/sh -s";

// Takes a length, a script of so many bytes, then what that reads. A shell that reads its script
// from the stream itself would read ahead into what follows.
constexpr auto runScriptWithInput =
    "exec /bin/sh -c 'read -r n; s=$(dd bs=1 count=\"$n\" 2> /dev/null; echo .); eval \"${s%.}\"'";

constexpr qint64 uploadBlock = 2 << 20;

// Exit codes of the scripts below.
constexpr int notThere = 4, notAFile = 5;

// Not through links, as far as a shell can look before it opens.
QByteArray checked(const QByteArray &remote)
{
    return "LC_ALL=C; export LC_ALL; f=" + shellWord(remote)
           + "\n[ ! -L \"$f\" ] || exit 5\n[ ! -e \"$f\" ] || [ -f \"$f\" ] || exit 5\n";
}

// Says how many bytes are there, takes the rest. Sizes go through expr: the numbers of some shells
// have 32 bits.
QByteArray uploadScript(const QByteArray &remote, qint64 size)
{
    return checked(remote)
           + "umask 077\n: >> \"$f\" || exit 1\nn=$(wc -c < \"$f\") || exit 1\n"
             "if expr \"$n\" \\> "
           + QByteArray::number(size)
           + " > /dev/null; then : > \"$f\" || exit 1; n=0; fi\n"
             "printf '%s\\n' \"$n\"\nexec cat >> \"$f\"";
}

QByteArray readScript(const QByteArray &remote, qint64 offset, const QByteArray &reader)
{
    QByteArray script = checked(remote) + "[ -e \"$f\" ] || exit 4\nexec < \"$f\" || exit 1\n";
    if (offset > 0) // Moves the place where all that read it go on.
        script += "dd bs=1 skip=" + QByteArray::number(offset) + " count=0 2> /dev/null\n";
    return script + reader;
}

bool says(const QByteArray &errors, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&errors](const char *word) { return errors.contains(word); });
}

} // namespace

Result<ScriptOutput> ExecShell::run(const QByteArray &script, const Patience &patience)
{
    assertMayBlock();
    const auto channel = open(runScript, patience);
    return noticing(channel ? runFramed(**channel, script, host(), patience)
                            : Result<ScriptOutput>(failure(channel.error())));
}

Result<int> ExecShell::follow(const QByteArray &script, const ByteSink &sink,
                              const Patience &patience)
{
    assertMayBlock();
    const auto channel = open(runScript, patience);
    return noticing(channel ? followFramed(**channel, script, sink, host(), patience)
                            : Result<int>(failure(channel.error())));
}

Result<> ExecShell::putFile(const QString &local, const QByteArray &remote,
                            const Patience &patience)
{
    assertMayBlock();
    const Descriptor file(
        ::open(QFile::encodeName(local).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.isOpen())
        return failure(systemError(Tr::tr("Cannot read"), local, errno));
    return noticing(upload(file.number(), local, remote, patience));
}

Result<> ExecShell::upload(int file, const QString &local, const QByteArray &remote,
                           const Patience &patience)
{
    struct stat status
    {
    };
    if (::fstat(file, &status) != 0)
        return failure(systemError(Tr::tr("Cannot read"), local, errno));
    const auto channel = open(runScriptWithInput, patience);
    if (!channel)
        return failure(channel.error());
    const QByteArray nonce = freshNonce();
    const QByteArray script =
        framedScript(uploadScript(remote, status.st_size), nonce, ScriptInput::ThatOfTheShell);
    (*channel)->say(QByteArray::number(script.size()) + '\n' + script);

    FramedTalk talk(**channel, nonce, host(), patience);
    QByteArray answer, block;
    qint64 offset = -1; // Unknown until the host has said how much it has.
    for (;;) {
        if (offset < 0 && answer.contains('\n'))
            offset = answer.trimmed().toLongLong();
        if (offset >= 0 && offset < status.st_size && (*channel)->unsaid() < uploadBlock) {
            block.resize(int(std::min(uploadBlock, status.st_size - offset)));
            const ssize_t count = ::pread(file, block.data(), size_t(block.size()), offset);
            if (count <= 0)
                return failure(systemError(Tr::tr("Cannot read"), local, count < 0 ? errno : EIO));
            block.truncate(int(count));
            (*channel)->say(block);
            offset += count;
        }
        if (offset >= status.st_size)
            (*channel)->endInput();
        const Result<std::optional<int>> code = talk.step(answer);
        if (!code)
            return failure(code.error());
        if (*code)
            return **code == 0 ? Result<>() : failure(explained(**code, talk.errors(), remote));
    }
}

Result<QByteArray> ExecShell::read(const QByteArray &remote, qint64 offset, qint64 count,
                                   const Patience &patience)
{
    const qint64 most = std::clamp<qint64>(count, 0, longestShellOutput);
    const QByteArray reader =
        most == 0 ? QByteArray(":")
                  : "exec dd bs=" + QByteArray::number(most) + " count=1 2> /dev/null";
    QByteArray bytes;
    const auto keep = [&bytes](const QByteArray &part) -> Result<> {
        bytes += part;
        return {};
    };
    if (Result<> got = readTo(remote, readScript(remote, offset, reader), keep, patience); !got)
        return failure(got.error());
    return bytes;
}

Result<> ExecShell::fetchFile(const QByteArray &remote, qint64 offset, const ByteSink &sink,
                              const Patience &patience)
{
    return readTo(remote, readScript(remote, offset, "exec cat"), sink, patience);
}

Result<> ExecShell::readTo(const QByteArray &remote, const QByteArray &script, const ByteSink &sink,
                           const Patience &patience)
{
    const Result<int> code = follow(script, sink, patience);
    if (!code)
        return failure(code.error());
    return *code == 0 ? Result<>() : failure(explained(*code, {}, remote));
}

// What the programs of a host wrote about a failure, in the C locale.
Error ExecShell::explained(int exitCode, const QByteArray &errors, const QByteArray &remote) const
{
    const QString where = QStringLiteral("%1:%2").arg(host(), plainLine(QFile::decodeName(remote)));
    if (exitCode == notThere)
        return {ErrorKind::NotFound, Tr::tr("%1 does not exist.").arg(where)};
    if (exitCode == notAFile)
        return {ErrorKind::InvalidInput, Tr::tr("%1 is not a file.").arg(where)};
    if (says(errors, {"No space left", "quota exceeded"}))
        return {ErrorKind::NoSpace,
                Tr::tr("%1: the disk is full; free some space there and try again.").arg(where)};
    const bool isDenied = says(errors, {"Permission denied", "Read-only file system"});
    return {
        isDenied ? ErrorKind::Denied : ErrorKind::Io,
        Tr::tr("%1 cannot be used: %2").arg(where, plainLine(QString::fromUtf8(errors.trimmed())))};
}

} // namespace outcrop
