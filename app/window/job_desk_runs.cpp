// What the desk does before a job is submitted: packing, a look at the host.

#include "app/window/job_desk.h"
#include "core/async/run_async.h"

#include <algorithm>

namespace outcrop {

namespace {

constexpr std::chrono::seconds silence(8); // A person waits for it.

} // namespace

void JobDesk::run(const RunWish &wish, const Catalog &catalog, const RunHearing &hearing)
{
    runAsync(
        this, [wish, catalog] { return pack(wish, catalog); },
        [this, hearing, triedFirst = wish.options.triedFirst](const Result<PreparedRun> &packed) {
            if (!packed)
                hearing.answer(failure(packed.error()));
            else if (triedFirst && packed->host != thisComputer().id)
                lookOnceTried(*packed, hearing);
            else
                look(*packed, hearing);
        });
}

// It ends with this object at the latest.
int JobDesk::remember(const CancelToken &cancel)
{
    const int number = m_looks.empty() ? 0 : m_looks.rbegin()->first + 1;
    m_looks.emplace(number, cancel);
    return number;
}

void JobDesk::runPackage(const SubmitRequest &request, const std::shared_ptr<QTemporaryDir> &folder,
                         const RunHearing &hearing)
{
    look(asPacked(request, folder), hearing);
}

void JobDesk::look(const PreparedRun &prepared, const RunHearing &hearing)
{
    const QString &id = prepared.host;
    const auto host = std::find_if(m_hosts.begin(), m_hosts.end(),
                                   [&](const HostProfile &profile) { return profile.id == id; });
    if (host == m_hosts.end() || m_unreached.contains(id)) {
        submit(prepared, hearing);
        return;
    }
    hearing.looking(host->title);
    const int number = remember(prepared.cancel);
    const SubmitLook look{*host,        {}, prepared.blocks, m_cache, {silence, prepared.cancel},
                          m_recentLooks};
    runAsync(
        this,
        [makeShell = m_makeShell, look, package = prepared.package] {
            return lookWith(makeShell, look, package);
        },
        [this, number, prepared, hearing,
         profile = *host](const Result<std::vector<PreflightLine>> &remarks) {
            m_looks.erase(number);
            emit lookedBefore(profile.id);
            if (!remarks) {
                hearing.answer(failure(remarks.error()));
                return;
            }
            for (const PreflightLine &line : *remarks)
                hearing.remark(remarkOf(line, profile));
            submit(prepared, hearing);
        },
        &m_pool);
}

} // namespace outcrop
