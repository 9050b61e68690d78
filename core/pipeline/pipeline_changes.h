#pragma once

#include "core/pipeline/pipeline.h"

#include <QMetaType>

namespace outcrop {

// What a view must drop, add and refresh to go from one pipeline to another: first `disconnected`
// and `removed`, then `added`, `changed` and `connected`.
struct PipelineChanges
{
    QVector<BlockId> added, removed, changed;
    QVector<Connection> connected, disconnected;
    bool settings = false; // Name or seed.
    bool groups = false;
    bool notes = false;

    bool isEmpty() const;
};

// O(what differs) if one was edited from the other. Blocks are told apart by their handles, so
// pipelines that have nothing to do with each other (another file was opened) differ in most of
// their blocks.
PipelineChanges changesBetween(const Pipeline &before, const Pipeline &after);

} // namespace outcrop

Q_DECLARE_METATYPE(outcrop::PipelineChanges)
