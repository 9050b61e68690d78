#pragma once

#include "core/results/event.h"
#include "core/results/line_splitter.h"

#include <vector>

namespace outcrop {

// Reads events.jsonl while it grows, as hostile input: lines up to 64 KiB, names up to 128 bytes. A
// line that is not an event of version 1, or lacks what its kind must have, is counted and skipped;
// unknown kinds and keys are ignored.
class EventReader
{
public:
    // The events of the lines that became complete.
    std::vector<Event> feed(const QByteArray &bytes);

    qint64 badLines() const { return m_badLines + m_lines.tooLong(); }

private:
    LineSplitter m_lines{64 << 10};
    qint64 m_badLines = 0;
};

} // namespace outcrop
