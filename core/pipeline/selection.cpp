#include "core/pipeline/selection.h"

#include "core/pipeline/naming.h"

#include <QHash>
#include <QSet>

namespace outcrop {

namespace {

using Copies = QHash<quint32, BlockId>; // By original.

BlockId copyOf(const Copies &copies, BlockId original)
{
    return copies.value(quint32(original), BlockId{});
}

Connection between(const Copies &copies, const Connection &connection)
{
    return {{copyOf(copies, connection.from.block), connection.from.name},
            {copyOf(copies, connection.to.block), connection.to.name}};
}

// `forest_2` is a second `forest`: its copy is `forest_3`, not `forest_2_2`.
QString withoutNumber(const QString &id)
{
    const int underscore = id.lastIndexOf(QLatin1Char('_'));
    bool isNumber = false;
    id.midRef(underscore + 1).toUInt(&isNumber);
    return underscore > 0 && isNumber ? id.left(underscore) : id;
}

QString idOfCopy(const Pipeline &pipeline, const QString &id)
{
    const bool usable = pipeline.findById(id) == BlockId{} && !checkBlockId(id);
    return usable ? id : unusedBlockId(pipeline, withoutNumber(id));
}

Copies pasteBlocks(Pipeline &pipeline, const Pipeline &selection, QPointF offset)
{
    Copies copies;
    selection.forEachBlock([&](BlockId original, const Block &block) {
        Block copy = block;
        copy.id = idOfCopy(pipeline, block.id);
        copy.position = (block.position + offset).toPoint();
        copies.insert(quint32(original), pipeline.append(std::move(copy)));
    });
    for (const Connection &connection : selection.connections())
        pipeline.connect(between(copies, connection));
    return copies;
}

void pasteFrames(Pipeline &pipeline, const Pipeline &selection, const Copies &copies,
                 QPointF offset)
{
    QVector<Group> groups = pipeline.groups();
    for (Group group : selection.groups()) {
        QVector<QString> members;
        for (const QString &id : qAsConst(group.blocks)) {
            if (const Block *copy = pipeline.find(copyOf(copies, selection.findById(id))))
                members << copy->id;
        }
        group.blocks = members;
        groups << group;
    }
    QVector<Note> notes = pipeline.notes();
    for (Note note : selection.notes()) {
        note.position += offset;
        notes << note;
    }
    pipeline.setGroups(groups);
    pipeline.setNotes(notes);
}

QVector<BlockId> inFileOrder(const Copies &copies)
{
    QVector<BlockId> blocks;
    for (BlockId block : copies)
        blocks << block;
    std::sort(blocks.begin(), blocks.end());
    return blocks;
}

// Copies the chosen blocks into `selection`, in file order whatever the order of the choice.
Copies copyChosen(const Pipeline &pipeline, const QVector<BlockId> &blocks, Pipeline &selection)
{
    QVector<BlockId> ordered = blocks;
    std::sort(ordered.begin(), ordered.end());
    ordered.erase(std::unique(ordered.begin(), ordered.end()), ordered.end());
    Copies copies;
    for (BlockId id : qAsConst(ordered)) {
        if (const Block *block = pipeline.find(id))
            copies.insert(quint32(id), selection.append(*block));
    }
    return copies;
}

} // namespace

Pipeline selectionOf(const Pipeline &pipeline, const QVector<BlockId> &blocks)
{
    Pipeline selection;
    const Copies copies = copyChosen(pipeline, blocks, selection);
    QVector<BlockId> originals;
    for (auto it = copies.begin(); it != copies.end(); ++it)
        originals << BlockId{it.key()};
    std::sort(originals.begin(), originals.end());
    for (BlockId original : qAsConst(originals)) {
        for (const Connection &connection : pipeline.inputsOf(original)) {
            if (copies.contains(quint32(connection.from.block)))
                selection.connect(between(copies, connection));
        }
    }
    QVector<Group> groups;
    for (const Group &group : pipeline.groups()) {
        const bool whole =
            std::all_of(group.blocks.begin(), group.blocks.end(),
                        [&](const QString &id) { return selection.findById(id) != BlockId{}; });
        if (whole && !group.blocks.isEmpty())
            groups << group;
    }
    selection.setGroups(groups);
    return selection;
}

Insertion paste(Pipeline pipeline, const Pipeline &selection, QPointF offset)
{
    const Copies copies = pasteBlocks(pipeline, selection, offset);
    pasteFrames(pipeline, selection, copies, offset);
    return {std::move(pipeline), inFileOrder(copies)};
}

Insertion duplicate(Pipeline pipeline, const QVector<BlockId> &blocks, QPointF offset)
{
    Pipeline selection;
    const Copies chosen = copyChosen(pipeline, blocks, selection);
    Copies copies;
    const Copies pasted = pasteBlocks(pipeline, selection, offset);
    for (auto it = chosen.begin(); it != chosen.end(); ++it)
        copies.insert(it.key(), copyOf(pasted, *it));
    QVector<Connection> feeds;
    for (auto it = copies.begin(); it != copies.end(); ++it)
        feeds += pipeline.inputsOf(BlockId{it.key()});
    std::stable_sort(feeds.begin(), feeds.end(), [](const Connection &a, const Connection &b) {
        return a.to.block < b.to.block;
    });
    for (const Connection &feed : qAsConst(feeds)) {
        const BlockId inside = copyOf(copies, feed.from.block);
        pipeline.connect({{inside == BlockId{} ? feed.from.block : inside, feed.from.name},
                          {copyOf(copies, feed.to.block), feed.to.name}});
    }
    return {std::move(pipeline), inFileOrder(copies)};
}

} // namespace outcrop
