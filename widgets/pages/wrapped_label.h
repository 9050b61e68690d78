#pragma once

#include <QString>

class QLabel;

namespace outcrop {

// Plain text in as many lines as it needs.
QLabel *wrappedLabel(const QString &text);

} // namespace outcrop
