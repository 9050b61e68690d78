#pragma once

#include "app/commands/terminal.h"

namespace outcrop {

// A job's log on its way to stdout. A terminal gets it without control sequences: a log is foreign
// text. Files and pipes get its bytes; --json gets an object a line.
class LogWriter
{
public:
    explicit LogWriter(const Terminal &terminal);

    void write(const QByteArray &bytes);
    void finish(); // The last line may lack its newline.

private:
    void writeLine(const QByteArray &line);

    const Terminal &m_terminal;
    bool m_raw;
    QByteArray m_rest;
};

} // namespace outcrop
