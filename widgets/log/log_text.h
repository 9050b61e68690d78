#pragma once

#include <QByteArray>

#include <vector>

namespace outcrop {

// The bytes of a log and where its lines begin. Lines count from 0 among those that are kept.
// Memory: the bytes and 4 a line, as far as vectors grow; one append to an empty log copies
// nothing.
class LogText
{
public:
    static constexpr int defaultCap = 256 << 20; // Bytes.

    explicit LogText(int cap = defaultCap) : m_cap(cap) {}

    // Returns how many lines went at the front because there is no room for more than the cap.
    int append(const QByteArray &bytes);
    // Forgets the text, not how much there has been: offsets go on.
    void clear();

    int lineCount() const { return int(m_starts.size()); } // A last one without an end counts too.
    // Without its end (`\n`, `\r\n`). Borrowed until the next change.
    QByteArray line(int line) const;
    int longestLine() const { return m_longest; } // Bytes; of all lines there have been.

    const QByteArray &bytes() const { return m_bytes; }
    qint64 droppedBytes() const { return m_droppedBytes; } // In front of the first line.
    qint64 droppedLines() const { return m_droppedLines; }
    qint64 endOffset() const { return m_droppedBytes + m_bytes.size(); }
    // Which line holds a byte of the stream, counted from its beginning; the first or the last one
    // where it is not kept. -1: there are no lines.
    int lineAt(qint64 offset) const;

    // Lines from `from` on that hold these bytes; letters of ASCII in either case. At most `most`.
    std::vector<int> linesWith(const QByteArray &bytes, int from, size_t most) const;

private:
    void dropBeginning();

    QByteArray m_bytes;
    std::vector<quint32> m_starts;
    int m_cap;
    int m_longest = 0;
    qint64 m_droppedBytes = 0;
    qint64 m_droppedLines = 0;
};

} // namespace outcrop
