#pragma once

#include "core/secrets/secret_store.h"

#include <QString>

#include <map>
#include <memory>
#include <mutex>

namespace outcrop {

// Asks another store once for each name, and again after a secret of that name was kept or
// forgotten here; what it has answered stays in memory meanwhile. A store that cannot be used just
// now, because it is locked or silent, has not answered.
class OnceAskedStore : public SecretStore
{
public:
    explicit OnceAskedStore(std::shared_ptr<SecretStore> store) : m_store(std::move(store)) {}

    QString whyNot() override { return m_store->whyNot(); }
    std::optional<Secret> find(const QString &name) override;
    Result<> keep(const QString &name, const Secret &secret) override;
    Result<bool> forget(const QString &name) override;

private:
    const std::shared_ptr<SecretStore> m_store;
    std::mutex m_mutex; // Held while the other is asked: who wants the same name waits for it.
    std::map<QString, std::optional<Secret>> m_answers;
};

} // namespace outcrop
