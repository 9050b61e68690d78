#pragma once

#include "core/ssh/credentials.h"

#include <map>
#include <mutex>

namespace outcrop {

// Asks somebody else once and gives the same answer again while the program runs: each connection
// to a host logs in, but a person types their password once. Never keeps the host's own questions
// (codes that count once), nor an answer that was wrong. May be used by several threads, which wait
// for each other: two questions at once would only confuse.
class RememberedCredentials : public Credentials
{
public:
    explicit RememberedCredentials(Credentials &person) : m_person(person) {}

    std::optional<std::vector<Secret>> answer(const LoginQuestion &question) override;

private:
    Credentials &m_person;
    std::mutex m_mutex;
    std::map<QString, Secret> m_known; // By host and what was asked for.
};

} // namespace outcrop
