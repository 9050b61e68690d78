#include "widgets/log/log_text.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace outcrop {

namespace {

using Table = std::array<int, 256>;

unsigned char folded(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte;
}

// How far a window may move whose last byte is this one: Horspool, "Practical fast searching in
// strings" (1980), over letters without case.
Table shiftsOf(const QByteArray &word)
{
    Table shifts;
    shifts.fill(word.size());
    for (int i = 0; i + 1 < word.size(); ++i) {
        const unsigned char c = folded(word[i]);
        shifts[c] = word.size() - 1 - i;
        if (c >= 'a' && c <= 'z')
            shifts[size_t(c - ('a' - 'A'))] = shifts[c];
    }
    return shifts;
}

bool isAt(const char *at, const QByteArray &word)
{
    return std::equal(word.begin(), word.end(), at,
                      [](char a, char b) { return folded(a) == folded(b); });
}

// The first place from `at` on, or `end`.
const char *findWord(const char *at, const char *end, const QByteArray &word, const Table &shifts)
{
    const int last = word.size() - 1;
    while (end - at > last) {
        if (folded(at[last]) == folded(word[last]) && isAt(at, word))
            return at;
        at += shifts[static_cast<unsigned char>(at[last])];
    }
    return end;
}

} // namespace

int LogText::append(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return 0;
    const qint64 droppedBefore = m_droppedLines;
    const bool startsLine = m_bytes.isEmpty() || m_bytes.endsWith('\n');
    qint64 from = m_bytes.size();
    if (bytes.size() > m_cap) {
        m_droppedLines += qint64(m_starts.size());
        m_droppedBytes += m_bytes.size() + bytes.size() - m_cap;
        m_droppedLines += std::count(bytes.begin(), bytes.end() - m_cap, '\n');
        m_starts.clear();
        m_bytes = bytes.right(m_cap);
        from = 0;
    } else if (m_bytes.isEmpty()) {
        m_bytes = bytes;
    } else {
        m_bytes += bytes;
    }
    if (startsLine || m_starts.empty())
        m_starts.push_back(quint32(from));

    const char *const begin = m_bytes.constData();
    const char *const end = begin + m_bytes.size();
    const char *line = begin + m_starts.back();
    for (const char *at = begin + from; at < end;) {
        const char *const found =
            static_cast<const char *>(std::memchr(at, '\n', size_t(end - at)));
        m_longest = std::max(m_longest, int((found ? found : end) - line));
        if (!found || found + 1 == end)
            break;
        at = line = found + 1;
        m_starts.push_back(quint32(at - begin));
    }
    if (m_bytes.size() > m_cap)
        dropBeginning();
    return int(m_droppedLines - droppedBefore);
}

// Down to three quarters, so that it is not done for every line.
void LogText::dropBeginning()
{
    const auto keep = std::lower_bound(m_starts.begin(), m_starts.end() - 1,
                                       quint32(m_bytes.size() - m_cap / 4 * 3));
    const quint32 bytes = *keep;
    m_droppedLines += keep - m_starts.begin();
    m_bytes.remove(0, int(bytes));
    m_starts.erase(m_starts.begin(), keep);
    for (quint32 &start : m_starts)
        start -= bytes;
    m_droppedBytes += bytes;
}

void LogText::clear()
{
    m_droppedBytes += m_bytes.size();
    m_droppedLines += qint64(m_starts.size());
    m_bytes.clear();
    m_starts.clear();
    m_longest = 0;
}

QByteArray LogText::line(int line) const
{
    const auto begin = int(m_starts[size_t(line)]);
    int end = line + 1 < lineCount() ? int(m_starts[size_t(line) + 1]) : m_bytes.size();
    if (end > begin && m_bytes[end - 1] == '\n')
        --end;
    if (end > begin && m_bytes[end - 1] == '\r')
        --end;
    return QByteArray::fromRawData(m_bytes.constData() + begin, end - begin);
}

int LogText::lineAt(qint64 offset) const
{
    const qint64 within = std::max<qint64>(0, offset - m_droppedBytes);
    const auto after =
        std::upper_bound(m_starts.begin(), m_starts.end(), within,
                         [](qint64 value, quint32 start) { return value < qint64(start); });
    return int(after - m_starts.begin()) - 1;
}

std::vector<int> LogText::linesWith(const QByteArray &bytes, int from, size_t most) const
{
    std::vector<int> lines;
    if (bytes.isEmpty() || from >= lineCount())
        return lines;
    const Table shifts = shiftsOf(bytes);
    const char *const begin = m_bytes.constData();
    const char *const end = begin + m_bytes.size();
    const char *at = begin + m_starts[size_t(from)];
    while (lines.size() < most) {
        at = findWord(at, end, bytes, shifts);
        if (at == end)
            break;
        const int line = lineAt(m_droppedBytes + (at - begin));
        lines.push_back(line);
        if (line + 1 == lineCount())
            break;
        at = begin + m_starts[size_t(line) + 1];
    }
    return lines;
}

} // namespace outcrop
