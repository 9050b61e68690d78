#pragma once

#include "core/job_store/job.h"
#include "core/results/job_summary.h"

#include <optional>

namespace outcrop {

// What the events of a job tell of how far it is.
struct JobProgress
{
    int finishedModels = 0;
    int models = 0; // That are compared; 0: not known.
    qint64 warnings = 0;
    QString failedIn; // The title of the block that failed; empty: none.
};

// What lies before a job that has not ended.
struct JobOutlook
{
    int place = 0;         // In the queue of its host, 1 is the next; 0: it does not wait there.
    bool isPaused = false; // The queue.
    QString forecast;      // "about 3 min, from 4 runs"; empty: nobody knows.
    bool isHeld = false;   // Nothing is sent, as the list of hosts cannot be read.
};

// What the table shows of one job.
struct JobRow
{
    Job job;
    QString host;    // The profile's title.
    QString address; // "ann@cpu1:2222"; empty: this computer.
    std::optional<JobSummary> summary;
    QString problem; // Why there is no summary though there are results.
    QDateTime seen;  // When the host told something of it; UTC; invalid: not yet.
    LinkState link = LinkState::Ok;
    QString linkText; // What is wrong with the link.
    JobProgress progress;
    JobOutlook outlook;
};

enum class JobColumn {
    Job,
    Pipeline,
    Host,
    Address,
    State,
    Seen,
    Started,
    Duration,
    Best,
    Score,
    Test,
    P95,
    Warnings,
    Kept,
    Attempt,
    Folder,
};
constexpr int jobColumnCount = 16;

// For settings and the search field: "p95".
QString columnKey(JobColumn column);
QString columnTitle(JobColumn column);
bool isNumeric(JobColumn column); // Figures: at the right, sorted as such.
// Whether it is shown before a person chose.
bool isShownByDefault(JobColumn column);

} // namespace outcrop
