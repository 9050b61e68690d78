#include "widgets/problems/problem_row.h"

#include "core/pipeline/naming.h"

#include <algorithm>

namespace outcrop {

namespace {

ProblemRow rowOf(const Problem &problem, const Pipeline &pipeline, const Catalog &catalog)
{
    const Block *block = pipeline.find(problem.block);
    if (!block)
        return {problem, {}, problem.message};
    const QString title = displayTitle(*block, catalog);
    QString rest = problem.message;
    if (rest.startsWith(title + QLatin1Char(' ')) || rest.startsWith(title + QLatin1Char(':')))
        rest.remove(0, title.size());
    if (rest.startsWith(QLatin1Char(':')))
        rest.remove(0, 1);
    return {problem, title, rest.trimmed()};
}

} // namespace

QVector<ProblemRow> problemRows(const QVector<Problem> &problems, const Pipeline &pipeline,
                                const Catalog &catalog)
{
    QVector<ProblemRow> rows;
    for (const Problem &problem : problems)
        rows << rowOf(problem, pipeline, catalog);
    std::stable_sort(rows.begin(), rows.end(), [](const ProblemRow &a, const ProblemRow &b) {
        return a.problem.severity < b.problem.severity;
    });
    return rows;
}

} // namespace outcrop
