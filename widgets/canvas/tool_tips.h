#pragma once

#include "widgets/canvas/hit.h"

namespace outcrop {

// What a tool tip says of what is under the pointer; plain text. Empty: nothing.
QString toolTipOf(const CanvasScene &scene, const Hit &hit);

// The same for QToolTip, which would take some texts for HTML: breaks long lines, shows every
// character as it is.
QString richToolTip(const QString &plain);

} // namespace outcrop
