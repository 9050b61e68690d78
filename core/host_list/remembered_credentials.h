#pragma once

#include "core/secrets/secret_store.h"
#include "core/ssh/credentials.h"

#include <functional>
#include <map>
#include <mutex>

namespace outcrop {

// Passwords and passphrases that were typed while the program runs, by host or key file, and before
// these what a store has kept of earlier times. Shared by all who log in, in any thread. Of the
// host's own questions it knows nothing.
class LoginMemory
{
public:
    enum class Use { ReadAndKeep, Keep };

    // The store is borrowed. None: what is typed is known until the program ends.
    explicit LoginMemory(SecretStore *store = nullptr, Use use = Use::ReadAndKeep)
        : m_store(store), m_use(use)
    {
    }

    std::optional<Secret> find(const LoginQuestion &question) const;
    std::optional<Secret> findInStore(const LoginQuestion &question);
    void remember(const LoginQuestion &question, const Secret &secret);

    // The question, with what is to be said of the store.
    LoginQuestion withKeeping(LoginQuestion question) const;
    Result<> keep(const LoginQuestion &question, const Secret &secret);

    // A secret that was wrong, here and in the store; not another that somebody has typed since.
    void forget(const LoginQuestion &question, const Secret &wrong);

    // Held by whoever asks a person: two questions at once would only confuse.
    std::mutex asking;

private:
    struct Known
    {
        Secret secret;
        bool isInStore = false;
    };

    SecretStore *const m_store;
    const Use m_use;
    mutable std::mutex m_mutex;
    std::map<QString, Known> m_known;
};

// Asks the memory, its store, then a person, and gives the same answer again: each connection to a
// host logs in, but they type their password once. Never keeps the host's own questions (codes that
// count once), nor an answer that was wrong; into the store goes only what was right.
class RememberedCredentials : public Credentials
{
public:
    // All are borrowed. Without a person what others were told and what is kept is all there is,
    // and nobody is waited for. `tell` is called in the thread that logs in where something that
    // was to be kept is not: with a sentence why.
    using Tell = std::function<void(const QString &sentence)>;
    explicit RememberedCredentials(LoginMemory &memory, Credentials *person, Tell tell = {})
        : m_memory(memory), m_person(person), m_tell(std::move(tell))
    {
    }

    std::optional<LoginAnswer> answer(const LoginQuestion &question) override;
    bool hasPerson() const override { return m_person && m_person->hasPerson(); }
    void judge(const LoginQuestion &question, const LoginAnswer &answer, bool isRight) override;

private:
    std::optional<LoginAnswer> askPerson(const LoginQuestion &question);
    void tell(const QString &why) const;

    LoginMemory &m_memory;
    Credentials *m_person;
    Tell m_tell;
};

} // namespace outcrop
