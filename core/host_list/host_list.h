#pragma once

#include "core/base/result.h"
#include "core/hosts/host_profile.h"

#include <functional>
#include <optional>
#include <vector>

namespace outcrop {

// A host that a person added, or has in their ssh configuration. No secrets.
struct HostEntry
{
    HostProfile profile; // Its id is its name: letters, digits and `._-`, at most 64.
    QString address;     // As one would write behind `ssh`. Empty: this computer.
    QString user;        // Empty, and 0, and none: as the ssh configuration says.
    int port = 0;
    QStringList identityFiles;    // Absolute paths of private keys.
    QStringList legacyAlgorithms; // Weak ones it may use, each by its name (core/ssh/algorithms.h).
    QStringList jumps; // Ids of this list, or names of the ssh configuration, in their order.

    bool isThisComputer() const { return address.isEmpty(); }
    bool operator==(const HostEntry &) const = default;
};

// The most that HostProfile::pollFloor may be: an hour.
constexpr int longestPollFloor = 3600;

// In the order they were added. This computer is among them only where something was chosen for it,
// which can be how many jobs run at once and nothing else.
using HostList = std::vector<HostEntry>;

HostEntry thisComputerEntry();

// The most that HostProfile::jobs may be.
constexpr int mostJobsAtOnce = 4096;

// InvalidInput: a sentence. What the address and the user may be is checkSshProfile()'s.
Result<> checkHostEntry(const HostEntry &entry);

// nullptr: there is none. Always finds `local`.
const HostEntry *findHost(const HostList &hosts, const QString &id);

// The list with the entry in it: in the place of the one with its id, else at the end.
HostList withHost(HostList hosts, const HostEntry &entry);
HostList withoutHost(HostList hosts, const QString &id);

// The file format of README.md. `file` is its name in messages.
Result<HostList> parseHostList(const QByteArray &bytes, const QString &file);
QByteArray formatHostList(const HostList &hosts);

// hosts.yaml in the folder `config` (Folders::config).
QString hostListFile(const QString &config);

// An absent file is an empty list.
Result<HostList> loadHostList(const QString &config);

// Changes the file under a lock: what another program wrote in the meantime is kept. Returns the
// new list.
using HostListEdit = std::function<Result<HostList>(HostList)>;
Result<HostList> editHostList(const QString &config, const HostListEdit &edit);

} // namespace outcrop
