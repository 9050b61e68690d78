#include "widgets/canvas/canvas_marks.h"

namespace outcrop {

QHash<BlockId, ProblemMark> problemMarks(const QVector<Problem> &problems)
{
    QHash<BlockId, ProblemMark> marks;
    for (const Problem &problem : problems) {
        if (problem.block == BlockId{})
            continue;
        ProblemMark &mark = marks[problem.block];
        if (problem.severity == Problem::Severity::Error)
            mark.severity = Problem::Severity::Error;
        mark.messages << problem.message;
    }
    return marks;
}

QStringList changedRuns(const RunView &before, const RunView &after)
{
    QStringList changed;
    for (auto it = after.blocks.begin(); it != after.blocks.end(); ++it) {
        const auto old = before.blocks.find(it.key());
        if (old == before.blocks.end() || !(*old == *it))
            changed << it.key();
    }
    for (auto it = before.blocks.begin(); it != before.blocks.end(); ++it) {
        if (!after.blocks.contains(it.key()))
            changed << it.key();
    }
    return changed;
}

} // namespace outcrop
