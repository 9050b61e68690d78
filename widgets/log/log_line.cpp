#include "widgets/log/log_line.h"

#include "widgets/log/log_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int tabWidth = 8;
constexpr int longestTraceback = 400;
const QLatin1String tracebackBegins("Traceback (most recent call last)");

bool isPlain(const QByteArray &bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// Where the escape sequence that begins at `at` ends: the first character behind it.
int endOfEscape(const QString &text, int at)
{
    const int size = text.size();
    const bool single = text[at].unicode() == 0x9b;
    int next = at + 1;
    const QChar kind = single ? QLatin1Char('[') : (next < size ? text[next++] : QChar());
    if (kind == QLatin1Char('[')) { // CSI: parameters, then one final character.
        while (next < size && text[next].unicode() >= 0x20 && text[next].unicode() < 0x40)
            ++next;
        return std::min(next + 1, size);
    }
    if (QStringLiteral("]PX^_").contains(kind)) { // Strings: until BEL or ESC \.
        while (next < size && text[next].unicode() != 7 && text[next].unicode() != 0x1b)
            ++next;
        return std::min(next < size && text[next].unicode() == 0x1b ? next + 2 : next + 1, size);
    }
    return next;
}

bool isBidiMark(ushort c)
{
    return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
           || (c >= 0x2066 && c <= 0x2069);
}

void appendVisible(QString &line, QChar c)
{
    const ushort code = c.unicode();
    if (c == QLatin1Char('\t'))
        line += QString(tabWidth - line.size() % tabWidth, QLatin1Char(' '));
    else if (code < 0x20)
        line += QChar(0x2400 + code); // Control pictures.
    else if (code == 0x7f)
        line += QChar(0x2421);
    else if ((code >= 0x80 && code < 0xa0) || code == 0x2028 || code == 0x2029)
        line += QChar(0xfffd);
    else if (isBidiMark(code))
        line += QStringLiteral("<U+%1>").arg(code, 4, 16, QLatin1Char('0')).toUpper();
    else
        line += c;
}

QString harmless(const QString &text, int longest)
{
    QString line;
    line.reserve(text.size());
    for (int i = 0; i < text.size() && line.size() <= longest;) {
        if (text[i].unicode() == 0x1b || text[i].unicode() == 0x9b)
            i = endOfEscape(text, i);
        else
            appendVisible(line, text[i++]);
    }
    return line;
}

} // namespace

QString shownLine(const QByteArray &bytes, int longest)
{
    // What a terminal would show of a progress bar: the last text that was written over it.
    int end = bytes.size();
    while (end > 0 && bytes[end - 1] == '\r')
        --end;
    const int begin = end > 0 ? bytes.lastIndexOf('\r', end - 1) + 1 : 0;
    const int size = std::min(end - begin, longest * 4 + 4);
    const QByteArray last = QByteArray::fromRawData(bytes.constData() + begin, size);
    QString line = isPlain(last)
                       ? QString::fromLatin1(last.constData(), last.size())
                       : harmless(QString::fromUtf8(last.constData(), last.size()), longest);
    if (line.size() > longest) {
        line.truncate(longest);
        line += QChar(0x2026);
    }
    return line;
}

LogLevel levelOfLine(const QString &line)
{
    static const QRegularExpression error(QStringLiteral(
        "\\b(?:ERROR|CRITICAL|FATAL|PANIC)\\b|\\b(?:[Ee]rror|[Ff]atal(?: error)?):|"
        "^(?:[A-Za-z_]\\w*\\.)*\\w*(?:Error|Exception|KeyboardInterrupt|SystemExit)(?::|$)|"
        "^Traceback \\(most recent|\\b(?:Segmentation fault|Killed|Out of memory)\\b"));
    static const QRegularExpression warning(
        QStringLiteral("\\bWARN(?:ING)?\\b|\\b[Ww]arning:|\\b\\w+Warning(?::|\\b)"));
    if (error.match(line).hasMatch())
        return LogLevel::Error;
    return warning.match(line).hasMatch() ? LogLevel::Warning : LogLevel::Plain;
}

LogLevel levelOf(const LogText &text, int line)
{
    const LogLevel own = levelOfLine(shownLine(text.line(line), 2000));
    if (own != LogLevel::Plain || !text.line(line).startsWith("  "))
        return own;
    for (int above = line - 1; above >= std::max(0, line - longestTraceback); --above) {
        const QByteArray bytes = text.line(above);
        if (!bytes.startsWith("  "))
            return shownLine(bytes, 200).startsWith(tracebackBegins) ? LogLevel::Error : own;
    }
    return own;
}

} // namespace outcrop
