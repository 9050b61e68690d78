#pragma once

#include "core/hosts/host_session.h"
#include "core/job_store/job_store.h"
#include "core/jobs/make_shell.h"

#include <memory>

namespace outcrop {

// What a thread needs that works on the jobs of a host: connections of its own to the store and to
// the host.
class HostLink
{
public:
    // Opens the store; the host is not asked before the first call of the session.
    static Result<std::unique_ptr<HostLink>>
    open(const QString &dataFolder, const HostProfile &host, const MakeShell &makeShell);

    JobStore &store() { return m_store; }
    HostSession &session() { return m_session; }

private:
    HostLink(JobStore store, std::unique_ptr<RemoteShell> shell, const HostProfile &host);

    JobStore m_store;
    std::unique_ptr<RemoteShell> m_shell;
    HostSession m_session; // Over m_shell.
};

} // namespace outcrop
