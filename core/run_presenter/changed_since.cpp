#include "core/run_presenter/changed_since.h"

#include <algorithm>

namespace outcrop {

namespace {

QStringList inputs(const Pipeline &pipeline, BlockId id)
{
    QStringList list;
    for (const Connection &connection : pipeline.inputsOf(id)) {
        const Block *from = pipeline.find(connection.from.block);
        list << QStringLiteral("%1.%2>%3").arg(from->id, connection.from.name, connection.to.name);
    }
    list.sort();
    return list;
}

bool trainsAlike(const Pipeline &a, BlockId idA, const Pipeline &b, BlockId idB)
{
    const Block *blockA = a.find(idA);
    const Block *blockB = b.find(idB);
    return blockA->type == blockB->type && blockA->attributes == blockB->attributes
           && inputs(a, idA) == inputs(b, idB);
}

} // namespace

QSet<QString> changedSince(const Pipeline &submitted, const Pipeline &now)
{
    QSet<QString> changed;
    const bool isOtherSeed = submitted.seed() != now.seed();
    now.forEachBlock([&](BlockId id, const Block &block) {
        const BlockId before = submitted.findById(block.id);
        if (isOtherSeed || before == BlockId{} || !trainsAlike(submitted, before, now, id))
            changed.insert(block.id);
    });
    submitted.forEachBlock([&](BlockId, const Block &block) {
        if (now.findById(block.id) == BlockId{})
            changed.insert(block.id);
    });
    return changed;
}

} // namespace outcrop
