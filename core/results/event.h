#pragma once

#include <QString>

#include <map>
#include <optional>
#include <variant>

namespace outcrop {

// What a running job says of itself: core/hosts/PROTOCOL.md, section 4. Texts are foreign: show
// them by plainLine().

// What an event is about. Empty or absent where the event does not say.
struct Subject
{
    QString block;
    QString model;           // The block of a candidate, or "baseline".
    std::optional<int> fold; // From 0; absent for the final refit and the test part.
};

struct BlockStarted
{
    Subject subject;
    std::optional<qint64> logOffset; // Bytes of the log by then, where the job could tell.
};

struct BlockFinished
{
    Subject subject;
    double seconds = 0;
};

struct BlockFailed
{
    Subject subject;
    QString error;
    std::optional<int> line; // Of train.py.
};

struct WarningSeen
{
    Subject subject;
    QString category;
    QString text;
    qint64 count = 1;
};

struct Progress
{
    QString block;
    double done = 0;
    double total = 0;
    QString unit; // "folds", "epochs", "trees", "requests"
};

using NamedNumbers = std::map<QString, double>; // May be NaN or infinite.

struct MetricEvent
{
    Subject subject;
    QString split; // "train" or "validation"
    qint64 step = 0;
    QString unit; // Of the step: "epoch", "tree", "iteration".
    NamedNumbers values;
    bool isAfterFit = false; // Told when training was over: its time says nothing of the step.
};

struct ScoresEvent
{
    Subject subject;
    QString split; // "validation" or "test"
    NamedNumbers values;
    double fitSeconds = 0;
};

struct LatencyEvent
{
    Subject subject;
    int batch = 1;
    int threads = 1;
    int repeat = 0;
    qint64 requests = 0;
    NamedNumbers milliseconds; // By "p50", "p99.9".
};

struct HostLoad
{
    double cpuPercent = 0; // Of one core.
    qint64 memoryBytes = 0;
    double load = 0; // One minute.
};

struct JobFinished
{
    QString winner;
    QString metric;
    double mean = 0;
    double sd = 0;
};

struct Event
{
    double time = 0; // Seconds since 1970, by the host's clock.
    std::variant<BlockStarted, BlockFinished, BlockFailed, WarningSeen, Progress, MetricEvent,
                 ScoresEvent, LatencyEvent, HostLoad, JobFinished>
        data;

    template<class T>
    const T *as() const // nullptr if it is of another kind.
    {
        return std::get_if<T>(&data);
    }
};

} // namespace outcrop
