#pragma once

#include "app/window/login_questions.h"
#include "core/host_list/remembered_credentials.h"
#include "core/jobs/make_shell.h"
#include "core/remote_data/table_peek.h"
#include "core/ssh/host_logins.h"
#include "core/table/data_location.h"
#include "widgets/hosts/host_report.h"

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <map>

namespace outcrop {

// The hosts of a person as the window sees them. Files are read and hosts are looked at in other
// threads; signals come to this object's.
class HostDesk : public QObject
{
    Q_OBJECT

public:
    // `config`: Folders::config. Empty: there is this computer, and no file is read. `secrets`:
    // where passwords may be kept, which is asked once for each; none: nowhere.
    HostDesk(QString config, std::shared_ptr<SecretStore> secrets, QObject *parent = nullptr);
    ~HostDesk() override; // Looks are broken off, which is bounded.

    // Who shows a person what a host asks, and gives their answer. Without one nobody is asked.
    void setPerson(const LoginQuestions::Ask &ask);

    // The list and ~/.ssh/config; changed() or failed() follows, then `done`. From then on what
    // another program makes of the list is followed. A list that cannot be read, and never was, is
    // both: this computer alone, of whose jobs it is not known how many may run at once.
    void read(const std::function<void()> &done);
    // What is kept to log in to it goes along where it goes, or is another host now.
    void save(const HostEntry &entry);
    void remove(const QString &id);

    // This computer, those that were added, those of ~/.ssh/config.
    const std::vector<ListedHost> &hosts() const { return m_hosts; }
    // Nothing if there is none, or it is this computer.
    std::optional<HostEntry> find(const QString &id) const;
    QHash<QString, QString> titles() const;    // By id.
    QHash<QString, QString> addresses() const; // By id, without this computer.
    std::vector<HostProfile> profiles() const;
    std::optional<HostProfile> profile(const QString &id) const; // This computer's, too.
    // For work in the background: unknown keys are refused, and nobody is asked, but what a person
    // typed before is known. May be used when this object is gone.
    MakeShell shells() const;
    HostWays ways() const; // Of these shells.

    // Takes the person's known keys of a host out of their files; looks at it then.
    void forgetKey(const QString &id);

    // How it is reached, and whether something is kept to log in to it; wayFound() and keptFound()
    // follow.
    void findWay(const QString &id);
    void forgetSecrets(const QString &id); // keptFound() or failed() follows.

    // Looks at a host because a person wants it: they are asked for passwords. An unknown key is
    // accepted if it has this fingerprint. looked() follows.
    void look(const QString &id, const QString &fingerprint = {});
    void stopLooking(const QString &id);

    // The first rows of a table on a host; nobody is asked for anything.
    void peek(const DataLocation &data, const CsvOptions &options, int headRows,
              const std::function<void(const Result<TablePeek> &)> &answer);

signals:
    void changed();
    void lookStarted(const QString &id);
    void looked(const QString &id, const outcrop::HostReport &report);
    void wayFound(const QString &id, const outcrop::Result<outcrop::ConfiguredHost> &way);
    void keptFound(const QString &id, bool isKept);
    void failed(const QString &sentence);

private:
    void edit(const QString &id, const std::function<Result<HostList>(HostList)> &change);
    void findKept(const QString &id, const Result<ConfiguredHost> &way);
    void forgetWhereItWas(const HostEntry &before);
    void load(const std::function<void(const Result<std::vector<ListedHost>> &)> &done);
    void loadIfChanged();
    void take(const Result<std::vector<ListedHost>> &hosts);
    void take(const std::vector<ListedHost> &hosts);
    void holdJobs(const Error &error);

    // What those know who may outlive this object.
    struct Shared
    {
        std::shared_ptr<SecretStore> secrets;
        LoginMemory memory{secrets.get()};
        RememberedCredentials silent{memory, nullptr};
        HostLogins logins{}; // A person logs in by look(); all others find it there.
    };

    const QString m_config;
    std::vector<ListedHost> m_hosts;
    HostList m_all;
    std::shared_ptr<Shared> m_shared;
    LoginQuestions::Ask m_ask;
    std::map<QString, CancelToken> m_looks; // By host.
    CancelToken m_closing;
    QSet<QString> m_ways; // Being found.
    QThreadPool m_pool;   // Of those who wait for a host.
    QFileSystemWatcher m_watcher;
    QDateTime m_seen; // When the list that was read last was written.
};

} // namespace outcrop
