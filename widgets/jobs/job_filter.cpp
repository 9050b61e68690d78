#include "widgets/jobs/job_filter.h"

#include <QMap>
#include <QRegularExpression>

#include <cmath>

namespace outcrop {

namespace {

QString folded(const QString &text)
{
    QString result = text.toCaseFolded();
    result.replace(QLatin1Char('-'), QLatin1Char(' ')).replace(QLatin1Char('_'), QLatin1Char(' '));
    return result.simplified();
}

std::optional<JobColumn> columnOf(const QString &word)
{
    static const QMap<QString, JobColumn> others{
        {QStringLiteral("data"), JobColumn::Pipeline},
        {QStringLiteral("name"), JobColumn::Pipeline},
        {QStringLiteral("model"), JobColumn::Best},
        {QStringLiteral("latency"), JobColumn::P95},
    };
    const QString key = word.toCaseFolded();
    if (others.contains(key))
        return others[key];
    for (int i = 0; i < jobColumnCount; ++i) {
        if (columnKey(JobColumn(i)) == key)
            return JobColumn(i);
    }
    return {};
}

bool compare(double number, const QString &comparison, double limit)
{
    if (!std::isfinite(number))
        return false;
    if (comparison == QLatin1String("<"))
        return number < limit;
    if (comparison == QLatin1String("<="))
        return number <= limit;
    if (comparison == QLatin1String(">"))
        return number > limit;
    return number >= limit;
}

} // namespace

JobFilter::JobFilter(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"RE((?:(\w+)\s*(!=|<=|>=|=|<|>)\s*)?(?:"([^"]*)"?|([^\s"]+)))RE"));
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const std::optional<JobColumn> column = columnOf(match.captured(1));
        const QString value = match.captured(3) + match.captured(4);
        if (column)
            m_terms.push_back({column, match.captured(2), folded(value)});
        else // No column of ours: the words as they were typed.
            m_terms.push_back({{}, QStringLiteral("="), folded(match.captured(0))});
    }
}

bool JobFilter::accepts(const std::function<QString(JobColumn)> &text,
                        const std::function<double(JobColumn)> &number) const
{
    const auto holds = [&](const Term &term) {
        if (!term.column) {
            for (int i = 0; i < jobColumnCount; ++i) {
                if (folded(text(JobColumn(i))).contains(term.value))
                    return true;
            }
            return false;
        }
        const bool isFound = folded(text(*term.column)).contains(term.value);
        if (term.comparison == QLatin1String("="))
            return isFound;
        if (term.comparison == QLatin1String("!="))
            return !isFound;
        bool isNumber = false;
        const double limit = term.value.toDouble(&isNumber);
        return isNumber && compare(number(*term.column), term.comparison, limit);
    };
    return std::all_of(m_terms.begin(), m_terms.end(), holds);
}

} // namespace outcrop
