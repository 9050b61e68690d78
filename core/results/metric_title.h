#pragma once

#include <QString>

namespace outcrop {

// What people call a metric of PROTOCOL.md, section 6: "ROC AUC". Of a name that is none of them,
// its underscores are removed; it is foreign text.
QString metricTitle(const QString &metric);

} // namespace outcrop
