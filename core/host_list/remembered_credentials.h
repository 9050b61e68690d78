#pragma once

#include "core/ssh/credentials.h"

#include <map>
#include <mutex>

namespace outcrop {

// Passwords and passphrases that were typed while the program runs, by host or key file. Shared by
// all who log in, in any thread.
class LoginMemory
{
public:
    std::optional<Secret> find(const LoginQuestion &question) const;
    void keep(const LoginQuestion &question, const Secret &answer);
    void forget(const LoginQuestion &question);

    // Held by whoever asks a person: two questions at once would only confuse.
    std::mutex asking;

private:
    mutable std::mutex m_mutex;
    std::map<QString, Secret> m_known;
};

// Asks a person once and gives the same answer again: each connection to a host logs in, but they
// type their password once. Never keeps the host's own questions (codes that count once), nor an
// answer that was wrong.
class RememberedCredentials : public Credentials
{
public:
    // Both are borrowed. Without a person what others were told is all there is, and nobody waits.
    explicit RememberedCredentials(LoginMemory &memory, Credentials *person)
        : m_memory(memory), m_person(person)
    {
    }

    std::optional<std::vector<Secret>> answer(const LoginQuestion &question) override;

private:
    LoginMemory &m_memory;
    Credentials *m_person;
};

} // namespace outcrop
