#pragma once

#include "widgets/canvas/hit.h"

namespace outcrop {

// What a tool tip says of what is under the pointer; plain text. Empty: nothing.
QString toolTipOf(const CanvasScene &scene, const Hit &hit);

} // namespace outcrop
