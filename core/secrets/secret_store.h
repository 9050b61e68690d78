#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <optional>

namespace outcrop {

// Where secrets outlast the program, each under a name. May be used from any thread; no call waits
// for long. What is not found is to be asked for: that is never an error.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    // Why nothing can be kept just now, in a sentence; empty: it can.
    virtual QString whyNot() = 0;

    // Nothing: it is not kept, or the store does not say.
    virtual std::optional<Secret> find(const QString &name) = 0;

    virtual Result<> keep(const QString &name, const Secret &secret) = 0;

    // Whether there was one.
    virtual Result<bool> forget(const QString &name) = 0;
};

} // namespace outcrop
