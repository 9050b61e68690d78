#pragma once

#include "core/catalog/catalog.h"
#include "core/pipeline/problem.h"

namespace outcrop {

// The repairs that check() offers, titled as commands.

Fix useValue(BlockId block, const QString &attribute, const AttributeValue &value,
             const Catalog &catalog);
Fix useDefault(BlockId block, const QString &attribute);
Fix moveAttribute(BlockId block, const QString &from,
                  const QString &to); // Its value under the name that was meant.
Fix useId(BlockId block, const QString &id);
Fix useType(BlockId block, const BlockType &type);
Fix deleteBlock(BlockId block);
Fix addConnection(const Connection &connection, const QString &title);
Fix removeConnection(const Connection &connection);
Fix replaceConnection(const Connection &wrong, const Connection &right, const QString &title);

// A Split block between `source` and all that takes its table now.
Fix addSplit(BlockId source, const BlockType &split);

// A Filter rows block between `source` and all that takes its table now, which drops the rows that
// have no value in `column`.
Fix addMissingFilter(BlockId source, const BlockType &filter, const QString &column);

// An Evaluate block that takes all of `models`.
Fix addEvaluate(const QVector<Port> &models, const BlockType &evaluate);

} // namespace outcrop
