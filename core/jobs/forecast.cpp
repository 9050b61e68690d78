#include "core/jobs/forecast.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Forecast)
};

// Clocks of hosts are set back at times: such a run says nothing.
std::optional<qint64> secondsOf(const Job &job)
{
    const Attempt &attempt = job.attempt;
    if (attempt.state != JobState::Succeeded || !attempt.startedAt || !attempt.endedAt
        || *attempt.endedAt < *attempt.startedAt)
        return std::nullopt;
    return *attempt.endedAt - *attempt.startedAt;
}

std::optional<Forecast> medianOf(std::vector<qint64> seconds)
{
    if (seconds.empty())
        return std::nullopt;
    std::sort(seconds.begin(), seconds.end());
    const size_t middle = seconds.size() / 2;
    const qint64 median =
        seconds.size() % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle] + 1) / 2;
    return Forecast{median, int(seconds.size())};
}

} // namespace

std::optional<Forecast> forecastOf(const Job &job, const std::vector<Job> &others)
{
    std::vector<qint64> same, alike;
    for (const Job &other : others) {
        const auto seconds = secondsOf(other);
        if (!seconds || other.uuid == job.uuid || other.attempt.host != job.attempt.host)
            continue;
        if (other.packageSha256 == job.packageSha256)
            same.push_back(*seconds);
        else if (!job.pipeline.isEmpty() && !other.pipeline.isEmpty() && other.name == job.name)
            alike.push_back(*seconds);
    }
    return medianOf(same.empty() ? std::move(alike) : std::move(same));
}

QString forecastTitle(const Forecast &forecast)
{
    const QString time = formatDuration(double(forecast.seconds));
    return forecast.runs == 1 ? Tr::tr("about %1, from 1 run").arg(time)
                              : Tr::tr("about %1, from %2 runs").arg(time).arg(forecast.runs);
}

} // namespace outcrop
