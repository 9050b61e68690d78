#include "app/window/host_desk.h"

#include "core/async/run_async.h"
#include "core/base/files.h"
#include "core/base/text.h"
#include "core/host_list/host_keys.h"
#include "core/host_list/host_shell.h"
#include "core/host_list/kept_secrets.h"
#include "core/host_list/reach.h"
#include "core/secrets/once_asked_store.h"

#include <QFileInfo>

#include <algorithm>

namespace outcrop {

namespace {

constexpr int mostLooks = 8; // At once.

ListedHost hereListed(const HostList &hosts)
{
    return {*findHost(hosts, thisComputer().id), ListedHost::Source::ThisComputer};
}

Result<std::vector<ListedHost>> listHosts(const Result<HostList> &added)
{
    if (!added)
        return failure(added.error());
    std::vector<ListedHost> hosts{hereListed(*added)};
    for (const HostEntry &entry : withConfiguredHosts(*added)) {
        if (!entry.isThisComputer())
            hosts.push_back({entry, findHost(*added, entry.profile.id)
                                        ? ListedHost::Source::Added
                                        : ListedHost::Source::SshConfig});
    }
    return hosts;
}

std::shared_ptr<SecretStore> askedOnce(std::shared_ptr<SecretStore> secrets)
{
    return secrets ? std::make_shared<OnceAskedStore>(std::move(secrets)) : nullptr;
}

HostReport lookThere(const HostEntry &entry, const HostList &all, const QString &fingerprint,
                     Credentials &credentials, HostLogins &logins, const CancelToken &cancel)
{
    std::optional<HostKeyQuestion> unknown;
    HostAccess access;
    access.credentials = &credentials;
    access.logins = &logins;
    access.judge = [&](const HostKeyQuestion &question) {
        if (acceptFingerprint(fingerprint)(question))
            return true;
        unknown = question;
        return false;
    };
    Patience patience;
    patience.cancel = cancel;
    const auto shell = openShell(entry, all, access);
    HostReport report = lookAt(*shell, entry.profile, patience);
    report.unknownKey = unknown;
    return report;
}

} // namespace

HostDesk::HostDesk(QString config, std::shared_ptr<SecretStore> secrets, QObject *parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_hosts{hereListed({})}
    , m_shared(new Shared{askedOnce(std::move(secrets))})
{
    m_pool.setMaxThreadCount(mostLooks);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &HostDesk::loadIfChanged);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &HostDesk::loadIfChanged);
}

HostDesk::~HostDesk()
{
    for (const auto &[id, cancel] : m_looks)
        cancel.cancel();
    m_closing.cancel();
    m_pool.waitForDone();
}

void HostDesk::setPerson(const LoginQuestions::Ask &ask)
{
    m_ask = ask;
}

void HostDesk::read(const std::function<void()> &done)
{
    if (m_config.isEmpty()) {
        done();
        return;
    }
    static_cast<void>(makeFolder(m_config)); // One that is not there cannot be followed.
    load([this, done](const Result<std::vector<ListedHost>> &hosts) {
        if (hosts || !m_all.empty())
            take(hosts);
        else
            holdJobs(hosts.error());
        done();
    });
}

void HostDesk::load(const std::function<void(const Result<std::vector<ListedHost>> &)> &done)
{
    const QString file = hostListFile(m_config);
    m_watcher.addPaths({m_config, file});
    m_seen = QFileInfo(file).lastModified();
    runAsync(
        this, [config = m_config] { return listHosts(loadHostList(config)); }, done);
}

// There are other files in the folder; and a file that was replaced is followed no more.
void HostDesk::loadIfChanged()
{
    if (QFileInfo(hostListFile(m_config)).lastModified() == m_seen)
        return;
    load([this](const Result<std::vector<ListedHost>> &hosts) {
        if (!hosts || *hosts != m_hosts)
            take(hosts);
    });
}

void HostDesk::save(const HostEntry &entry)
{
    edit(entry.profile.id, [entry](HostList hosts) -> Result<HostList> {
        if (const Result<> checked = checkHostEntry(entry); !checked)
            return failure(checked.error());
        return withHost(std::move(hosts), entry);
    });
}

void HostDesk::remove(const QString &id)
{
    edit(id,
         [id](HostList hosts) -> Result<HostList> { return withoutHost(std::move(hosts), id); });
}

void HostDesk::edit(const QString &id, const std::function<Result<HostList>(HostList)> &change)
{
    runAsync(
        this, [config = m_config, change] { return listHosts(editHostList(config, change)); },
        [this, before = find(id)](const Result<std::vector<ListedHost>> &hosts) {
            take(hosts);
            if (hosts && before)
                forgetWhereItWas(*before);
        });
}

void HostDesk::forgetWhereItWas(const HostEntry &before)
{
    const auto now = find(before.profile.id);
    const bool isSame = now && now->address == before.address && now->user == before.user
                        && now->port == before.port;
    if (isSame || !m_shared->secrets)
        return;
    const auto work = [before, all = m_all, shared = m_shared] {
        forgetSecretsOf(*shared->secrets, before, all);
        return true;
    };
    runAsync(
        this, work, [](bool) {}, &m_pool);
}

void HostDesk::take(const Result<std::vector<ListedHost>> &hosts)
{
    if (!hosts) {
        emit failed(hosts.error().message);
        return;
    }
    take(*hosts);
}

// What it says of this computer may be a limit, which is kept rather than broken. The command line
// sends nothing then either.
void HostDesk::holdJobs(const Error &error)
{
    HostEntry here = thisComputerEntry();
    here.profile.jobs = unknownJobs;
    emit failed(tr("%1 Until it can be read, no job that waits is sent.").arg(error.message));
    take({{here, ListedHost::Source::ThisComputer}});
}

