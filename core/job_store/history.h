#pragma once

#include "core/job_store/job_event.h"

#include <vector>

namespace outcrop {

// A row of a job's history for people: what happened, once or several times in a row.
struct HistoryRow
{
    QDateTime first, last; // UTC, this computer's clock.
    int count = 1;
    int attempt = 1;
    QString reason;  // A word or two, translated: "Running", "Tried again".
    QString message; // A sentence on one line; often empty.

    bool operator==(const HistoryRow &) const = default;
};

// Events as JobStore::events() gives them, oldest first; those that follow one another and say the
// same of the same attempt are one row.
std::vector<HistoryRow> historyOf(const std::vector<JobEvent> &events);

} // namespace outcrop
