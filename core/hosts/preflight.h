#pragma once

#include "core/hosts/host_profile.h"
#include "core/hosts/package_needs.h"
#include "core/hosts/remote_shell.h"

#include <QMap>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace outcrop {

// What a Python makes of a requirement.
struct RequirementLook
{
    enum class State {
        Untold,      // Nothing is known: `text` may say why.
        Present,     // `text` is the version.
        Installable, // An environment would have it.
        Impossible,  // `text` says why.
    };

    State state = State::Untold;
    QString text;
};

// A Python of a host and what it can import.
struct FoundPython
{
    QString name; // As the profile names it.
    QString executable;
    QString version;                             // "3.11.2"
    QMap<QString, QString> modules;              // "sklearn" → "1.2.1"
    QMap<QString, RequirementLook> requirements; // By requirement.

    bool isNewEnough() const; // 3.8
};

// What a host has for jobs. What could not be found out is absent.
struct HostFacts
{
    enum class Data { Untold, There, Missing, Unreadable };

    QString node;
    std::optional<int> cpus;
    std::optional<qint64> memoryBytes, availableBytes;
    std::optional<double> load; // One minute.
    QString base;               // Empty: it cannot be written.
    std::optional<qint64> freeBytes, freeInodes;
    QStringList tools; // Of those that matter; `sbatch`: Slurm starts the jobs of this host.
    std::vector<FoundPython> pythons;
    QMap<QString, Data> data;         // By path.
    std::optional<qint64> clockAhead; // Seconds, of this computer's clock.
    std::optional<bool> survivesLogout;
    std::optional<QString> activationFailed; // What its last words were.
};

// A line of the report: what was looked at, whether it will do, and how to mend it.
struct PreflightLine
{
    bool ok = false;
    QString what;
    QString fix;         // Empty if ok.
    bool mayRun = false; // Not ok, but no reason not to run a job.
};

// The output of resources/host/preflight.sh, taken as hostile: unknown keys are left out, odd
// numbers are absent. Between `asked` and `answered`, seconds of this computer's clock, the host
// told its time.
HostFacts parseHostFacts(const QByteArray &output, const PackageNeeds &needs = {}, qint64 asked = 0,
                         qint64 answered = 0);

// Looks at the host, in one run of a script. Changes nothing there but creates its base folder.
Result<HostFacts> lookAtHost(RemoteShell &shell, const HostProfile &host, const PackageNeeds &needs,
                             const Patience &patience = {});
Result<HostFacts> lookAtHost(RemoteShell &shell, const HostProfile &host,
                             const Patience &patience = {});

// What a job would meet when its connection ends: starts a process, lets go of the host, comes back
// and looks whether the process still lives; then ends it. `newShell` gives a new connection each
// time.
using NewShell = std::function<std::unique_ptr<RemoteShell>()>;
Result<bool> survivesLogout(const NewShell &newShell, const Patience &patience = {});

// The Python that a job would take, as it is or for its environment; nullptr: none.
const FoundPython *chosenPython(const HostFacts &facts, const PackageNeeds &needs);

// Why no plain process is started on a host that has `sbatch`, outside of its allocations.
PreflightLine slurmStartsJobs();

// Whether a package with these needs will run there.
std::vector<PreflightLine> judge(const HostFacts &facts, const HostProfile &host,
                                 const PackageNeeds &needs = {});

// Nothing, if a job may run; else what stops it, with the fix of each, as one sentence.
Result<> requireFit(const std::vector<PreflightLine> &lines, const QString &hostTitle);

} // namespace outcrop
