#pragma once

#include <QString>

namespace outcrop {

// What people call a metric of PROTOCOL.md, section 6: "ROC AUC". An unknown name is returned as it
// is.
QString metricTitle(const QString &metric);

} // namespace outcrop
