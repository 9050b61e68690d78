#include "core/pipeline/taking_part.h"

#include "core/pipeline/check_graph.h"

namespace outcrop {

namespace {

enum class Direction { Up, Down };

void spread(const Pipeline &pipeline, QVector<BlockId> open, Direction direction,
            QSet<BlockId> &found)
{
    QSet<BlockId> seen(open.begin(), open.end());
    const auto reach = [&](BlockId other) {
        if (seen.contains(other))
            return;
        seen.insert(other);
        open << other;
    };
    while (!open.isEmpty()) {
        const BlockId block = open.takeLast();
        found.insert(block);
        if (direction == Direction::Down) {
            for (const Connection &connection : pipeline.outputsOf(block))
                reach(connection.to.block);
        } else {
            for (const Connection &connection : pipeline.inputsOf(block))
                reach(connection.from.block);
        }
    }
}

} // namespace

QSet<BlockId> upAndDownstream(const Pipeline &pipeline, const QSet<BlockId> &blocks)
{
    QSet<BlockId> found;
    QVector<BlockId> start;
    for (BlockId block : blocks) {
        if (pipeline.find(block))
            start << block;
    }
    spread(pipeline, start, Direction::Down, found);
    spread(pipeline, start, Direction::Up, found);
    return found;
}

QSet<BlockId> takingPart(const Pipeline &pipeline, const Catalog &catalog)
{
    QSet<BlockId> evaluates, models;
    pipeline.forEachBlock([&](BlockId id, const Block &block) {
        const BlockType *type = catalog.find(block.type);
        if (type && type->role == BlockRole::Evaluate)
            evaluates.insert(id);
        else if (isModel(type))
            models.insert(id);
    });
    return upAndDownstream(pipeline, evaluates.isEmpty() ? models : evaluates);
}

} // namespace outcrop
