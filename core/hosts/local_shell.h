#pragma once

#include "core/hosts/remote_shell.h"

namespace outcrop {

// This computer as a host. Scripts run in a child that inherits none of our descriptors, is in a
// session of its own (Ctrl-C at our terminal does not reach it) and is gone, with its process
// group, when the call returns; only what a script itself put into another session goes on. Needs
// no event loop. Files are read and written directly.
class LocalShell : public RemoteShell
{
public:
    Result<ScriptOutput> run(const QByteArray &script, const Patience &patience) override;
    Result<int> follow(const QByteArray &script, const ByteSink &sink,
                       const Patience &patience) override;
    Result<> putFile(const QString &local, const QByteArray &remote,
                     const Patience &patience) override;
    Result<QByteArray> read(const QByteArray &remote, qint64 offset, qint64 count,
                            const Patience &patience) override;
    Result<> fetchFile(const QByteArray &remote, qint64 offset, const ByteSink &sink,
                       const Patience &patience) override;
};

} // namespace outcrop
