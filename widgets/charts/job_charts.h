#pragma once

#include "core/results/event_record.h"
#include "widgets/charts/chart.h"

#include <memory>

namespace outcrop {

// What the charts of one job are made from. Cheap to copy.
struct ChartedJob
{
    QString title;                        // "swift-fern-12"
    std::shared_ptr<const Report> report; // Of the results, or EventRecord::report().
    std::shared_ptr<const EventRecord> events;
    bool hasResults = false; // Else only what the events say is shown.
};

// The charts that apply to these jobs, in the order of their tabs: Loss, ROC, Precision–recall,
// Confusion, Predicted and true, Residuals, Scores, Latency, Resources. Those of several jobs
// overlay them. Blocks as long as reading the predictions takes: for another thread.
std::vector<Chart> makeCharts(const std::vector<ChartedJob> &jobs);

} // namespace outcrop
