#pragma once

#include "core/catalog/catalog.h"
#include "core/host_catalog/library_there.h"
#include "core/hosts/preflight.h"
#include "core/jobs/make_shell.h"

#include <QObject>
#include <QThreadPool>

namespace outcrop {

// The library of the host that is chosen for runs, as it is known without a connection.
class HostLibraries : public QObject
{
    Q_OBJECT

public:
    // `cache`: Folders::cache.
    HostLibraries(const Catalog &here, QString cache, QObject *parent = nullptr);
    ~HostLibraries() override; // Hosts that are asked are let go of, which is bounded.

    void follow(const HostProfile &host); // changed() follows if its library is another one.
    void readAgain(const QString &host);  // Somebody has asked it.

    // Asks a host that was just looked at, in the background.
    void ask(const HostProfile &host, const FoundPython &python, const MakeShell &makeShell);

signals:
    void changed(const std::optional<outcrop::LibraryThere> &library); // Nothing: as here.

private:
    void take(const std::optional<LibraryThere> &library);

    const Catalog &m_here;
    const QString m_cache;
    HostProfile m_host;
    QString m_shown; // The name of what was told last.
    CancelToken m_closing;
    QThreadPool m_pool; // Of those who wait for a host.
};

} // namespace outcrop
