#pragma once

#include "core/hosts/host_profile.h"
#include "core/hosts/remote_shell.h"

#include <QMap>

#include <optional>
#include <vector>

namespace outcrop {

// A Python of a host and what it can import.
struct FoundPython
{
    QString name; // As the profile names it.
    QString executable;
    QString version;                // "3.11.2"
    QMap<QString, QString> modules; // "sklearn" → "1.2.1"

    bool isNewEnough() const; // 3.8
};

// What a host has for jobs. What could not be found out is absent.
struct HostFacts
{
    QString node;
    std::optional<int> cpus;
    std::optional<qint64> memoryBytes, availableBytes;
    std::optional<double> load; // One minute.
    QString base;               // Empty: it cannot be written.
    std::optional<qint64> freeBytes, freeInodes;
    QStringList tools;
    std::vector<FoundPython> pythons;
};

// A line of the report: what was looked at, whether it will do, and how to mend it.
struct PreflightLine
{
    bool ok = false;
    QString what;
    QString fix; // Empty if ok.
};

// The output of resources/host/preflight.sh, taken as hostile: unknown keys are left out, odd
// numbers are absent.
HostFacts parseHostFacts(const QByteArray &output);

// Looks at the host. Changes nothing there but creates its base folder.
Result<HostFacts> lookAtHost(RemoteShell &shell, const HostProfile &host,
                             const Patience &patience = {});

// Whether scikit-learn packages will run there.
std::vector<PreflightLine> judge(const HostFacts &facts, const HostProfile &host);

} // namespace outcrop
