#include "core/host_list/reach.h"

#include "core/base/text.h"
#include "core/ssh/held_logins.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostList)
};

constexpr int mostJumps = 5;

Result<ConfiguredHost> configured(const HostEntry &entry, const QString &sshConfig)
{
    Result<ConfiguredHost> found = resolveSshHost(entry.address, sshConfig);
    if (found || found.error().kind != ErrorKind::NotFound || entry.user.isEmpty())
        return found;
    ConfiguredHost bare;
    bare.profile.address = entry.address;
    bare.knownHosts = usualKnownHostsFiles();
    return bare;
}

// Those of its jump hosts stay.
void useKeys(const QStringList &files, ConfiguredHost &host)
{
    for (const QString &file : qAsConst(host.profile.identityFiles))
        host.securityKeys.removeAll(file);
    host.profile.identityFiles = files;
    std::copy_if(files.begin(), files.end(), std::back_inserter(host.securityKeys), isSecurityKey);
}

Result<ConfiguredHost> reachWithin(const HostEntry &entry, const HostList &hosts,
                                   const QString &sshConfig, int depth)
{
    if (depth == 0)
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("The jump hosts of %1 lead through too many others, or in a circle.")
                           .arg(plainLine(entry.profile.id)));
    Result<ConfiguredHost> host = configured(entry, sshConfig);
    if (!host)
        return host;
    SshProfile &profile = host->profile;
    if (!entry.user.isEmpty())
        profile.user = entry.user;
    if (entry.port > 0)
        profile.port = entry.port;
    profile.legacyAlgorithms = entry.legacyAlgorithms;
    if (!entry.identityFiles.isEmpty())
        useKeys(entry.identityFiles, *host);
    if (!entry.jumps.isEmpty())
        profile.jumps.clear();
    for (const QString &id : entry.jumps) {
        HostEntry named;
        named.profile.id = named.address = id;
        const HostEntry *const listed = findHost(hosts, id);
        const auto jump = reachWithin(listed ? *listed : named, hosts, sshConfig, depth - 1);
        if (!jump)
            return jump;
        profile.jumps.insert(profile.jumps.end(), jump->profile.jumps.begin(),
                             jump->profile.jumps.end());
        profile.jumps.push_back(jump->profile);
        profile.jumps.back().jumps.clear();
        host->needsSystemClient << jump->needsSystemClient;
        host->usesKerberos |= jump->usesKerberos;
        host->securityKeys << jump->securityKeys;
        host->notHonoured << jump->notHonoured;
    }
    return host;
}

} // namespace

HostList withConfiguredHosts(HostList hosts, const QString &sshConfig)
{
    if (sshConfig.isEmpty())
        return hosts;
    for (const QString &name : listConfiguredHosts(sshConfig)) {
        HostEntry entry;
        entry.profile = thisComputer();
        entry.profile.id = entry.profile.title = entry.address = name;
        if (!findHost(hosts, name) && checkHostEntry(entry))
            hosts.push_back(entry);
    }
    return hosts;
}

Result<ConfiguredHost> reach(const HostEntry &entry, const HostList &hosts,
                             const QString &sshConfig)
{
    Result<ConfiguredHost> host = reachWithin(entry, hosts, sshConfig, mostJumps);
    if (!host)
        return host;
    if (const Result<> checked = checkSshProfile(host->profile); !checked)
        return failure(checked.error());
    return host;
}

} // namespace outcrop
