#pragma once

#include "core/ssh/credentials.h"
#include "core/ssh/ssh_session.h"

namespace outcrop {

// Logs in, after checkHostKey(): keys of the agent and of files (at most five, so that the host
// does not hang up), then what a person is asked for, until the host is content; one that wants
// several is given several. ErrorKind::NeedsLogin: it is not, and nobody can be asked for more.
Result<> logIn(SshSession &session, const SshProfile &hop, bool isJump, Credentials &credentials,
               const Patience &patience);

} // namespace outcrop
