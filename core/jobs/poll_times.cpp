#include "core/jobs/poll_times.h"

#include <algorithm>

namespace outcrop {

using namespace std::chrono_literals;

std::chrono::milliseconds PollTimes::next(int looks, bool watched) const
{
    const auto pause = [&] {
        const auto step = size_t(std::max(0, looks));
        if (step < afterChange.size())
            return afterChange[step];
        if (watched)
            return afterChange.empty() ? background : afterChange.back();
        return looks < untilIdle ? background : idle;
    };
    return std::max(floor, pause());
}

std::chrono::milliseconds PollTimes::afterFailures(int failures) const
{
    return std::max(floor, std::min<std::chrono::milliseconds>(
                               300s, firstRetry * (1 << std::clamp(failures, 0, 8))));
}

} // namespace outcrop
