#include "core/host_list/remembered_credentials.h"

namespace outcrop {

namespace {

QString nameOf(const LoginQuestion &question)
{
    return question.kind == LoginQuestion::Kind::Passphrase ? QLatin1Char('/') + question.file
                                                            : question.host;
}

std::vector<Secret> only(Secret secret)
{
    std::vector<Secret> answers;
    answers.push_back(std::move(secret));
    return answers;
}

} // namespace

std::optional<Secret> LoginMemory::find(const LoginQuestion &question) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_known.find(nameOf(question));
    return known == m_known.end() ? std::nullopt : std::optional(known->second.copy());
}

void LoginMemory::keep(const LoginQuestion &question, const Secret &answer)
{
    const std::lock_guard lock(m_mutex);
    m_known.insert_or_assign(nameOf(question), answer.copy());
}

void LoginMemory::forget(const LoginQuestion &question)
{
    const std::lock_guard lock(m_mutex);
    m_known.erase(nameOf(question));
}

std::optional<std::vector<Secret>> RememberedCredentials::answer(const LoginQuestion &question)
{
    const bool isKept = question.kind != LoginQuestion::Kind::Prompts;
    if (isKept && question.attempt > 1)
        m_memory.forget(question);
    if (isKept) {
        if (std::optional<Secret> known = m_memory.find(question))
            return only(std::move(*known));
    }
    if (!m_person)
        return {};
    const std::lock_guard lock(m_memory.asking);
    if (isKept) { // Somebody else may have been told while this one waited.
        if (std::optional<Secret> known = m_memory.find(question))
            return only(std::move(*known));
    }
    auto answers = m_person->answer(question);
    if (isKept && answers && !answers->empty())
        m_memory.keep(question, answers->front());
    return answers;
}

} // namespace outcrop
