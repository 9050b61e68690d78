#include "core/results/line_splitter.h"

namespace outcrop {

void LineSplitter::keep(const char *begin, int count)
{
    if (m_dropping)
        return;
    if (count > m_longest - m_rest.size()) {
        m_dropping = true;
        m_rest.clear();
        ++m_tooLong;
        return;
    }
    m_rest.append(begin, count);
}

std::vector<QByteArray> LineSplitter::feed(const QByteArray &bytes)
{
    std::vector<QByteArray> lines;
    int begin = 0;
    for (int end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', begin)) {
        keep(bytes.constData() + begin, end - begin);
        if (!m_dropping)
            lines.push_back(m_rest);
        m_dropping = false;
        m_rest.clear();
        begin = end + 1;
    }
    keep(bytes.constData() + begin, bytes.size() - begin);
    return lines;
}

} // namespace outcrop
