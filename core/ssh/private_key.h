#pragma once

#include "core/base/result.h"
#include "core/ssh/credentials.h"

#include <QString>

#include <libssh/libssh.h>

#include <functional>
#include <memory>
#include <optional>

namespace outcrop {

struct FreeKey
{
    void operator()(ssh_key key) const { ssh_key_free(key); }
};
using SshKey = std::unique_ptr<ssh_key_struct, FreeKey>;

// The public half, of FILE.pub or of the private file where that says it openly. Null: neither
// does, so the private one must be opened.
SshKey publicKeyOf(const QString &file);

// As it goes over the wire.
QByteArray blobOf(const SshKey &key);

// Opens a private key. `ask` is called where it has a passphrase, again after a wrong one, and with
// the number of the attempt; with no answer the key is left out: ErrorKind::NeedsLogin. Other
// errors name what is wrong with the file: missing, not readable, of a type that needs a device.
using AskPassphrase = std::function<std::optional<Secret>(int attempt)>;
Result<SshKey> openPrivateKey(const QString &file, const AskPassphrase &ask);

} // namespace outcrop
