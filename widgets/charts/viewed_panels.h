#pragma once

#include "widgets/charts/loss_view.h"
#include "widgets/charts/panels_model.h"

namespace outcrop {

// The model as a person wishes to see it, all but the horizontal axis: a line that is smoothed
// keeps what was measured pale behind it, and panels without a value above zero stay linear.
PanelsModel viewed(PanelsModel model, const LossView &view);

} // namespace outcrop
