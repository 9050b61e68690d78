#pragma once

#include <cstring>

namespace outcrop {

// Goes through a file line by line, and through a line character by character. Borrows the bytes.
struct YamlLines
{
    YamlLines(const char *bytes, int size) : fileEnd(bytes + size), m_next(bytes) {}

    int column() const { return int(at - lineStart); }
    bool atLineEnd() const
    {
        return at == lineEnd || (*at == '#' && (at == lineStart || at[-1] == ' '));
    }
    bool atDash() const { return *at == '-' && (at + 1 == lineEnd || at[1] == ' '); }

    void skipSpaces()
    {
        while (at < lineEnd && *at == ' ')
            ++at;
    }

    bool takeLine()
    {
        if (m_next == fileEnd)
            return false;
        lineStart = at = m_next;
        const void *found = std::memchr(m_next, '\n', size_t(fileEnd - m_next));
        lineEnd = found ? static_cast<const char *>(found) : fileEnd;
        m_next = found ? lineEnd + 1 : fileEnd;
        ++line;
        return true;
    }

    // To the next line that says something.
    void nextLine()
    {
        while (takeLine()) {
            skipSpaces();
            if (at < lineEnd && *at != '#') {
                indent = column();
                return;
            }
        }
        atEnd = true;
        indent = -1;
    }

    const char *const fileEnd;
    const char *lineStart = nullptr, *lineEnd = nullptr, *at = nullptr;
    int line = 0;    // Counted from 1.
    int indent = -1; // Of this line; -1: there is none any more.
    bool atEnd = false;

private:
    const char *m_next;
};

} // namespace outcrop
