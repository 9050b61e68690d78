#pragma once

#include "core/hosts/remote_shell.h"
#include "core/hosts/shell_channel.h"
#include "core/hosts/shell_text.h"

#include <QString>

namespace outcrop {

// How late a cancel may be noticed.
constexpr std::chrono::milliseconds talkGlance(50);

// No call hands over more.
constexpr qint64 longestShellOutput = qint64(64) << 20;

// A framed exchange with the shell of `host` ("this computer", "ann@cpu1"): an Error is a sentence
// that names it.
class FramedTalk
{
public:
    FramedTalk(ShellChannel &channel, const QByteArray &nonce, QString host,
               const Patience &patience);

    // One exchange: body bytes are in `body` then. The exit code, once it and all errors are here;
    // a host that hands on no errors is waited for a second. Network: silence; Denied: the login
    // shell ended before the script began; Io: it ended before the script did.
    Result<std::optional<int>> step(QByteArray &body);

    // The end of what came on its standard error.
    const QByteArray &errors() const { return m_errors; }

private:
    void keepErrors(const QByteArray &bytes);
    bool hasAllErrors() const;
    Error endedEarly() const;

    ShellChannel &m_channel;
    ScriptFrame m_frame;
    QString m_host;
    Patience m_patience;
    QByteArray m_errors, m_errorsEnd;
    bool m_haveErrorsEnded = false;
    std::chrono::steady_clock::time_point m_heard;
};

// RemoteShell::run() and follow() of a channel to a `/bin/sh -s`. Io: also an answer that is too
// long, however much of the script was done.
Result<ScriptOutput> runFramed(ShellChannel &channel, const QByteArray &script, const QString &host,
                               const Patience &patience);
Result<int> followFramed(ShellChannel &channel, const QByteArray &script, const ByteSink &sink,
                         const QString &host, const Patience &patience);

} // namespace outcrop
