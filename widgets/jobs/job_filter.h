#pragma once

#include "widgets/jobs/job_row.h"

#include <functional>
#include <vector>

namespace outcrop {

// What a person types to find jobs: words that must all be found in some column, and conditions on
// one: `pipeline = breast-cancer`, `state != failed`, `score > 0.99`, `"two words"`. `data` and
// `name` mean the pipeline, `model` the best one. Case, hyphens and underscores do not count.
class JobFilter
{
public:
    JobFilter() = default;
    explicit JobFilter(const QString &text);

    bool isEmpty() const { return m_terms.empty(); }
    // `text` and `number` give what a column shows; number is NaN where there is none.
    bool accepts(const std::function<QString(JobColumn)> &text,
                 const std::function<double(JobColumn)> &number) const;

private:
    struct Term
    {
        std::optional<JobColumn> column; // None: any.
        QString comparison;              // "=", "!=", "<", ">", "<=", ">="
        QString value;                   // Folded.
    };

    std::vector<Term> m_terms;
};

} // namespace outcrop
