#include "core/run_presenter/run_presenter.h"

#include "core/base/text.h"

#include <algorithm>

namespace outcrop {

namespace {

// Blocks of a job that has ended: none of them runs or waits any more.
void settle(QHash<QString, BlockRun> &blocks, const Attempt &attempt)
{
    const bool isGood = attempt.state == JobState::Succeeded;
    for (auto block = blocks.begin(); block != blocks.end();) {
        block->secondsLeft = -1;
        if (block->state == BlockRunState::Running) {
            block->state = isGood                                 ? BlockRunState::Done
                           : attempt.state == JobState::Cancelled ? BlockRunState::Cancelled
                                                                  : BlockRunState::Failed;
            if (block->state == BlockRunState::Failed)
                block->message = plainLine(attempt.reason);
        }
        if (block->state == BlockRunState::Waiting && isGood) {
            block = blocks.erase(block); // It took no part.
            continue;
        }
        if (block->state == BlockRunState::Waiting)
            block->state = BlockRunState::Cancelled;
        ++block;
    }
}

} // namespace

void RunPresenter::begin()
{
    m_reader = {};
    m_runs = BlockRuns(m_blocks);
    m_lag.reset();
    m_isNew = true;
}

void RunPresenter::show(const Job &job, const QStringList &blocks)
{
    m_job = job;
    m_blocks = blocks;
    m_taken.reset();
    begin();
}

void RunPresenter::hide()
{
    show({}, {});
}

void RunPresenter::update(const Job &job)
{
    if (job.uuid != m_job.uuid)
        return;
    const bool isAnew = job.attempt.number != m_job.attempt.number;
    m_isNew = m_isNew || isAnew || job.attempt.state != m_job.attempt.state
              || job.attempt.reason != m_job.attempt.reason;
    m_job = job;
    if (isAnew)
        begin();
}

void RunPresenter::addEvents(const QByteArray &bytes, qint64 now)
{
    for (const Event &event : m_reader.feed(bytes)) {
        const double lag = double(now) / 1000 - event.time;
        m_lag = std::min(m_lag.value_or(lag), lag);
        m_runs.add(event);
        m_isNew = true;
    }
}

RunView RunPresenter::view(qint64 now) const
{
    RunView view;
    view.uuid = m_job.uuid;
    view.title = m_job.title;
    view.state = m_job.attempt.state;
    view.blocks = m_runs.at(double(now) / 1000 - m_lag.value_or(0));
    if (isTerminal(view.state))
        settle(view.blocks, m_job.attempt);
    return view;
}

bool RunPresenter::isChanging() const
{
    return m_isNew || (m_runs.isAnyRunning() && !isTerminal(m_job.attempt.state));
}

std::optional<RunView> RunPresenter::take(qint64 now)
{
    if (!isChanging())
        return {};
    const qint64 interval = m_isNew ? shortestInterval : tick;
    if (m_taken && now >= *m_taken && now - *m_taken < interval)
        return {};
    m_taken = now;
    m_isNew = false;
    return view(now);
}

} // namespace outcrop
