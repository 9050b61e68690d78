#include "core/hosts/follow_frames.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::FollowFrames)
};

constexpr int longestHeader = 128;
constexpr qint64 longestPart = 1 << 20;

tl::unexpected<Error> garbled()
{
    return failure(ErrorKind::Corrupt, Tr::tr("The host's stream of the log cannot be read."));
}

std::optional<qint64> number(const QByteArray &text)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    return isNumber && value >= 0 ? std::optional(value) : std::nullopt;
}

} // namespace

FollowFrames::FollowFrames(const QByteArray &nonce) : m_mark('@' + nonce + ' ') {}

Result<> FollowFrames::add(const QByteArray &bytes, const Sink &sink)
{
    m_rest += bytes;
    for (;;) {
        const Result<bool> taken = takeFrame(sink);
        if (!taken)
            return failure(taken.error());
        if (!*taken)
            return {};
    }
}

// False: more bytes are needed, or none are any more.
Result<bool> FollowFrames::takeFrame(const Sink &sink)
{
    if (m_end) {
        m_rest.clear();
        return false;
    }
    if (m_part) {
        if (m_rest.size() < m_missing)
            return false;
        m_part->bytes = m_rest.left(int(m_missing));
        m_rest.remove(0, int(m_missing));
        sink(*m_part);
        m_part.reset();
        return true;
    }
    const int newline = m_rest.indexOf('\n');
    if (newline > longestHeader || (newline < 0 && m_rest.size() > longestHeader))
        return garbled();
    if (newline < 0)
        return false;
    const QByteArray line = m_rest.left(newline);
    m_rest.remove(0, newline + 1);
    if (const Result<> read = readHeader(line); !read)
        return failure(read.error());
    return true;
}

Result<> FollowFrames::readHeader(const QByteArray &line)
{
    if (!line.startsWith(m_mark))
        return garbled();
    const QList<QByteArray> words = line.mid(m_mark.size()).trimmed().split(' ');
    if (words.size() == 1 && words[0] == ".")
        return {};
    if (words[0] == "end" && words.size() >= 2) {
        m_end = attemptStateFromName(words[1]);
        if (words.size() > 2) {
            if (const std::optional<qint64> code = number(words[2]); code && *code < 1000)
                m_exitCode = int(*code);
        }
        return m_end ? Result<>() : garbled();
    }
    if (words.size() != 3 || (words[0] != "L" && words[0] != "E"))
        return garbled();
    const std::optional<qint64> offset = number(words[1]), count = number(words[2]);
    if (!offset || !count || *count > longestPart)
        return garbled();
    m_part = StreamPart{words[0] == "L" ? Stream::Log : Stream::Events, *offset, {}};
    m_missing = *count;
    return {};
}

} // namespace outcrop
