#include "core/run_presenter/block_runs.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

constexpr std::size_t mostKept = 2000; // Samples of a fold while it runs.
constexpr std::size_t mostShown = 120;
constexpr int longestMessage = 300;

bool isStepOf(const Subject &subject)
{
    return !subject.model.isEmpty() && subject.model != subject.block;
}

// Losses by their usual names before others, so that the sparkline falls.
const QString &lossAmong(const NamedNumbers &values)
{
    for (const auto &[name, value] : values) {
        if (name.contains(QLatin1String("loss")) || name.contains(QLatin1String("deviance")))
            return name;
    }
    return values.begin()->first;
}

QVector<double> shown(std::vector<MetricSample> samples)
{
    while (samples.size() > mostShown)
        samples = thinned(samples);
    QVector<double> values;
    for (const MetricSample &sample : samples)
        values.push_back(sample.value);
    return values;
}

} // namespace

BlockRuns::BlockRuns(const QStringList &blocks)
{
    for (const QString &block : blocks)
        m_tracks.insert(block, {});
}

BlockRuns::Track *BlockRuns::find(const QString &block)
{
    const auto found = m_tracks.find(block);
    return found == m_tracks.end() ? nullptr : &*found;
}

void BlockRuns::add(const Event &event)
{
    std::visit([&](const auto &data) { take(event.time, data); }, event.data);
}

bool BlockRuns::isCandidateRunning(const QString &model) const
{
    return m_tracks.value(model).run.state == BlockRunState::Running;
}

void BlockRuns::take(double time, const BlockStarted &event)
{
    Track *track = find(event.subject.block);
    if (!track)
        return;
    if (isStepOf(event.subject) && m_tracks.contains(event.subject.model))
        m_steps[event.subject.model].insert(event.subject.block);
    if (track->run.logOffset < 0)
        track->run.logOffset = event.logOffset.value_or(-1);
    track->began = time;
    if (track->run.state != BlockRunState::Failed)
        track->run.state = BlockRunState::Running;
}

void BlockRuns::take(double, const BlockFinished &event)
{
    Track *track = find(event.subject.block);
    if (!track)
        return;
    track->spent += event.seconds;
    track->began.reset();
    const bool goesOn = isStepOf(event.subject) && isCandidateRunning(event.subject.model);
    if (track->run.state != BlockRunState::Failed && !goesOn)
        track->run.state = BlockRunState::Done;
    endSteps(event.subject.block);
}

void BlockRuns::take(double time, const BlockFailed &event)
{
    Track *track = find(event.subject.block);
    if (!track)
        return;
    if (track->began)
        track->spent += std::max(0.0, time - *track->began);
    track->began.reset();
    track->run.state = BlockRunState::Failed;
    track->run.message = plainLine(event.error, longestMessage);
    endSteps(event.subject.block);
}

void BlockRuns::endSteps(const QString &model)
{
    for (const QString &step : m_steps.take(model)) {
        Track &track = m_tracks[step];
        if (track.run.state == BlockRunState::Running && !track.began)
            track.run.state = BlockRunState::Done;
    }
}

void BlockRuns::take(double, const WarningSeen &event)
{
    Track *track = find(event.subject.block.isEmpty() ? event.subject.model : event.subject.block);
    if (!track)
        return;
    track->run.warnings += event.count;
    if (track->run.state != BlockRunState::Failed)
        track->run.message =
            plainLine(event.category + QLatin1String(": ") + event.text, longestMessage);
}

void BlockRuns::take(double time, const Progress &event)
{
    Track *track = find(event.block);
    if (!track)
        return;
    track->run.done = event.done;
    track->run.total = event.total;
    track->run.unit = event.unit;
    track->progressAt = time;
}

void BlockRuns::take(double, const MetricEvent &event)
{
    Track *track = find(event.subject.model);
    if (!track || event.values.empty())
        return;
    const bool isFirst = track->run.lossName.isEmpty();
    if (isFirst) {
        track->run.lossName = lossAmong(event.values);
        track->split = event.split;
    }
    const auto value = event.values.find(track->run.lossName);
    if (event.split != track->split || value == event.values.end() || !std::isfinite(value->second))
        return;
    if (track->fold != event.subject.fold)
        track->losses.clear();
    track->fold = event.subject.fold;
    while (!track->losses.empty() && track->losses.back().step >= event.step)
        track->losses.pop_back();
    track->losses.push_back({event.step, value->second});
    if (track->losses.size() > mostKept)
        track->losses = thinned(track->losses);
}

bool BlockRuns::isAnyRunning() const
{
    return std::any_of(m_tracks.begin(), m_tracks.end(),
                       [](const Track &track) { return track.began.has_value(); });
}

QHash<QString, BlockRun> BlockRuns::at(double time) const
{
    QHash<QString, BlockRun> runs;
    for (auto track = m_tracks.begin(); track != m_tracks.end(); ++track) {
        BlockRun run = track->run;
        const double running = track->began ? std::max(0.0, time - *track->began) : 0;
        if (run.state != BlockRunState::Waiting)
            run.seconds = track->spent + running;
        if (track->began && run.done > 0 && run.done < run.total) {
            const double each = std::max(0.0, track->progressAt - *track->began) / run.done;
            run.secondsLeft = std::max(0.0, each * run.total - running);
        }
        run.losses = shown(track->losses);
        runs.insert(track.key(), run);
    }
    return runs;
}

} // namespace outcrop
