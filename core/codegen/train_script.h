#pragma once

#include "core/codegen/plan.h"

#include <QString>

namespace outcrop {

// train.py: trains and compares the candidates of a plan, and saves the best.
QString trainScript(const Plan &plan);

} // namespace outcrop
