#pragma once

#include <QString>

namespace outcrop {

// Outcrop's own folders after the XDG base directory specification; relative values in its
// variables are ignored, as it asks. Qt 5 has no state location, so these are read here. None is
// created by asking.
struct Folders
{
    QString config;  // $XDG_CONFIG_HOME/outcrop: config.ini
    QString data;    // $XDG_DATA_HOME/outcrop: job store, results, own catalog
    QString state;   // $XDG_STATE_HOME/outcrop: logs, recovery, window layout
    QString cache;   // $XDG_CACHE_HOME/outcrop
    QString runtime; // $XDG_RUNTIME_DIR/outcrop, or a folder in `state` where there is none
    QString host;    // $XDG_DATA_HOME/outcrop-host: what this computer keeps as a host of jobs
};

Folders foldersFromEnvironment();

} // namespace outcrop
