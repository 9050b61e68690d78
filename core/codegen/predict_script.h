#pragma once

#include "core/codegen/plan.h"

#include <QString>

namespace outcrop {

// predict.py: predicts the rows of a CSV file with the model that train.py saved.
QString predictScript(const Plan &plan);

} // namespace outcrop
