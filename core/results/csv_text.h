#pragma once

#include <QByteArray>
#include <QStringList>

namespace outcrop {

// Cells of a CSV file as other programs read it: RFC 4180.

// Foreign text: one that a spreadsheet would take for a formula gets a leading quote.
QString csvText(QString text);

// The shortest digits that read back as the same number; empty if it is not finite.
QString csvNumber(double value);

// One line of finished cells, quoted where they need it, with its end.
QByteArray csvLine(const QStringList &cells);

} // namespace outcrop
