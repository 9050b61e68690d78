#include "app/commands/preflight_output.h"

#include <QJsonArray>

namespace outcrop {

bool printPreflight(const Terminal &terminal, const std::vector<PreflightLine> &lines,
                    QJsonObject found)
{
    QJsonArray array;
    bool ok = true;
    for (const PreflightLine &line : lines) {
        ok = ok && (line.ok || line.mayRun);
        array << QJsonObject{
            {QStringLiteral("ok"), line.ok},
            {QStringLiteral("stops"), !line.ok && !line.mayRun},
            {QStringLiteral("what"), line.what},
            {QStringLiteral("fix"), line.fix.isEmpty() ? QJsonValue() : QJsonValue(line.fix)}};
        if (terminal.isJson())
            continue;
        terminal.line(QStringLiteral("%1 %2").arg(
            line.ok ? QStringLiteral("✓") : QStringLiteral("✗"), line.what));
        if (!line.ok)
            terminal.line(QStringLiteral("    ") + line.fix);
    }
    found.insert(QStringLiteral("ok"), ok);
    found.insert(QStringLiteral("lines"), array);
    if (terminal.isJson())
        terminal.object(found);
    return ok;
}

} // namespace outcrop
