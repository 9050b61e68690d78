#include "core/secrets/once_asked_store.h"

namespace outcrop {

namespace {

std::optional<Secret> copyOf(const std::optional<Secret> &secret)
{
    return secret ? std::optional(secret->copy()) : std::nullopt;
}

} // namespace

std::optional<Secret> OnceAskedStore::find(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_answers.find(name); known != m_answers.end())
        return copyOf(known->second);
    std::optional<Secret> found = m_store->find(name);
    if (found || m_store->whyNot().isEmpty())
        m_answers.emplace(name, copyOf(found));
    return found;
}

Result<> OnceAskedStore::keep(const QString &name, const Secret &secret)
{
    const std::lock_guard lock(m_mutex);
    m_answers.erase(name);
    return m_store->keep(name, secret);
}

Result<bool> OnceAskedStore::forget(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    m_answers.erase(name);
    return m_store->forget(name);
}

} // namespace outcrop
