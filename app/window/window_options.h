#pragma once

#include "core/settings/settings.h"

#include <QStringList>

namespace outcrop {

// What the command line says to the window.
struct WindowOptions
{
    QStringList files;
    std::optional<ThemePreference> theme; // Else the person's.
    bool restore = true;                  // What was open before.
    QString screenshots;                  // A folder: draw the window into pictures there, and end.
    bool measureStart = false;            // Print what the first window took, and end.
    bool describe = false;                // Say what is shown when asked: description.h.
    QString error;                        // A sentence; the rest is not to be used.
};

// `arguments` without the program's name and what Qt takes for itself.
WindowOptions parseWindowOptions(const QStringList &arguments);

} // namespace outcrop
