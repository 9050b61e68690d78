#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/pipeline/pipeline.h"

namespace outcrop {

// Every edit takes a pipeline by value and returns the edited one, at the cost of what it changes.
// Undo needs nothing from an edit: PipelineDocument keeps the pipelines before and after. An edit
// of a block that is not there changes nothing.

// A pipeline with blocks that are new in it.
struct Insertion
{
    Pipeline pipeline;
    QVector<BlockId> blocks;
};

Insertion addBlock(Pipeline pipeline, const BlockType &type,
                   QPointF position); // Its id comes from the type's title.
Pipeline removeBlocks(Pipeline pipeline,
                      const QVector<BlockId> &blocks); // Also from groups; empty groups go.
Pipeline moveBlocks(Pipeline pipeline, const QVector<BlockId> &blocks,
                    QPointF by); // To whole pixels.

// What equals the default is not stored. What the type does not know is stored as it is: check()
// reports it.
Pipeline setAttribute(Pipeline pipeline, BlockId block, const QString &name,
                      const AttributeValue &value, const Catalog &catalog);
Pipeline resetAttribute(Pipeline pipeline, BlockId block, const QString &name);
// The attribute's value: the block's own, else the type's default.
AttributeValue attributeValue(const Block &block, const QString &name, const Catalog &catalog);

Pipeline setTitle(Pipeline pipeline, BlockId block,
                  const QString &title); // Empty: the type's title.
Pipeline setType(Pipeline pipeline, BlockId block,
                 const QString &type); // Attributes and connections stay.
Result<Pipeline> renameId(Pipeline pipeline, BlockId block, const QString &id); // Also in groups.

Pipeline setName(Pipeline pipeline, const QString &name);
Pipeline setSeed(Pipeline pipeline, qint64 seed);

Pipeline addGroup(Pipeline pipeline, const Group &group);
Pipeline replaceGroup(Pipeline pipeline, int index, const Group &group);
Pipeline removeGroup(Pipeline pipeline, int index); // Its blocks stay.
Pipeline addNote(Pipeline pipeline, const Note &note);
Pipeline replaceNote(Pipeline pipeline, int index, const Note &note);
Pipeline removeNote(Pipeline pipeline, int index);

} // namespace outcrop
