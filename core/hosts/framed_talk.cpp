#include "core/hosts/framed_talk.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <utility>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::FramedTalk)
};

using Clock = std::chrono::steady_clock;

constexpr int errorsKept = 4096;
constexpr std::chrono::seconds errorsPatience(1);

QString shown(const QByteArray &said)
{
    return plainLine(QString::fromUtf8(said.trimmed()));
}

// The exit code and the end of the errors.
struct TalkEnd
{
    int exitCode = 0;
    QByteArray errors;
};

Result<TalkEnd> talkToEnd(ShellChannel &channel, const QByteArray &script, const ByteSink &sink,
                          const QString &host, const Patience &patience)
{
    const QByteArray nonce = freshNonce();
    FramedTalk talk(channel, nonce, host, patience);
    channel.say(framedScript(script, nonce));
    channel.endInput();
    for (;;) {
        QByteArray body;
        const Result<std::optional<int>> code = talk.step(body);
        if (!code)
            return failure(code.error());
        if (!body.isEmpty()) {
            if (Result<> taken = sink(body); !taken)
                return failure(taken.error());
        }
        if (*code)
            return TalkEnd{**code, talk.errors()};
    }
}

} // namespace

FramedTalk::FramedTalk(ShellChannel &channel, const QByteArray &nonce, QString host,
                       const Patience &patience)
    : m_channel(channel)
    , m_frame(nonce)
    , m_host(std::move(host))
    , m_patience(patience)
    , m_errorsEnd(endOfErrors(nonce))
    , m_heard(Clock::now())
{
}

Result<std::optional<int>> FramedTalk::step(QByteArray &body)
{
    QByteArray output, errors;
    const qint64 unsaidBefore = m_channel.unsaid();
    const Result<bool> open = m_channel.exchange(output, errors, talkGlance);
    if (!open)
        return failure(open.error());
    if (!output.isEmpty() || !errors.isEmpty() || m_channel.unsaid() != unsaidBefore)
        m_heard = Clock::now();
    keepErrors(errors);
    body = m_frame.add(output);
    if (m_frame.exitCode() && (!*open || hasAllErrors()))
        return m_frame.exitCode();
    if (!*open)
        return failure(endedEarly());
    if (m_patience.cancel.isCanceled())
        return failure(ErrorKind::Canceled, Tr::tr("It was canceled."));
    if (Clock::now() - m_heard > m_patience.silence)
        return failure(ErrorKind::Network,
                       Tr::tr("The shell of %1 did not answer within %2.")
                           .arg(m_host, formatDuration(double(m_patience.silence.count()) / 1000)));
    return std::optional<int>();
}

void FramedTalk::keepErrors(const QByteArray &bytes)
{
    if (m_haveErrorsEnded)
        return;
    m_errors += bytes;
    const int end = m_errors.indexOf(m_errorsEnd);
    m_haveErrorsEnded = end >= 0;
    if (m_haveErrorsEnded)
        m_errors.truncate(end);
    m_errors = m_errors.right(errorsKept);
}

bool FramedTalk::hasAllErrors() const
{
    return m_haveErrorsEnded || Clock::now() - m_heard > errorsPatience;
}

Error FramedTalk::endedEarly() const
{
    if (m_frame.hasBegun())
        return {ErrorKind::Io,
                Tr::tr("The shell of %1 ended before it should: %2").arg(m_host, shown(m_errors))};
    const QByteArray said = m_frame.noise() + '\n' + m_errors;
    if (said.trimmed().isEmpty())
        return {ErrorKind::Denied,
                Tr::tr("The login shell of %1 ends without running a command.").arg(m_host)};
    return {ErrorKind::Denied, Tr::tr("The login shell of %1 does not run commands; it says: %2")
                                   .arg(m_host, shown(said))};
}

Result<ScriptOutput> runFramed(ShellChannel &channel, const QByteArray &script, const QString &host,
                               const Patience &patience)
{
    ScriptOutput output;
    const auto keep = [&output, &host](const QByteArray &bytes) -> Result<> {
        if (output.body.size() + bytes.size() > longestShellOutput)
            return failure(ErrorKind::Io,
                           Tr::tr("The answer of the shell of %1 is too long.").arg(host));
        output.body += bytes;
        return {};
    };
    const Result<TalkEnd> end = talkToEnd(channel, script, keep, host, patience);
    if (!end)
        return failure(end.error());
    output.exitCode = end->exitCode;
    output.errors = end->errors;
    return output;
}

Result<int> followFramed(ShellChannel &channel, const QByteArray &script, const ByteSink &sink,
                         const QString &host, const Patience &patience)
{
    const Result<TalkEnd> end = talkToEnd(channel, script, sink, host, patience);
    return end ? Result<int>(end->exitCode) : failure(end.error());
}

} // namespace outcrop
