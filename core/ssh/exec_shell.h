#pragma once

#include "core/hosts/remote_shell.h"
#include "core/hosts/shell_channel.h"

#include <QString>

#include <memory>

namespace outcrop {

// A RemoteShell over commands on a host. They are one of two constant strings, which a login shell
// of any kind takes as they are; all that varies goes over their standard input.
class ExecShell : public RemoteShell
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

protected:
    // The command runs when it returns.
    virtual Result<std::unique_ptr<ShellChannel>> open(const char *command,
                                                       const Patience &patience) = 0;

    // A call ended with ErrorKind::Network: what it went through is of no more use.
    virtual void dropConnection() = 0;

    // Looked at when a command ended before it should: was it the host, or the way to it?
    virtual bool hasConnection() = 0;

    virtual QString host() const = 0; // For sentences: "ann@cpu1"

private:
    Result<> upload(int file, const QString &local, const QByteArray &remote,
                    const Patience &patience);
    Result<> readTo(const QByteArray &remote, const QByteArray &script, const ByteSink &sink,
                    const Patience &patience);
    Error explained(int exitCode, const QByteArray &errors, const QByteArray &remote) const;

    template<class T>
    Result<T> noticing(Result<T> result)
    {
        if (result)
            return result;
        Error error = result.error();
        const bool endedEarly = error.kind == ErrorKind::Io || error.kind == ErrorKind::Denied;
        if (endedEarly && !hasConnection())
            error.kind = ErrorKind::Network;
        if (error.kind == ErrorKind::Network)
            dropConnection();
        return failure(error);
    }
};

} // namespace outcrop
