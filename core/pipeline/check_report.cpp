#include "core/pipeline/check_report.h"

#include "core/base/text.h"

#include <algorithm>

namespace outcrop {

Problem &CheckReport::add(int place, Problem::Severity severity, const char *code,
                          const QString &message)
{
    Problem problem;
    problem.severity = severity;
    problem.code = QLatin1String(code);
    problem.message = message;
    problem.block = place == wholePipeline ? BlockId{} : m_graph.node(place).id;
    m_entries.push_back({place, std::move(problem)});
    return m_entries.back().problem;
}

QString CheckReport::meant(const QString &word, const std::function<QStringList()> &known)
{
    constexpr int mostSuggestions = 100;
    return ++m_suggestions > mostSuggestions ? QString() : nearest(word.left(100), known());
}

QVector<Problem> CheckReport::inFileOrder()
{
    std::stable_sort(m_entries.begin(), m_entries.end(),
                     [](const Entry &a, const Entry &b) { return a.place < b.place; });
    QVector<Problem> problems;
    problems.reserve(int(m_entries.size()));
    for (Entry &entry : m_entries)
        problems << std::move(entry.problem);
    return problems;
}

} // namespace outcrop
