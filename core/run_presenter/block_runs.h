#pragma once

#include "core/results/event.h"
#include "core/results/metric_series.h"
#include "core/run_presenter/run_view.h"

#include <QSet>
#include <QStringList>

namespace outcrop {

// What a job's events say of the blocks of its pipeline. Events of other blocks are ignored, so
// that a hostile job cannot fill the memory. Times are seconds by the host's clock.
class BlockRuns
{
public:
    explicit BlockRuns(const QStringList &blocks = {});

    void add(const Event &event);

    bool isAnyRunning() const;
    // Elapsed times and estimates as they are at `time`.
    QHash<QString, BlockRun> at(double time) const;

private:
    struct Track
    {
        BlockRun run;
        std::optional<double> began; // While it runs.
        double spent = 0;            // Seconds of what ended.
        double progressAt = 0;       // When `done` was told.
        std::optional<int> fold;     // Of the losses.
        QString split;               // Of the losses.
        std::vector<MetricSample> losses;
    };

    void take(double time, const BlockStarted &event);
    void take(double time, const BlockFinished &event);
    void take(double time, const BlockFailed &event);
    void take(double time, const WarningSeen &event);
    void take(double time, const Progress &event);
    void take(double time, const MetricEvent &event);
    template<class Other>
    void take(double, const Other &) // Says nothing of a block.
    {
    }

    Track *find(const QString &block);
    bool isCandidateRunning(const QString &model) const;
    void endSteps(const QString &model);

    QHash<QString, Track> m_tracks;
    // Steps that are fitted within the folds of a candidate: they run as long as it does.
    QHash<QString, QSet<QString>> m_steps;
};

} // namespace outcrop
