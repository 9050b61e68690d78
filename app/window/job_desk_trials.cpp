// What the desk tries on a few rows before it is submitted, or instead.

#include "app/window/job_desk.h"
#include "core/async/run_async.h"
#include "core/base/text.h"

#include <algorithm>

namespace outcrop {

// NotFound is left to what cannot be tried.
void JobDesk::tryOut(const RunWish &wish, const Catalog &catalog, const Answer<SmokeRun> &answer)
{
    runAsync(
        this, [wish, catalog] { return pack(wish, catalog); },
        [this, answer](const Result<PreparedRun> &packed) {
            if (packed)
                tryPacked(*packed, trialHost(packed->host), answer);
            else if (packed.error().kind == ErrorKind::NotFound)
                answer(failure(ErrorKind::InvalidInput, packed.error().message));
            else
                answer(failure(packed.error()));
        });
}

std::optional<TrialHost> JobDesk::trialHost(const QString &id) const
{
    if (id == thisComputer().id)
        return std::nullopt;
    const auto host = std::find_if(m_hosts.begin(), m_hosts.end(),
                                   [&](const HostProfile &profile) { return profile.id == id; });
    if (host != m_hosts.end())
        return TrialHost{*host, m_makeShell};
    HostProfile unknown;
    unknown.id = unknown.title = id;
    return TrialHost{unknown, {}};
}

void JobDesk::tryPacked(const PreparedRun &prepared, const std::optional<TrialHost> &elsewhere,
                        const Answer<SmokeRun> &answer)
{
    const int number = remember(prepared.cancel);
    runAsync(
        this, [prepared, elsewhere] { return tryHere(prepared, elsewhere); },
        [this, number, answer](const Result<SmokeRun> &tried) {
            m_looks.erase(number);
            answer(tried);
        },
        &m_pool);
}

// What held the run back.
Error JobDesk::heldBack(const Error &error, const QString &host) const
{
    if (error.kind == ErrorKind::Canceled)
        return error;
    const auto found = std::find_if(m_hosts.begin(), m_hosts.end(),
                                    [&](const HostProfile &each) { return each.id == host; });
    Error told = error;
    told.message =
        tr("Nothing was sent to %1, as it is to be tried here on a few rows first. %2",
           "host, sentence")
            .arg(plainLine(found == m_hosts.end() ? host : found->title, 60), error.message);
    return told;
}

// What cannot be tried here may well run there.
void JobDesk::lookOnceTried(const PreparedRun &prepared, const RunHearing &hearing)
{
    hearing.trying();
    std::optional<TrialHost> elsewhere = trialHost(prepared.host);
    if (elsewhere && m_unreached.contains(prepared.host))
        elsewhere->makeShell = {};
    tryPacked(prepared, elsewhere, [this, prepared, hearing](const Result<SmokeRun> &tried) {
        if (!tried && tried.error().kind != ErrorKind::NotFound) {
            hearing.answer(failure(heldBack(tried.error(), prepared.host)));
            return;
        }
        if (!tried)
            hearing.remark(tried.error().message);
        else if (!tried->failed.isEmpty()) // The others are worth the run.
            hearing.remark(sentenceOf(*tried));
        look(prepared, hearing);
    });
}

} // namespace outcrop
