#include "core/host_list/remembered_credentials.h"

#include "core/host_list/kept_secrets.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::RememberedCredentials)
};

LoginAnswer only(Secret secret)
{
    LoginAnswer answer;
    answer.secrets.push_back(std::move(secret));
    return answer;
}

} // namespace

std::optional<Secret> LoginMemory::find(const LoginQuestion &question) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_known.find(secretName(question));
    return known == m_known.end() ? std::nullopt : std::optional(known->second.secret.copy());
}

std::optional<Secret> LoginMemory::findInStore(const LoginQuestion &question)
{
    const QString name = secretName(question);
    std::optional<Secret> kept =
        m_store && m_use == Use::ReadAndKeep ? m_store->find(name) : std::nullopt;
    if (!kept)
        return {};
    const std::lock_guard lock(m_mutex);
    m_known.insert_or_assign(name, Known{kept->copy(), true});
    return kept;
}

void LoginMemory::remember(const LoginQuestion &question, const Secret &secret)
{
    const std::lock_guard lock(m_mutex);
    m_known.insert_or_assign(secretName(question), Known{secret.copy()});
}

LoginQuestion LoginMemory::withKeeping(LoginQuestion question) const
{
    if (!m_store)
        return question;
    question.whyNotKept = m_store->whyNot();
    question.keeping = question.whyNotKept.isEmpty() ? LoginQuestion::Keeping::Offered
                                                     : LoginQuestion::Keeping::Impossible;
    return question;
}

Result<> LoginMemory::keep(const LoginQuestion &question, const Secret &secret)
{
    if (!m_store)
        return {};
    const QString name = secretName(question);
    const Result<> kept = m_store->keep(name, secret);
    const std::lock_guard lock(m_mutex);
    if (kept)
        m_known.insert_or_assign(name, Known{secret.copy(), true});
    return kept;
}

void LoginMemory::forget(const LoginQuestion &question, const Secret &wrong)
{
    const QString name = secretName(question);
    bool isInStore = false;
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_known.find(name);
        if (known == m_known.end() || !(known->second.secret == wrong))
            return;
        isInStore = known->second.isInStore;
        m_known.erase(known);
    }
    if (isInStore)
        static_cast<void>(m_store->forget(name)); // If it cannot now, it will when it is asked.
}

std::optional<LoginAnswer> RememberedCredentials::answer(const LoginQuestion &question)
{
    if (question.kind == LoginQuestion::Kind::Prompts)
        return askPerson(question);
    if (std::optional<Secret> known = m_memory.find(question))
        return only(std::move(*known));
    if (question.attempt == 1) { // Later what is kept was wrong, or is not to be had.
        if (std::optional<Secret> kept = m_memory.findInStore(question))
            return only(std::move(*kept));
    }
    return askPerson(question);
}

std::optional<LoginAnswer> RememberedCredentials::askPerson(const LoginQuestion &question)
{
    if (!m_person)
        return {};
    const std::lock_guard lock(m_memory.asking);
    if (question.kind == LoginQuestion::Kind::Prompts)
        return m_person->answer(question);
    // Somebody else may have been told while this one waited.
    if (std::optional<Secret> known = m_memory.find(question))
        return only(std::move(*known));
    const LoginQuestion asked = m_memory.withKeeping(question);
    auto answer = m_person->answer(asked);
    if (!answer || answer->secrets.empty())
        return answer;
    if (answer->isToBeKept && asked.keeping != LoginQuestion::Keeping::Offered) {
        answer->isToBeKept = false;
        tell(asked.whyNotKept);
    }
    m_memory.remember(question, answer->secrets.front());
    return answer;
}

void RememberedCredentials::judge(const LoginQuestion &question, const LoginAnswer &answer,
                                  bool isRight)
{
    if (question.kind == LoginQuestion::Kind::Prompts)
        return;
    const Secret &secret = answer.secrets.front();
    if (!isRight) {
        m_memory.forget(question, secret);
    } else if (answer.isToBeKept) {
        if (const Result<> kept = m_memory.keep(question, secret); !kept)
            tell(kept.error().message);
    }
}

void RememberedCredentials::tell(const QString &why) const
{
    if (m_tell)
        m_tell(Tr::tr("What was typed is not kept. %1").arg(why));
}

} // namespace outcrop
