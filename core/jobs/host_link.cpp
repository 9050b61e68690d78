#include "core/jobs/host_link.h"

#include <utility>

namespace outcrop {

HostLink::HostLink(JobStore store, std::unique_ptr<RemoteShell> shell, const HostProfile &host)
    : m_store(std::move(store)), m_shell(std::move(shell)), m_session(*m_shell, host)
{
}

Result<std::unique_ptr<HostLink>> HostLink::open(const QString &dataFolder, const HostProfile &host,
                                                 const MakeShell &makeShell)
{
    Result<JobStore> store = JobStore::open({dataFolder, Journal::ByFileSystem, {}});
    if (!store)
        return failure(store.error());
    return std::unique_ptr<HostLink>(new HostLink(std::move(*store), makeShell(host), host));
}

} // namespace outcrop
