#include "core/hosts/shell_text.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace outcrop {

namespace {

constexpr int noiseKept = 4096;

} // namespace

QByteArray shellWord(const QByteArray &bytes)
{
    Q_ASSERT(!bytes.contains('\0'));
    QByteArray word = bytes;
    word.replace('\'', "'\\''");
    return '\'' + word + '\'';
}

QByteArray freshNonce()
{
    std::array<quint32, 4> numbers{};
    QRandomGenerator::system()->fillRange(numbers.data(), qsizetype(numbers.size()));
    return QByteArray::fromRawData(reinterpret_cast<const char *>(numbers.data()), sizeof numbers)
        .toHex();
}

QByteArray framedScript(const QByteArray &script, const QByteArray &nonce, ScriptInput input)
{
    return "{ printf '@%s\\n' " + nonce + "\n(\n" + script + "\n)"
           + (input == ScriptInput::Nothing ? " </dev/null" : "")
           + "\nset -- \"$?\"\nprintf '@%s.end\\n' " + nonce + " >&2\nprintf '@%s.end rc=%s\\n' "
           + nonce + " \"$1\"; exit 0; }\n";
}

QByteArray endOfErrors(const QByteArray &nonce)
{
    return '@' + nonce + ".end\n";
}

ScriptFrame::ScriptFrame(const QByteArray &nonce)
    : m_begin('@' + nonce + '\n'), m_end('@' + nonce + ".end rc=")
{
}

QByteArray ScriptFrame::add(const QByteArray &bytes)
{
    if (m_exitCode)
        return {};
    m_rest += bytes;
    if (!m_inside) {
        const int begin = m_rest.indexOf(m_begin);
        const int said = begin < 0 ? std::max(0, m_rest.size() - m_begin.size() + 1) : begin;
        m_noise += m_rest.left(std::min(said, noiseKept - m_noise.size()));
        m_rest = begin < 0 ? m_rest.right(m_begin.size() - 1) : m_rest.mid(begin + m_begin.size());
        m_inside = begin >= 0;
        if (!m_inside)
            return {};
    }
    const int end = m_rest.indexOf(m_end);
    if (end < 0) {
        // Only what may be the beginning of the mark is held back: a line must not wait for the
        // next one.
        const int at = m_rest.lastIndexOf('@');
        const bool mayBeMark = at >= 0 && m_end.startsWith(m_rest.mid(at));
        const QByteArray body = mayBeMark ? m_rest.left(at) : m_rest;
        m_rest.remove(0, body.size());
        return body;
    }
    const QByteArray body = m_rest.left(end);
    const int newline = m_rest.indexOf('\n', end);
    if (newline < 0) {
        m_rest.remove(0, end);
        return body;
    }
    bool isNumber = false;
    const int code = m_rest.mid(end + m_end.size(), newline - end - m_end.size()).toInt(&isNumber);
    m_exitCode = isNumber ? code : -1;
    m_rest.clear();
    return body;
}

} // namespace outcrop
