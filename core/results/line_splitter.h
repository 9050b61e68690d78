#pragma once

#include <QByteArray>

#include <vector>

namespace outcrop {

// Cuts bytes that arrive in any portions into lines. Keeps the unfinished one; a line longer than
// `longest` bytes is counted and dropped while it arrives, so memory stays bounded.
class LineSplitter
{
public:
    explicit LineSplitter(int longest) : m_longest(longest) {}

    // The lines that became complete, without their line feed.
    std::vector<QByteArray> feed(const QByteArray &bytes);

    qint64 tooLong() const { return m_tooLong; }

private:
    void keep(const char *begin, int count);

    int m_longest;
    QByteArray m_rest;
    bool m_dropping = false;
    qint64 m_tooLong = 0;
};

} // namespace outcrop
