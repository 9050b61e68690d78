#include "widgets/canvas/flow.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

namespace outcrop {

namespace {

QVector<BlockId> neighbours(const Pipeline &pipeline, BlockId block, int step)
{
    QVector<BlockId> found;
    if (step > 0) {
        for (const Connection &connection : pipeline.outputsOf(block))
            found << connection.to.block;
    } else {
        for (const Connection &connection : pipeline.inputsOf(block))
            found << connection.from.block;
    }
    return found;
}

BlockId stepInFlow(const Pipeline &pipeline, BlockId block, int step)
{
    const Block *from = pipeline.find(block);
    if (!from)
        return nextInReadingOrder(pipeline, block, step);
    BlockId nearest{};
    double best = HUGE_VAL;
    for (BlockId other : neighbours(pipeline, block, step)) {
        const double off = std::abs(pipeline.find(other)->position.y() - from->position.y());
        if (off < best) {
            best = off;
            nearest = other;
        }
    }
    return nearest == BlockId{} ? block : nearest;
}

} // namespace

BlockId nextInFlow(const Pipeline &pipeline, BlockId block)
{
    return stepInFlow(pipeline, block, 1);
}

BlockId previousInFlow(const Pipeline &pipeline, BlockId block)
{
    return stepInFlow(pipeline, block, -1);
}

BlockId nextInReadingOrder(const Pipeline &pipeline, BlockId block, int step)
{
    struct Place
    {
        double x, y;
        BlockId id;
        bool operator<(const Place &b) const
        {
            return std::tie(x, y, id) < std::tie(b.x, b.y, b.id);
        }
    };
    const auto before = [step](const Place &a, const Place &b) { return step > 0 ? a < b : b < a; };
    const Block *from = pipeline.find(block);
    const Place start = from ? Place{from->position.x(), from->position.y(), block} : Place{};
    std::optional<Place> next;
    pipeline.forEachBlock([&](BlockId id, const Block &b) {
        const Place place{b.position.x(), b.position.y(), id};
        if ((!from || before(start, place)) && (!next || before(place, *next)))
            next = place;
    });
    return next ? next->id : BlockId{};
}

} // namespace outcrop
