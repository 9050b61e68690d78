#pragma once

#include "core/codegen/plan_graph.h"

namespace outcrop {

// The value of an attribute, as far as it is of this kind.
QString text(const PlanBlock &block, const char *attribute);
double number(const PlanBlock &block, const char *attribute, double otherwise);
qint64 whole(const PlanBlock &block, const char *attribute, qint64 otherwise);
QVector<qint64> wholes(const PlanBlock &block, const char *attribute);

} // namespace outcrop