void HostDesk::take(const std::vector<ListedHost> &hosts)
{
    m_hosts = hosts;
    m_all.clear();
    for (const ListedHost &host : m_hosts)
        m_all.push_back(host.entry);
    emit changed();
}

std::optional<HostEntry> HostDesk::find(const QString &id) const
{
    const HostEntry *const entry = findHost(m_all, id);
    return entry && !entry->isThisComputer() ? std::optional(*entry) : std::nullopt;
}

QHash<QString, QString> HostDesk::titles() const
{
    QHash<QString, QString> titles;
    for (const ListedHost &host : m_hosts)
        titles.insert(host.entry.profile.id, host.entry.profile.title);
    return titles;
}

QHash<QString, QString> HostDesk::addresses() const
{
    QHash<QString, QString> addresses;
    for (const ListedHost &host : m_hosts) {
        if (!host.entry.isThisComputer())
            addresses.insert(host.entry.profile.id, writtenAddress(host.entry));
    }
    return addresses;
}

std::vector<HostProfile> HostDesk::profiles() const
{
    return profilesOf(m_all);
}

std::optional<HostProfile> HostDesk::profile(const QString &id) const
{
    for (const ListedHost &host : m_hosts) {
        if (host.entry.profile.id == id)
            return host.entry.profile;
    }
    return std::nullopt;
}

MakeShell HostDesk::shells() const
{
    return [shells = shellsOf(m_all, {{}, &m_shared->silent, &m_shared->logins}),
            keep = m_shared](const HostProfile &profile) { return shells(profile); };
}

HostWays HostDesk::ways() const
{
    return waysOf(m_all);
}

void HostDesk::findWay(const QString &id)
{
    const auto entry = find(id);
    if (!entry || m_ways.contains(id))
        return;
    m_ways.insert(id);
    runAsync(
        this, [entry = *entry, all = m_all] { return reach(entry, all); },
        [this, id](const Result<ConfiguredHost> &way) {
            m_ways.remove(id);
            emit wayFound(id, way);
            findKept(id, way);
        },
        &m_pool);
}

void HostDesk::findKept(const QString &id, const Result<ConfiguredHost> &way)
{
    if (!way || !m_shared->secrets)
        return;
    runAsync(
        this,
        [way = *way, shared = m_shared] { return !keptSecrets(*shared->secrets, way).isEmpty(); },
        [this, id](bool isKept) { emit keptFound(id, isKept); }, &m_pool);
}

void HostDesk::forgetSecrets(const QString &id)
{
    const auto entry = find(id);
    if (!entry || !m_shared->secrets)
        return;
    const auto work = [entry = *entry, all = m_all, shared = m_shared] {
        return reach(entry, all).and_then([&](const ConfiguredHost &way) {
            return outcrop::forgetSecrets(*shared->secrets, keptSecrets(*shared->secrets, way));
        });
    };
    runAsync(
        this, work,
        [this, id](const Result<int> &count) {
            if (count)
                emit keptFound(id, false);
            else
                emit failed(count.error().message);
        },
        &m_pool);
}

void HostDesk::forgetKey(const QString &id)
{
    const auto entry = find(id);
    if (!entry)
        return;
    const auto work = [entry = *entry, all = m_all] {
        return reach(entry, all).and_then([](const ConfiguredHost &host) {
            return forgetOldKeys(host);
        });
    };
    runAsync(
        this, work,
        [this, id](const Result<int> &lines) {
            if (lines)
                look(id);
            else
                emit failed(lines.error().message);
        },
        &m_pool);
}

void HostDesk::look(const QString &id, const QString &fingerprint)
{
    const bool isHere = id == thisComputer().id;
    const std::optional<HostEntry> entry = isHere ? thisComputerEntry() : find(id);
    if (!entry || m_looks.count(id))
        return;
    const CancelToken cancel;
    m_looks.emplace(id, cancel);
    emit lookStarted(id);
    const auto work = [entry = *entry, all = m_all, fingerprint, cancel, shared = m_shared,
                       ask = m_ask, this] {
        LoginQuestions person(this, ask, cancel);
        const auto tell = [this](const QString &sentence) { emit failed(sentence); }; // Queued.
        RememberedCredentials credentials(shared->memory, ask ? &person : nullptr, tell);
        return lookThere(entry, all, fingerprint, credentials, shared->logins, cancel);
    };
    runAsync(
        this, work,
        [this, id](const HostReport &report) {
            m_looks.erase(id);
            emit looked(id, report);
            findWay(id); // Something may be kept now, or not any more.
        },
        &m_pool);
}

void HostDesk::peek(const DataLocation &data, const CsvOptions &options, int headRows,
                    const std::function<void(const Result<TablePeek> &)> &answer)
{
    const auto entry = find(data.host);
    if (!entry) {
        answer(failure(ErrorKind::NotFound,
                       tr("There is no host %1. Add it in Hosts, or correct the path.")
                           .arg(plainLine(data.host, 80))));
        return;
    }
    const auto work = [entry = *entry, shells = shells(), cancel = m_closing, data, options,
                       headRows] {
        const QString name = entry.profile.id + QLatin1Char(':') + data.path;
        Patience patience;
        patience.cancel = cancel;
        return peekTable(*shells(entry.profile), data.path, name, options, headRows, patience);
    };
    runAsync(this, work, answer, &m_pool);
}

void HostDesk::stopLooking(const QString &id)
{
    if (const auto look = m_looks.find(id); look != m_looks.end())
        look->second.cancel();
}

} // namespace outcrop
