#pragma once

#include "core/codegen/plan.h"

#include <QByteArray>

namespace outcrop {

// params.json: the text of people that a plan holds, and nothing else, so that it never becomes
// code. As README.md 3 says: sorted keys, two spaces, UTF-8; what could not be UTF-8, or would not
// show, is escaped.
QByteArray paramsJson(const Plan &plan);

} // namespace outcrop
