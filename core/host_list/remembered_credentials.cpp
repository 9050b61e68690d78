#include "core/host_list/remembered_credentials.h"

namespace outcrop {

std::optional<std::vector<Secret>> RememberedCredentials::answer(const LoginQuestion &question)
{
    const std::lock_guard lock(m_mutex);
    if (question.kind == LoginQuestion::Kind::Prompts)
        return m_person.answer(question);
    const QString name = question.kind == LoginQuestion::Kind::Passphrase
                             ? QLatin1Char('/') + question.file
                             : question.host;
    if (question.attempt > 1)
        m_known.erase(name);
    if (const auto known = m_known.find(name); known != m_known.end()) {
        std::vector<Secret> again;
        again.push_back(known->second.copy());
        return again;
    }
    auto answers = m_person.answer(question);
    if (answers && !answers->empty())
        m_known.emplace(name, answers->front().copy());
    return answers;
}

} // namespace outcrop
