#pragma once

#include "core/base/result.h"
#include "core/hosts/remote_shell.h"

#include <QByteArray>

#include <optional>

namespace outcrop {

// Text for a POSIX shell that reads it from its standard input.

// Any bytes but NUL as one word.
QByteArray shellWord(const QByteArray &bytes);

// 32 hexadecimal digits that nobody could know before.
QByteArray freshNonce();

// What the commands of a script find on their standard input.
enum class ScriptInput { Nothing, ThatOfTheShell };

// The script between two marks: `@<nonce>` before its output, `@<nonce>.end rc=<code>` behind it.
// Its standard error, which may arrive later than its output, ends with endOfErrors(). The shell
// reads it as a whole before it runs any of it, so one that arrives cut off does nothing; its
// commands cannot eat the rest of it.
QByteArray framedScript(const QByteArray &script, const QByteArray &nonce,
                        ScriptInput input = ScriptInput::Nothing);

QByteArray endOfErrors(const QByteArray &nonce);

// Takes the output of a framed script, in pieces of any size, out of what else the channel carried.
class ScriptFrame
{
public:
    explicit ScriptFrame(const QByteArray &nonce);

    // The bytes of the script's output that are certain by now.
    QByteArray add(const QByteArray &bytes);

    std::optional<int> exitCode() const { return m_exitCode; }

    bool hasBegun() const { return m_inside; }

    // The first 4 KiB of what a login shell said before the script began, or instead of it.
    QByteArray noise() const { return m_inside ? m_noise : m_noise + m_rest; }

private:
    QByteArray m_begin, m_end;
    QByteArray m_rest, m_noise;
    bool m_inside = false;
    std::optional<int> m_exitCode;
};

} // namespace outcrop
