#pragma once

#include <QString>

namespace outcrop {

// Where a data file lies: on this computer, or on a host of the list, where it is used in place.
struct DataLocation
{
    QString host; // Empty: this computer.
    QString path;

    bool isOnHost() const { return !host.isEmpty(); }
};

// `host:/absolute/path`, as scp writes it, is on a host; all else is a path on this computer. A
// folder here whose name ends in a colon is reached by `./name:/…`.
DataLocation dataLocation(const QString &path);

} // namespace outcrop
