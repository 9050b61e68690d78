#pragma once

#include "core/ssh/ssh_config.h"

namespace outcrop {

// Takes what the person's known_hosts files say of a host out of them, so that its next key is a
// new one to compare. Its jump hosts stay as they are. Returns how many lines went; NotFound where
// there is none that speaks of this host alone. What the system's files say is not a person's to
// change. Writes files.
Result<int> forgetOldKeys(const ConfiguredHost &host);

} // namespace outcrop
