#include "app/commands/log_writer.h"

#include "core/base/text.h"

#include <unistd.h>

namespace outcrop {

namespace {

constexpr int longestLine = 8192; // A line without end must not fill the memory.

} // namespace

LogWriter::LogWriter(const Terminal &terminal)
    : m_terminal(terminal), m_raw(!terminal.isJson() && isatty(STDOUT_FILENO) == 0)
{
}

void LogWriter::write(const QByteArray &bytes)
{
    if (m_raw) {
        m_terminal.data(bytes);
        return;
    }
    m_rest += bytes;
    int begin = 0;
    for (;;) {
        int end = m_rest.indexOf('\n', begin);
        const bool whole = end >= 0;
        if (!whole && m_rest.size() - begin <= longestLine)
            break;
        if (!whole)
            end = begin + longestLine;
        writeLine(m_rest.mid(begin, end - begin));
        begin = end + (whole ? 1 : 0);
    }
    m_rest.remove(0, begin);
}

void LogWriter::finish()
{
    if (!m_rest.isEmpty())
        writeLine(m_rest);
    m_rest.clear();
}

void LogWriter::writeLine(const QByteArray &line)
{
    const QString text = QString::fromUtf8(line);
    if (m_terminal.isJson())
        m_terminal.object({{QStringLiteral("line"), text}});
    else
        m_terminal.line(plainLine(text, longestLine));
}

} // namespace outcrop
