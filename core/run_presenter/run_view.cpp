#include "core/run_presenter/run_view.h"

#include <tuple>

namespace outcrop {

bool operator==(const BlockRun &a, const BlockRun &b)
{
    const auto fields = [](const BlockRun &run) {
        return std::tie(run.state, run.done, run.total, run.unit, run.seconds, run.secondsLeft,
                        run.lossName, run.losses, run.warnings, run.message, run.logOffset);
    };
    return fields(a) == fields(b);
}

} // namespace outcrop
