#pragma once

#include "core/secrets/secret_store.h"

#include <QString>

#include <atomic>
#include <map>

namespace outcrop::samples {

// A store whose drawers can be looked into, and that counts how often it is asked.
class CountedSecrets : public SecretStore
{
public:
    QString whyNot() override { return broken; }
    std::optional<Secret> find(const QString &name) override
    {
        ++asked;
        const auto one = all.find(name);
        return !broken.isEmpty() || one == all.end()
                   ? std::nullopt
                   : std::optional(Secret(QByteArray(one->second)));
    }
    Result<> keep(const QString &name, const Secret &secret) override
    {
        if (!broken.isEmpty())
            return failure(ErrorKind::Io, broken);
        all[name] = secret.text();
        return {};
    }
    Result<bool> forget(const QString &name) override { return all.erase(name) > 0; }

    std::map<QString, QByteArray> all;
    QString broken;
    std::atomic<int> asked = 0;
};

} // namespace outcrop::samples
