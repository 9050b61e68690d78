#pragma once

#include "core/base/descriptor.h"
#include "core/hosts/remote_shell.h"

#include <QString>

namespace outcrop {

// A TCP connection to a name or IP literal; its addresses are tried in their order. The kernel
// keeps it alive and gives it up when the other side has not answered for half a minute. Network:
// no such name, nobody listens there, or nobody answers within patience.silence, which is for all
// of it together.
Result<Descriptor> connectTcp(const QString &address, int port, const Patience &patience);

} // namespace outcrop
