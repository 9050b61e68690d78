#pragma once

#include <QString>

class QDateTime;

namespace outcrop {

// "just now", "35 min ago", "3 days ago"; empty for an invalid time. One that is still to come, as
// a clock that runs ahead says, is now.
QString ageText(const QDateTime &time, const QDateTime &now);

} // namespace outcrop
