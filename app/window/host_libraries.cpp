#include "app/window/host_libraries.h"

#include "core/async/run_async.h"
#include "core/host_catalog/host_catalog.h"

namespace outcrop {

HostLibraries::HostLibraries(const Catalog &here, QString cache, QObject *parent)
    : QObject(parent), m_here(here), m_cache(std::move(cache))
{
}

HostLibraries::~HostLibraries()
{
    m_closing.cancel();
    m_pool.waitForDone();
}

void HostLibraries::follow(const HostProfile &host)
{
    m_host = host;
    readAgain(host.id);
}

void HostLibraries::readAgain(const QString &host)
{
    if (host != m_host.id)
        return;
    runAsync(
        this,
        [host = m_host, here = m_here, cache = m_cache] { return keptLibrary(host, here, cache); },
        [this, host](const std::optional<LibraryThere> &library) {
            if (host == m_host.id)
                take(library);
        });
}

void HostLibraries::take(const std::optional<LibraryThere> &library)
{
    const QString name = library ? library->name() : QString();
    if (std::exchange(m_shown, name) != name)
        emit changed(library);
}

void HostLibraries::ask(const HostProfile &host, const FoundPython &python,
                        const MakeShell &makeShell)
{
    const auto work = [host, python, makeShell, cache = m_cache, cancel = m_closing] {
        Patience patience;
        patience.cancel = cancel;
        followLibrary(*makeShell(host), host, python, cache, patience);
        return host.id;
    };
    runAsync(
        this, work, [this](const QString &id) { readAgain(id); }, &m_pool);
}

} // namespace outcrop
