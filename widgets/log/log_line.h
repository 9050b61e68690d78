#pragma once

#include <QByteArray>
#include <QString>

namespace outcrop {

class LogText;

// A line of a log as it is shown, on one line and harmless: what stands before the last carriage
// return is overwritten, escape sequences of terminals (ECMA-48) are left out, other control
// characters and bidirectional marks become visible, tabs become spaces up to every 8th column.
// Cut at `longest` characters with an ellipsis.
QString shownLine(const QByteArray &bytes, int longest = 20'000);

enum class LogLevel { Plain, Warning, Error };

// By what the line says itself: "ERROR", "FATAL", "ValueError: …", "WARNING", "UserWarning: …".
LogLevel levelOfLine(const QString &line);

// The same, and a line within a Python traceback is an error too.
LogLevel levelOf(const LogText &text, int line);

} // namespace outcrop
