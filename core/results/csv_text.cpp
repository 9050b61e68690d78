#include "core/results/csv_text.h"

#include "core/base/text.h"

#include <cmath>

namespace outcrop {

QString csvText(QString text)
{
    static const QString formula = QStringLiteral("=+-@\t\r");
    if (!text.isEmpty() && formula.contains(text[0]))
        text.prepend(QLatin1Char('\''));
    return text;
}

QString csvNumber(double value)
{
    return std::isfinite(value) ? formatFloat(value) : QString();
}

QByteArray csvLine(const QStringList &cells)
{
    QStringList quoted;
    for (QString cell : cells) {
        const bool needsQuotes = cell.contains(QLatin1Char(',')) || cell.contains(QLatin1Char('"'))
                                 || cell.contains(QLatin1Char('\n'))
                                 || cell.contains(QLatin1Char('\r'));
        cell.replace(QLatin1Char('"'), QLatin1String("\"\""));
        quoted << (needsQuotes ? QLatin1Char('"') + cell + QLatin1Char('"') : cell);
    }
    return quoted.join(QLatin1Char(',')).toUtf8() + "\r\n";
}

} // namespace outcrop
