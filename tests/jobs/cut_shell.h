#pragma once

#include "core/hosts/local_shell.h"

#include <atomic>
#include <memory>

// This computer behind a connection that breaks: calls are counted from 1, those from `first` to
// `last` fail as if the host had not answered, before or after it has done what was asked.
namespace outcrop::samples {

struct Cuts
{
    std::atomic<int> calls{0};
    std::atomic<int> first{0}, last{-1};
    std::atomic<bool> afterEffect{false};

    void cutAll() { first = 1, last = 1 << 30; }
    void mend() { last = -1; }
    bool cutsNext()
    {
        const int call = ++calls;
        return call >= first && call <= last;
    }
};

class CutShell : public LocalShell
{
public:
    explicit CutShell(std::shared_ptr<Cuts> cuts) : m_cuts(std::move(cuts)) {}

    Result<ScriptOutput> run(const QByteArray &script, const Patience &patience) override
    {
        return through([&] { return LocalShell::run(script, patience); });
    }
    Result<> putFile(const QString &local, const QByteArray &remote,
                     const Patience &patience) override
    {
        return through([&] { return LocalShell::putFile(local, remote, patience); });
    }
    Result<QByteArray> read(const QByteArray &remote, qint64 offset, qint64 count,
                            const Patience &patience) override
    {
        return through([&] { return LocalShell::read(remote, offset, count, patience); });
    }
    Result<> fetchFile(const QByteArray &remote, qint64 offset, const ByteSink &sink,
                       const Patience &patience) override
    {
        return through([&] { return LocalShell::fetchFile(remote, offset, sink, patience); });
    }

private:
    template<class Call>
    std::invoke_result_t<Call> through(Call call)
    {
        const bool cut = m_cuts->cutsNext();
        if (cut && !m_cuts->afterEffect)
            return failure(ErrorKind::Network, QStringLiteral("The connection was cut."));
        auto result = call();
        if (cut)
            return failure(ErrorKind::Network, QStringLiteral("The connection was cut."));
        return result;
    }

    std::shared_ptr<Cuts> m_cuts;
};

} // namespace outcrop::samples
