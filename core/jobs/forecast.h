#pragma once

#include "core/job_store/job.h"

#include <optional>
#include <vector>

namespace outcrop {

// How long a job will take, from runs before it.
struct Forecast
{
    qint64 seconds = 0; // The median.
    int runs = 0;       // How many there were.
};

// Of jobs that succeeded on the same host: those with the very package; where there are none, those
// of a pipeline with the same name. Nothing where there are none of these either.
std::optional<Forecast> forecastOf(const Job &job, const std::vector<Job> &others);

QString forecastTitle(const Forecast &forecast); // "about 3 min, from 4 runs"

} // namespace outcrop
