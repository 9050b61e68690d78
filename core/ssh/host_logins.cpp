#include "core/ssh/host_logins.h"

#include <algorithm>

namespace outcrop {

namespace {

constexpr std::chrono::milliseconds glance(50);

bool trustsAll(const HostTrust &trust, const SshProfile &profile,
               const std::vector<HostKeyQuestion> &shown)
{
    return shown.size() == profile.jumps.size() + 1
           && std::all_of(shown.begin(), shown.end(), [&](const HostKeyQuestion &key) {
                  return lookUpHostKey(trust.files, key.name, key.key).verdict
                         == KeyVerdict::Trusted;
              });
}

} // namespace

HostLogins::HostLogins(std::chrono::milliseconds wakeEvery) : m_wakeEvery(wakeEvery) {}

HostLogins::~HostLogins()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_ending.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

std::shared_ptr<HostLogin> HostLogins::find(const SshProfile &profile, const HostTrust &trust)
{
    std::shared_ptr<HostLogin> login;
    {
        const std::lock_guard lock(m_mutex);
        const auto at = std::find_if(m_kept.begin(), m_kept.end(),
                                     [&](const Kept &kept) { return kept.profile == profile; });
        if (at == m_kept.end())
            return nullptr;
        login = at->login;
    }
    return login->isUsable() && trustsAll(trust, profile, login->shownKeys()) ? login : nullptr;
}

void HostLogins::keep(const SshProfile &profile, const std::shared_ptr<HostLogin> &login)
{
    std::shared_ptr<HostLogin> before; // Ends outside of the lock.
    login->share();
    const std::lock_guard lock(m_mutex);
    const auto at = std::find_if(m_kept.begin(), m_kept.end(),
                                 [&](const Kept &kept) { return kept.profile == profile; });
    if (at == m_kept.end())
        m_kept.push_back({profile, login});
    else
        before = std::exchange(at->login, login);
    if (!m_thread.joinable())
        m_thread = std::thread([this] { keepAwake(); });
}

bool HostLogins::isEmpty() const
{
    const std::lock_guard lock(m_mutex);
    return m_kept.empty();
}

std::timed_mutex &HostLogins::asking(const SshProfile &profile)
{
    const std::lock_guard lock(m_mutex);
    return m_asking[shownAddress(profile)];
}

// A host that asks whether somebody is there hears nothing while nobody reads from it.
void HostLogins::keepAwake()
{
    std::unique_lock lock(m_mutex);
    while (!m_ending.wait_for(lock, m_wakeEvery, [this] { return m_isEnding; })) {
        std::vector<Kept> all = m_kept;
        lock.unlock();
        for (const Kept &kept : all)
            kept.login->stayAwake();
        lock.lock();
        std::vector<Kept> gone; // Those end outside of the lock.
        for (const Kept &kept : all) {
            const auto isIt = [&](const Kept &other) { return other.login == kept.login; };
            const auto at = std::find_if(m_kept.begin(), m_kept.end(), isIt);
            if (at == m_kept.end() || kept.login->isUsable())
                continue;
            gone.push_back(std::move(*at));
            m_kept.erase(at);
        }
        lock.unlock();
        all.clear();
        gone.clear();
        lock.lock();
    }
}

OnceAskedCredentials::OnceAskedCredentials(Credentials &credentials, HostLogins *logins,
                                           const SshProfile &profile, const HostTrust &trust,
                                           const Patience &patience)
    : m_credentials(credentials)
    , m_logins(logins)
    , m_profile(profile)
    , m_trust(trust)
    , m_patience(patience)
{
}

std::optional<LoginAnswer> OnceAskedCredentials::answer(const LoginQuestion &question)
{
    if (question.kind != LoginQuestion::Kind::Prompts)
        return m_credentials.answer(question);
    if (!takeTurn())
        return {};
    auto answer = m_credentials.answer(question);
    m_hasAsked = m_hasAsked || answer.has_value();
    return answer;
}

// However long a person takes to type: the host gives up before that.
bool OnceAskedCredentials::takeTurn()
{
    if (!m_logins || m_turn.owns_lock())
        return true;
    m_turn = std::unique_lock(m_logins->asking(m_profile), std::defer_lock);
    while (!m_turn.try_lock_for(glance)) {
        if (m_patience.cancel.isCanceled())
            return false;
    }
    return !m_logins->find(m_profile, m_trust);
}

} // namespace outcrop
