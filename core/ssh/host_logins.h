#pragma once

#include "core/hosts/remote_shell.h"
#include "core/ssh/credentials.h"
#include "core/ssh/host_trust.h"
#include "core/ssh/ssh_profile.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace outcrop {

// A connection that somebody is logged in over. Any thread may use it.
class HostLogin
{
public:
    virtual ~HostLogin() = default;

    // As far as this end knows.
    virtual bool isAlive() = 0;

    // Called now and then, so that neither side takes it for dead. Never waits.
    virtual void stayAwake() {}

    // Whether somebody had to do something for it, beyond answering `credentials`.
    virtual bool tookPerson() const { return false; }

    // What the hops have shown, the host last.
    virtual const std::vector<HostKeyQuestion> &shownKeys() const = 0;

    // It is of no more use: who has it takes another one with their next call.
    void giveUp() { m_isGivenUp = true; }
    bool isUsable() { return !m_isGivenUp && isAlive(); }

    // Others have it, too: that a command is silent is no reason to give it up.
    void share() { m_isShared = true; }
    bool isShared() const { return m_isShared; }

private:
    std::atomic<bool> m_isGivenUp = false, m_isShared = false;
};

// The logins of a program that took answers which count once, such as codes: each is kept as long
// as the host lets it, and all shells on the host use that one connection. The first shell that
// has a person logs in; when the connection is gone, the next one that has does. Hosts that let in
// with what the program knows get a connection for each shell. Used by any thread.
class HostLogins
{
public:
    // So often each is kept awake: more often than hosts and gateways lose patience.
    explicit HostLogins(std::chrono::milliseconds wakeEvery = std::chrono::seconds(15));
    // Ends the connections that nobody else has.
    ~HostLogins();
    HostLogins(const HostLogins &) = delete;
    HostLogins &operator=(const HostLogins &) = delete;

    // A usable one whose keys `trust` still trusts, as they were asked for again. Reads files.
    std::shared_ptr<HostLogin> find(const SshProfile &profile, const HostTrust &trust);

    // In the place of another to the same host.
    void keep(const SshProfile &profile, const std::shared_ptr<HostLogin> &login);

    bool isEmpty() const;

    // Held by who asks a person what a host wants to know.
    std::timed_mutex &asking(const SshProfile &profile);

private:
    struct Kept
    {
        SshProfile profile;
        std::shared_ptr<HostLogin> login;
    };

    void keepAwake();

    const std::chrono::milliseconds m_wakeEvery;
    mutable std::mutex m_mutex;
    std::vector<Kept> m_kept;
    std::map<QString, std::timed_mutex> m_asking; // By address.
    std::condition_variable m_ending;
    bool m_isEnding = false;
    std::thread m_thread; // Once there is something to keep awake.
};

// The credentials of one login. While they ask a person what the host wants to know, others to whom
// it says the same wait; afterwards they find that login, and nobody is asked again.
class OnceAskedCredentials : public Credentials
{
public:
    // All are borrowed; no logins: nobody waits.
    OnceAskedCredentials(Credentials &credentials, HostLogins *logins, const SshProfile &profile,
                         const HostTrust &trust, const Patience &patience);

    std::optional<LoginAnswer> answer(const LoginQuestion &question) override;
    bool hasPerson() const override { return m_credentials.hasPerson(); }
    void judge(const LoginQuestion &question, const LoginAnswer &answer, bool isRight) override
    {
        m_credentials.judge(question, answer, isRight);
    }

    bool hasAskedPrompts() const { return m_hasAsked; }

private:
    bool takeTurn();

    Credentials &m_credentials;
    HostLogins *const m_logins;
    const SshProfile &m_profile;
    const HostTrust &m_trust;
    const Patience &m_patience;
    std::unique_lock<std::timed_mutex> m_turn; // Until the login is kept, or has failed.
    bool m_hasAsked = false;
};

// The login of a shell: one that is kept, else what `open` makes with the credentials it is given.
template<class Login, class Open>
Result<std::shared_ptr<Login>> logInOnce(HostLogins *logins, const SshProfile &profile,
                                         const HostTrust &trust, Credentials &credentials,
                                         const Patience &patience, Open open)
{
    const auto kept = [&] {
        return std::dynamic_pointer_cast<Login>(logins ? logins->find(profile, trust) : nullptr);
    };
    if (std::shared_ptr<Login> login = kept())
        return login;
    OnceAskedCredentials once(credentials, logins, profile, trust, patience);
    auto opened = open(once);
    if (!opened) {
        if (std::shared_ptr<Login> login = kept()) // Somebody else has logged in meanwhile.
            return login;
        return failure(opened.error());
    }
    std::shared_ptr<Login> login = std::move(*opened);
    if (logins && (once.hasAskedPrompts() || login->tookPerson()))
        logins->keep(profile, login);
    return login;
}

} // namespace outcrop
