#pragma once

#include <QString>

namespace outcrop {

// What lets in without a question, and what only the system's ssh can show to a host.

// A Kerberos ticket that is still good. Runs `klist -s`, so it blocks; false where there is none.
bool hasKerberosTicket();

// Whether the private key of this file lives in a device (FIDO), as its public half beside it says:
// https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL.u2f
bool isSecurityKey(const QString &identityFile);

} // namespace outcrop
