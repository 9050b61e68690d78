#pragma once

#include "core/catalog/catalog.h"
#include "widgets/canvas/canvas_marks.h"

namespace outcrop {

// Blocks and notes moved together, to whole units; connections and frames follow by themselves.
Pipeline moveSelection(Pipeline pipeline, const CanvasSelection &what, QPointF by);

// "Move Random forest", "Move 3 blocks", "Move note".
QString moveLabel(const Pipeline &pipeline, const Catalog &catalog, const CanvasSelection &what);

} // namespace outcrop
