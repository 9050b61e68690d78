#pragma once

#include <QStringList>

#include <optional>

namespace outcrop {

// Whether these arguments ask for the window: none at all, pipeline files, or options of the window
// and of Qt. Else they are for the command line.
bool asksForWindow(const QStringList &arguments);

// Whether a window can be shown here at all.
bool hasScreen(const QStringList &arguments);

// Loads the window's library, from the program's folder or from where it is installed, and shows
// the window. Returns the exit code; 1 and a sentence on stderr in a build that has no window.
int openWindow(int argc, char **argv);

} // namespace outcrop
