#include "core/host_list/host_shell.h"

#include "core/base/text.h"
#include "core/host_list/reach.h"
#include "core/hosts/local_shell.h"
#include "core/ssh/held_logins.h"
#include "core/ssh/ssh_shell.h"
#include "core/ssh/system_ssh_shell.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::HostList)
};

std::unique_ptr<SystemSshShell> systemShell(const ConfiguredHost &host, const HostTrust &trust,
                                            Credentials &credentials, HostLogins *logins,
                                            bool onlyWithKeys = false)
{
    return std::make_unique<SystemSshShell>(
        SystemSshTarget{sshConfigFile(), host.profile, onlyWithKeys}, trust, credentials, logins);
}

bool holdsLogin(const ConfiguredHost &host)
{
    return !host.securityKeys.isEmpty() || (host.usesKerberos && hasKerberosTicket());
}

// A jump host of the ssh configuration alone is what its name says.
void addWay(const HostEntry &entry, const HostList &hosts, HostList &way)
{
    if (findHost(way, entry.profile.id))
        return; // In a circle.
    way.push_back(entry);
    way.back().profile.jobs = 0; // However many, they go the same way.
    for (const QString &id : entry.jumps) {
        if (const HostEntry *const jump = findHost(hosts, id))
            addWay(*jump, hosts, way);
    }
}

// Finds the way with the first call that needs it.
class ReachedShell : public RemoteShell
{
public:
    // No entry: a host that was taken out of the list while it had jobs.
    ReachedShell(QString id, std::optional<HostEntry> entry, HostList hosts, HostAccess access)
        : m_id(std::move(id))
        , m_entry(std::move(entry))
        , m_hosts(std::move(hosts))
        , m_access(std::move(access))
    {
    }

    Result<ScriptOutput> run(const QByteArray &script, const Patience &patience) override
    {
        return there(patience, [&](RemoteShell &shell) { return shell.run(script, patience); });
    }
    Result<int> follow(const QByteArray &script, const ByteSink &sink,
                       const Patience &patience) override
    {
        return there(patience,
                     [&](RemoteShell &shell) { return shell.follow(script, sink, patience); });
    }
    Result<> putFile(const QString &local, const QByteArray &remote,
                     const Patience &patience) override
    {
        return there(patience,
                     [&](RemoteShell &shell) { return shell.putFile(local, remote, patience); });
    }
    Result<QByteArray> read(const QByteArray &remote, qint64 offset, qint64 count,
                            const Patience &patience) override
    {
        return there(patience, [&](RemoteShell &shell) {
            return shell.read(remote, offset, count, patience);
        });
    }
    Result<> fetchFile(const QByteArray &remote, qint64 offset, const ByteSink &sink,
                       const Patience &patience) override
    {
        return there(patience, [&](RemoteShell &shell) {
            return shell.fetchFile(remote, offset, sink, patience);
        });
    }

private:
    template<class Call>
    auto there(const Patience &patience, Call call) -> decltype(call(std::declval<RemoteShell &>()))
    {
        if (!m_shell) {
            if (const Result<> found = find(patience); !found)
                return failure(found.error());
        }
        auto done = call(*m_shell);
        if (!done && done.error().kind == ErrorKind::NeedsLogin && m_device) {
            // The next call may find the device plugged in, or touched.
            m_shell.reset();
            return failure(ErrorKind::NeedsLogin, m_device->message);
        }
        return done;
    }

    Result<> find(const Patience &patience)
    {
        if (!m_entry)
            return failure(ErrorKind::NotFound,
                           Tr::tr("There is no host %1.").arg(plainLine(m_id)));
        const Result<ConfiguredHost> host = reach(*m_entry, m_hosts);
        if (!host)
            return failure(host.error());
        m_device.reset();
        const HostTrust trust{host->knownHosts, m_access.judge};
        Credentials &credentials = m_access.credentials ? *m_access.credentials : m_nobody;
        if (!host->needsSystemClient.isEmpty()) {
            m_shell = systemShell(*host, trust, credentials, m_access.logins);
            return {};
        }
        if (holdsLogin(*host)) {
            // A ticket needs no person; a device may want its PIN. The rest is asked below.
            auto shell = host->securityKeys.isEmpty()
                             ? systemShell(*host, trust, m_nobody, nullptr)
                             : systemShell(*host, trust, credentials, m_access.logins, true);
            const Result<> in = shell->connect(patience);
            if (in)
                m_shell = std::move(shell);
            if (in || in.error().kind == ErrorKind::HostKey
                || in.error().kind == ErrorKind::Canceled)
                return in;
            if (!host->securityKeys.isEmpty() && in.error().kind == ErrorKind::NeedsLogin)
                m_device = in.error();
        }
        // What is typed for it is known to the next one.
        m_shell = std::make_unique<SshShell>(host->profile, trust, credentials, m_access.logins);
        return {};
    }

    const QString m_id;
    const std::optional<HostEntry> m_entry;
    const HostList m_hosts;
    const HostAccess m_access;
    NoCredentials m_nobody;
    std::unique_ptr<RemoteShell> m_shell;
    std::optional<Error> m_device; // Why a key in a device did not let in; the other way was taken.
};

} // namespace

std::unique_ptr<RemoteShell> openShell(const HostEntry &entry, const HostList &hosts,
                                       const HostAccess &access)
{
    if (entry.isThisComputer())
        return std::make_unique<LocalShell>();
    return std::make_unique<ReachedShell>(entry.profile.id, entry, hosts, access);
}

std::function<std::unique_ptr<RemoteShell>(const HostProfile &)> shellsOf(const HostList &hosts,
                                                                          const HostAccess &access)
{
    return [hosts, access](const HostProfile &profile) -> std::unique_ptr<RemoteShell> {
        const HostEntry *const entry = findHost(hosts, profile.id);
        if (!entry)
            return std::make_unique<ReachedShell>(profile.id, std::nullopt, hosts, access);
        return openShell(*entry, hosts, access);
    };
}

QHash<QString, QByteArray> waysOf(const HostList &hosts)
{
    QHash<QString, QByteArray> ways;
    for (const HostEntry &entry : hosts) {
        if (entry.isThisComputer())
            continue;
        HostList way;
        addWay(entry, hosts, way);
        ways.insert(entry.profile.id, formatHostList(way));
    }
    return ways;
}

std::vector<HostProfile> profilesOf(const HostList &hosts)
{
    std::vector<HostProfile> profiles{findHost(hosts, thisComputer().id)->profile};
    for (const HostEntry &entry : hosts) {
        if (!entry.isThisComputer())
            profiles.push_back(entry.profile);
    }
    return profiles;
}

} // namespace outcrop
