#include "core/pipeline/edits.h"

#include "core/pipeline/naming.h"

#include <QCoreApplication>
#include <QSet>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Edits)
};

template<class Change>
Pipeline changeBlock(Pipeline pipeline, BlockId id, Change change)
{
    if (const Block *found = pipeline.find(id)) {
        Block block = *found;
        change(block);
        pipeline.replace(id, std::move(block));
    }
    return pipeline;
}

QPointF wholePixels(QPointF position)
{
    return position.toPoint();
}

const AttributeSpec *findSpec(const Block &block, const QString &name, const Catalog &catalog)
{
    const BlockType *type = catalog.find(block.type);
    return type ? type->findAttribute(name) : nullptr;
}

// The groups after `change(blocks of a group)`; those that lost their last block go.
template<class Change>
QVector<Group> changeGroups(const QVector<Group> &groups, Change change)
{
    QVector<Group> kept;
    for (Group group : groups) {
        const bool wasEmpty = group.blocks.isEmpty();
        change(group.blocks);
        if (wasEmpty || !group.blocks.isEmpty())
            kept << group;
    }
    return kept;
}

template<class T, class Change>
QVector<T> changedList(QVector<T> list, int index, Change change)
{
    if (index >= 0 && index < list.size())
        change(list);
    return list;
}

} // namespace

Insertion addBlock(Pipeline pipeline, const BlockType &type, QPointF position)
{
    Block block;
    block.id = unusedBlockId(pipeline, type.title.isEmpty() ? type.key.section(QLatin1Char('.'), -1)
                                                            : type.title);
    block.type = type.key;
    block.position = wholePixels(position);
    const BlockId id = pipeline.append(std::move(block));
    return {std::move(pipeline), {id}};
}

Pipeline removeBlocks(Pipeline pipeline, const QVector<BlockId> &blocks)
{
    QSet<QString> gone;
    for (BlockId id : blocks) {
        if (const Block *block = pipeline.find(id)) {
            gone.insert(block->id);
            pipeline.remove(id);
        }
    }
    const auto removeGone = [&](QVector<QString> &ids) {
        ids.erase(std::remove_if(ids.begin(), ids.end(),
                                 [&](const QString &id) {
                                     return gone.contains(id) && pipeline.findById(id) == BlockId{};
                                 }),
                  ids.end());
    };
    if (!pipeline.groups().isEmpty() && !gone.isEmpty())
        pipeline.setGroups(changeGroups(pipeline.groups(), removeGone));
    return pipeline;
}

Pipeline moveBlocks(Pipeline pipeline, const QVector<BlockId> &blocks, QPointF by)
{
    for (BlockId id : blocks)
        pipeline = changeBlock(std::move(pipeline), id, [&](Block &block) {
            block.position = wholePixels(block.position + by);
        });
    return pipeline;
}

Pipeline setAttribute(Pipeline pipeline, BlockId block, const QString &name,
                      const AttributeValue &value, const Catalog &catalog)
{
    return changeBlock(std::move(pipeline), block, [&](Block &b) {
        const AttributeSpec *spec = findSpec(b, name, catalog);
        if (spec && !spec->required && spec->defaultValue == value)
            b.attributes.remove(name);
        else
            b.attributes.insert(name, value);
    });
}

Pipeline resetAttribute(Pipeline pipeline, BlockId block, const QString &name)
{
    return changeBlock(std::move(pipeline), block, [&](Block &b) { b.attributes.remove(name); });
}

AttributeValue attributeValue(const Block &block, const QString &name, const Catalog &catalog)
{
    const auto own = block.attributes.find(name);
    if (own != block.attributes.end())
        return *own;
    const AttributeSpec *spec = findSpec(block, name, catalog);
    return spec ? spec->defaultValue : AttributeValue();
}

Pipeline setTitle(Pipeline pipeline, BlockId block, const QString &title)
{
    return changeBlock(std::move(pipeline), block, [&](Block &b) { b.title = title; });
}

Pipeline setType(Pipeline pipeline, BlockId block, const QString &type)
{
    return changeBlock(std::move(pipeline), block, [&](Block &b) { b.type = type; });
}

Result<Pipeline> renameId(Pipeline pipeline, BlockId block, const QString &id)
{
    const Block *found = pipeline.find(block);
    if (!found || found->id == id)
        return pipeline;
    if (const auto mistake = checkBlockId(id))
        return failure(ErrorKind::InvalidInput, *mistake);
    if (pipeline.findById(id) != BlockId{})
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("Another block has the id %1 already: take another, such as %2.")
                           .arg(id, unusedBlockId(pipeline, id)));
    const QString old = found->id;
    pipeline = changeBlock(std::move(pipeline), block, [&](Block &b) { b.id = id; });
    const bool othersHaveIt = pipeline.findById(old) != BlockId{};
    if (!pipeline.groups().isEmpty() && !othersHaveIt)
        pipeline.setGroups(changeGroups(pipeline.groups(), [&](QVector<QString> &ids) {
            std::replace(ids.begin(), ids.end(), old, id);
        }));
    return pipeline;
}

Pipeline setName(Pipeline pipeline, const QString &name)
{
    pipeline.setName(name);
    return pipeline;
}

Pipeline setSeed(Pipeline pipeline, qint64 seed)
{
    pipeline.setSeed(seed);
    return pipeline;
}

Pipeline addGroup(Pipeline pipeline, const Group &group)
{
    pipeline.setGroups(pipeline.groups() + QVector<Group>{group});
    return pipeline;
}

Pipeline replaceGroup(Pipeline pipeline, int index, const Group &group)
{
    pipeline.setGroups(
        changedList(pipeline.groups(), index, [&](auto &list) { list[index] = group; }));
    return pipeline;
}

Pipeline removeGroup(Pipeline pipeline, int index)
{
    pipeline.setGroups(
        changedList(pipeline.groups(), index, [&](auto &list) { list.removeAt(index); }));
    return pipeline;
}

Pipeline addNote(Pipeline pipeline, const Note &note)
{
    pipeline.setNotes(pipeline.notes() + QVector<Note>{note});
    return pipeline;
}

Pipeline replaceNote(Pipeline pipeline, int index, const Note &note)
{
    pipeline.setNotes(
        changedList(pipeline.notes(), index, [&](auto &list) { list[index] = note; }));
    return pipeline;
}

Pipeline removeNote(Pipeline pipeline, int index)
{
    pipeline.setNotes(
        changedList(pipeline.notes(), index, [&](auto &list) { list.removeAt(index); }));
    return pipeline;
}

} // namespace outcrop
