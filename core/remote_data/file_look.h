#pragma once

#include "core/hosts/remote_shell.h"

#include <optional>

namespace outcrop {

struct FileLook
{
    qint64 bytes = 0;
    std::optional<qint64> lines; // None: not wished, or counting them took longer than 10 seconds.
};

enum class CountLines { No, Yes };

// Looks at the file `path` of the shell's host, absolute, in one round trip. `name` is what errors
// call it. Blocks. NotFound, InvalidInput (no file, not readable), or what the shell says.
Result<FileLook> lookAtFile(RemoteShell &shell, const QString &path, const QString &name,
                            CountLines count, const Patience &patience);

} // namespace outcrop
