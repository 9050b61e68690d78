#include "widgets/code/block_lines.h"

#include <QRegularExpression>
#include <QStringList>

namespace outcrop {

namespace {

int indentOf(const QString &line)
{
    int indent = 0;
    while (indent < line.size() && line[indent] == QLatin1Char(' '))
        ++indent;
    return indent;
}

// What is indented deeper than line `first`, and a closing bracket at its own depth.
int endOfStatement(const QStringList &lines, int first)
{
    const int indent = indentOf(lines[first]);
    int last = first;
    for (int i = first + 1; i < lines.size(); ++i) {
        if (lines[i].isEmpty())
            continue;
        const QChar begin = lines[i].at(std::min(indentOf(lines[i]), lines[i].size() - 1));
        const bool closes = indentOf(lines[i]) == indent && QStringLiteral(")]}").contains(begin);
        if (indentOf(lines[i]) <= indent && !closes)
            break;
        last = i;
    }
    return last;
}

QVector<BlockLines> matching(const QStringList &lines, const QRegularExpression &beginning,
                             const QSet<QString> &blocks)
{
    QVector<BlockLines> result;
    for (int i = 0; i < lines.size(); ++i) {
        // A statement that does not fit its line names its block in the next one.
        const QString two = lines[i] + QLatin1Char('\n') + lines.value(i + 1).trimmed();
        const auto found = beginning.match(two);
        if (found.hasMatch() && blocks.contains(found.captured(1)))
            result.append({found.captured(1), i, endOfStatement(lines, i)});
    }
    return result;
}

} // namespace

QVector<BlockLines> blockLines(const QString &fileName, const QString &text,
                               const QSet<QString> &blocks)
{
    static const QRegularExpression python(
        QStringLiteral("^(?|def (?:load|make|apply)_([a-z][a-z0-9_]*)\\(|"
                       "SPLIT = \\{\\n?\"block\": \"([a-z][a-z0-9_]*)\"|"
                       " +with report\\.block\\(\"([a-z][a-z0-9_]*)\"\\):|"
                       " +report\\.latency\\(\\n?\"([a-z][a-z0-9_]*)\")"));
    static const QRegularExpression pipeline(QStringLiteral("^  - id: ([a-z][a-z0-9_]*)\\n"));
    static const QRegularExpression script(QStringLiteral("^scripts/([a-z][a-z0-9_]*)\\.py$"));

    const QStringList lines = text.split(QLatin1Char('\n'));
    if (const auto found = script.match(fileName); found.hasMatch())
        return {{found.captured(1), 0, std::max(0, int(lines.size()) - 2)}};
    if (fileName == QLatin1String("pipeline.outcrop"))
        return matching(lines, pipeline, blocks);
    if (fileName == QLatin1String("train.py") || fileName == QLatin1String("predict.py"))
        return matching(lines, python, blocks);
    return {};
}

} // namespace outcrop
