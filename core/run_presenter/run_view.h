#pragma once

#include "core/job_store/job.h"

#include <QHash>
#include <QVector>

namespace outcrop {

enum class BlockRunState { Waiting, Running, Done, Failed, Cancelled };

// How far one block of a running job is: what its card shows.
struct BlockRun
{
    BlockRunState state = BlockRunState::Waiting;
    double done = 0;
    double total = 0;        // 0: not known.
    QString unit;            // "folds", "epochs", "trees", "requests"; empty: no progress was told.
    double seconds = -1;     // Elapsed while it runs, taken when it is done; negative: not known.
    double secondsLeft = -1; // An estimate; negative: none yet.
    QString lossName;        // "log_loss"; empty: no loss recorded.
    QVector<double> losses;  // Of the newest fold, by step; at most 120, thinned.
    qint64 warnings = 0;     // How many the library gave.
    QString message;         // The error where it failed, else the last warning; one line.
    qint64 logOffset = -1;   // Of the log when the block began; negative: not known.

    friend bool operator==(const BlockRun &a, const BlockRun &b);
};

// One job as the canvas shows it. A value; a block without an entry is no part of the job.
struct RunView
{
    QString uuid;  // Empty: no job is shown.
    QString title; // "swift-fern-12"
    JobState state = JobState::Queued;
    QHash<QString, BlockRun> blocks; // By block id.
};

} // namespace outcrop
