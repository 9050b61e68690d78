#pragma once

#include "core/secrets/secret_store.h"

#include <chrono>

namespace outcrop {

// The keychain of the desktop: GNOME Keyring, KWallet or another Secret Service, in which a person
// sees and removes what is kept, under "outcrop". Nothing is ever written anywhere else.
//
// It is used only while it is unlocked, so that no call makes the desktop ask for its password:
// work in the background calls, too. One that stays silent for `patience` counts as not there, and
// until it has answered no call waits for it again.
class Keychain : public SecretStore
{
public:
    explicit Keychain(std::chrono::milliseconds patience = std::chrono::seconds(3))
        : m_patience(patience)
    {
    }

    QString whyNot() override;
    std::optional<Secret> find(const QString &name) override;
    Result<> keep(const QString &name, const Secret &secret) override;
    Result<bool> forget(const QString &name) override;

private:
    const std::chrono::milliseconds m_patience;
};

} // namespace outcrop
