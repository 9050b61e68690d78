#pragma once

#include "core/host_list/host_list.h"
#include "core/secrets/secret_store.h"
#include "core/ssh/credentials.h"
#include "core/ssh/ssh_settings.h"

namespace outcrop {

// The name in a SecretStore of what answers a question. A password is one of a user at an address
// and port, a passphrase one of a key file, whichever host it is for. Not of Prompts, which are
// codes that count once.
QString secretName(const LoginQuestion &question);

// Which secrets of a host are kept: its password, the passphrases of its keys. Not those of the
// hosts it is reached over.
QStringList keptSecrets(SecretStore &store, const ConfiguredHost &way);

// Takes them out of the store, and says how many there were.
Result<int> forgetSecrets(SecretStore &store, const QStringList &names);

// The same for a host that is no longer in `hosts`, or stands there with another address: its
// password, and the passphrases of its own keys that no other of them has. What cannot be forgotten
// now stays kept, as `outcrop hosts forget-password` would say.
void forgetSecretsOf(SecretStore &store, const HostEntry &gone, const HostList &hosts);

} // namespace outcrop
