#pragma once

#include "core/hosts/preflight.h"

#include <QDateTime>
#include <QStringList>

namespace outcrop {

// What a look at a host found, for people.
struct HostReport
{
    QDateTime at;
    QString error;     // The look itself failed; the rest is empty then.
    QStringList facts; // "lab-1", "2 CPUs", "7.8 GB of memory, 5.1 GB free", …
    std::vector<PreflightLine> lines;

    bool isReady() const; // Nothing keeps jobs from running there.
};

// Looks at the host. Blocks.
HostReport lookAt(RemoteShell &shell, const HostProfile &host);

QStringList factsOf(const HostFacts &facts);

// "just now", "2 min ago": the age of information.
QString ageOf(const QDateTime &at, const QDateTime &now);

} // namespace outcrop
