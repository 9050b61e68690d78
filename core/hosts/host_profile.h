#pragma once

#include "core/hosts/job_limits.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace outcrop {

// HostProfile::jobs while the file that says it cannot be read: none is sent.
constexpr int unknownJobs = -1;

// Where jobs can run.
struct HostProfile
{
    QString id;          // [a-z0-9-]: the identity in the job store and on the command line
    QString title;       // for people
    QByteArray base;     // the folder BASE of PROTOCOL.md, absolute; empty: the host's default
    QStringList pythons; // tried in this order; names on the host's PATH or absolute paths
    // So many run at once, the others wait for their turn; 0: any number; unknownJobs.
    int jobs = 0;
    JobLimits limits = {}; // of a job that says nothing else
    // Words of the person's own. A job that died with its host goes on on another one of its
    // groups, if it was asked to.
    QStringList groups = {};
    // Seconds: it is asked about its jobs no more often; 0: as PollTimes says. What is on the
    // screen is followed all the same, over a connection that stays.
    int pollFloor = 0;

    // POSIX sh that makes its Pythons found, run before each job and each look: `module load
    // python/3.11`, `. ~/conda/etc/profile.d/conda.sh; conda activate ml`. May be empty.
    QString activation = {};
    // A folder of that host from which alone packages are installed; empty: as its pip does.
    QByteArray wheels = {};

    bool operator==(const HostProfile &) const = default;
};

// The profile "local" with the default base folder. The Pythons are `python3` of the PATH, then
// /usr/bin/python3, which is where a distribution's scikit-learn lives when another Python comes
// first on the PATH.
HostProfile thisComputer();

} // namespace outcrop
