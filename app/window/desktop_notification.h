#pragma once

#include <QString>

namespace outcrop {

// A sentence on the desktop, for a person who is elsewhere (the door to QtDBus). Where no desktop
// listens nothing happens. Returns at once. GUI thread.
void notifyDesktop(const QString &title, const QString &text);

} // namespace outcrop
