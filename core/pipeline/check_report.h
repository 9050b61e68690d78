#pragma once

#include "core/pipeline/check_graph.h"
#include "core/pipeline/problem.h"

#include <functional>
#include <vector>

namespace outcrop {

// Collects what the checks find, and puts it in file order at the end.
class CheckReport
{
public:
    explicit CheckReport(const CheckGraph &graph) : m_graph(graph) {}

    static constexpr int wholePipeline = -1;

    // The Problem may be completed (attribute, fixes) until the next is added.
    Problem &error(int place, const char *code, const QString &message)
    {
        return add(place, Problem::Severity::Error, code, message);
    }
    Problem &notice(int place, const char *code, const QString &message)
    {
        return add(place, Problem::Severity::Notice, code, message);
    }

    // The word of known() that was meant, as nearest() finds it; only for the first hundred, for it
    // is slow.
    QString meant(const QString &word, const std::function<QStringList()> &known);

    QVector<Problem> inFileOrder();

private:
    struct Entry
    {
        int place;
        Problem problem;
    };

    Problem &add(int place, Problem::Severity severity, const char *code, const QString &message);

    const CheckGraph &m_graph;
    std::vector<Entry> m_entries;
    int m_suggestions = 0;
};

} // namespace outcrop
