#pragma once

#include "core/results/event_reader.h"
#include "core/run_presenter/block_runs.h"

#include <optional>

namespace outcrop {

// Turns what is known of one job into what the canvas shows of it, often enough to look live and
// seldom enough to cost nothing. Times are milliseconds since 1970 by this computer's clock; the
// host's own clock may be wrong.
class RunPresenter
{
public:
    static constexpr qint64 shortestInterval = 200; // Between two views, milliseconds.
    static constexpr qint64 tick = 1000;            // Between two that differ in time alone.

    // Shows this job from now on; `blocks` are those of the pipeline it was made from. What is
    // known of another job is forgotten.
    void show(const Job &job, const QStringList &blocks);
    // Shows no job.
    void hide();

    QString uuid() const { return m_job.uuid; }

    // What became of the job. Another job is ignored; another attempt begins anew.
    void update(const Job &job);
    // The next bytes of events.jsonl, in any portions.
    void addEvents(const QByteArray &bytes, qint64 now);

    // The view, if there is something new to see and the last one was taken long enough ago. To be
    // asked every `shortestInterval` while isChanging().
    std::optional<RunView> take(qint64 now);
    RunView view(qint64 now) const;

    // Whether take() will give another view without further calls.
    bool isChanging() const;

private:
    void begin();

    Job m_job; // Without uuid: none.
    QStringList m_blocks;
    EventReader m_reader;
    BlockRuns m_runs;
    std::optional<double> m_lag; // Seconds this computer's clock is ahead of the host's, at most.
    std::optional<qint64> m_taken;
    bool m_isNew = false; // Since the last view.
};

} // namespace outcrop
