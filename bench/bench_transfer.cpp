// 200 MB of random bytes to a real sshd and back, beside scp doing the same in the same run, from
// the first byte of the connection to the last of the file: `ratio` is how many times faster ours
// was (the best of each). The argument is the round trip in milliseconds; one that is not 0 needs
// root, for two network namespaces with a slow line between them.

#include "core/base/hash.h"
#include "tests/support/slow_line.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>

using namespace outcrop;
using samples::mustRun;
using samples::SlowLine;
using samples::SshServer;

namespace {

constexpr int fileSize = 200'000'000;

enum Direction { Up, Down };

std::unique_ptr<SshServer> startServer(bool isFar)
{
    const QByteArray configuration = "Subsystem sftp internal-sftp";
    return isFar ? SlowLine::server(configuration) : std::make_unique<SshServer>(configuration);
}

// In memory, where there is room: a disk would be what is measured.
QString transferFolder()
{
    const QString shared = QStringLiteral("/dev/shm");
    return (QFileInfo(shared).isWritable() ? shared : QDir::tempPath())
           + QStringLiteral("/outcrop-transfer-XXXXXX");
}

void writeRandomFile(const QString &path)
{
    QByteArray content(fileSize, Qt::Uninitialized);
    std::mt19937_64 random(1);
    auto *words = reinterpret_cast<quint64 *>(content.data());
    std::generate(words, words + fileSize / sizeof(quint64), random);
    if (!saveAtomically(path, content))
        qFatal("cannot write %s", qPrintable(path));
}

struct Transfer
{
    const SshServer &server;
    Direction direction;
    QString from, to;

    void byScp() const
    {
        const SshProfile profile = server.profile();
        const QString far = QStringLiteral("%1@%2:").arg(profile.user, profile.address);
        mustRun(QStringLiteral("scp"),
                {QStringLiteral("-qF"), QStringLiteral("/dev/null"), QStringLiteral("-i"),
                 profile.identityFiles.first(), QStringLiteral("-P"), QString::number(profile.port),
                 QStringLiteral("-oBatchMode=yes"),
                 QStringLiteral("-oUserKnownHostsFile=%1").arg(server.path("known_hosts")),
                 direction == Up ? from : far + from, direction == Up ? far + to : to});
    }

    void byUs() const
    {
        NoCredentials nobody;
        SshShell shell(server.profile(), server.trust(), nobody);
        const Result<> done =
            direction == Up ? shell.putFile(from, QFile::encodeName(to), {}) : fetch(shell);
        if (!done)
            qFatal("%s", qPrintable(done.error().message));
    }

    Result<> fetch(SshShell &shell) const
    {
        QFile file(to);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            qFatal("cannot write %s", qPrintable(to));
        const auto keep = [&file](const QByteArray &bytes) -> Result<> {
            if (file.write(bytes) != bytes.size())
                qFatal("cannot write");
            return {};
        };
        return shell.fetchFile(QFile::encodeName(from), 0, keep, {});
    }

    template<class Work>
    double seconds(Work work) const
    {
        QFile::remove(to);
        const auto began = std::chrono::steady_clock::now();
        work();
        const double taken =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        if (sha256OfFile(to).value_or(QByteArray()) != sha256OfFile(from).value_or("x"))
            qFatal("the file did not arrive as it was");
        return taken;
    }
};

void transfer(benchmark::State &state, Direction direction)
{
    const int roundTrip = int(state.range(0));
    const auto line = roundTrip > 0 ? std::make_unique<SlowLine>(roundTrip) : nullptr;
    const auto server = startServer(line != nullptr);
    const QTemporaryDir folder(transferFolder());
    const Transfer work{*server, direction, folder.filePath(QStringLiteral("from")),
                        folder.filePath(QStringLiteral("to"))};
    writeRandomFile(work.from);
    double ours = 1e9, theirs = 1e9;
    for (auto _ : state) {
        theirs = std::min(theirs, work.seconds([&] { work.byScp(); }));
        const double taken = work.seconds([&] { work.byUs(); });
        ours = std::min(ours, taken);
        state.SetIterationTime(taken);
    }
    state.counters["ratio"] = theirs / ours;
    state.counters["MB_s"] = fileSize / ours / 1e6;
    state.counters["scp_MB_s"] = fileSize / theirs / 1e6;
}

void registerTransfers()
{
    const bool hasFar = ::geteuid() == 0 && QFileInfo::exists(QStringLiteral("/dev/net/tun"));
    if (!hasFar)
        qWarning("Only without delay: slow lines need root and /dev/net/tun.");
    for (const int roundTrip : {0, 20, 100}) {
        if (roundTrip > 0 && !hasFar)
            continue;
        benchmark::RegisterBenchmark("upload", transfer, Up)
            ->Arg(roundTrip)
            ->Iterations(roundTrip == 0 ? 5 : 2)
            ->UseManualTime()
            ->Unit(benchmark::kMillisecond);
        benchmark::RegisterBenchmark("download", transfer, Down)
            ->Arg(roundTrip)
            ->Iterations(roundTrip == 0 ? 5 : 2)
            ->UseManualTime()
            ->Unit(benchmark::kMillisecond);
    }
}

} // namespace

int main(int count, char **words)
{
    const QCoreApplication app(count, words);
    benchmark::Initialize(&count, words);
    registerTransfers();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
