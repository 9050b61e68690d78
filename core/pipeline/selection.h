#pragma once

#include "core/pipeline/edits.h"

namespace outcrop {

// Some blocks as a pipeline of their own: with the connections among them and the groups that lie
// whole within. What copying puts on the clipboard.
Pipeline selectionOf(const Pipeline &pipeline, const QVector<BlockId> &blocks);

// The blocks, connections, groups and notes of `selection` added to `pipeline`, under ids of their
// own where theirs are taken, moved by `offset`.
Insertion paste(Pipeline pipeline, const Pipeline &selection, QPointF offset);

// A copy of some blocks beside them. What fed an original from outside feeds its copy too, so that
// a second model has its table at once.
Insertion duplicate(Pipeline pipeline, const QVector<BlockId> &blocks, QPointF offset);

} // namespace outcrop
