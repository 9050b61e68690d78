// From the click to the first line of the log, by a real sshd behind a line with a round trip of
// the argument's milliseconds, beside scp and ssh by hand doing the same in the same run: `ratio`
// is how many times faster ours was (the best of each), `round_trips` and `by_hand_round_trips` how
// many of them each takes: what the line adds to loopback, the argument 0; the others need root,
// for two network namespaces with a slow line between them. A package of 2 MiB is uploaded, a small
// one travels with a question; by hand, too, its bytes take round trips of their own, until the
// window of the connection has grown.

#include "core/jobs/job_service.h"
#include "tests/jobs/sample_service.h"
#include "tests/support/slow_line.h"

#include <benchmark/benchmark.h>

#include <algorithm>

using namespace outcrop;
using samples::SampleFolder;
using samples::SampleService;
using samples::SlowLine;
using samples::SshServer;

namespace {

const char *const script = "print('first', flush=True)\n";

enum PackageSize { Small = 0, Large = 2 << 20 }; // bytes beside the script

std::unique_ptr<SshServer> startServer(bool isFar)
{
    const QByteArray configuration = "Subsystem sftp internal-sftp";
    return isFar ? SlowLine::server(configuration) : std::make_unique<SshServer>(configuration);
}

// A shell that keeps its server's profile and nobody to ask.
class LabShell : public SshShell
{
public:
    explicit LabShell(const SshServer &server) : SshShell(server.profile(), server.trust(), nobody)
    {
    }

private:
    static inline NoCredentials nobody;
};

JobServiceOptions optionsFor(const SampleFolder &folder, const SshServer &server)
{
    JobServiceOptions options = folder.options();
    options.hosts[0].id = QStringLiteral("lab");
    options.makeShell = [&server](const HostProfile &) {
        return std::make_unique<LabShell>(server);
    };
    return options;
}

// A new program and a new connection each time, as from the command line.
void byUs(const SampleFolder &folder, const QString &package, const SshServer &server)
{
    SampleService service(optionsFor(folder, server));
    SubmitRequest request;
    request.package = package;
    request.host = QStringLiteral("lab");
    const auto submitted = service->submit(request);
    if (!submitted || !service->watch(submitted->job.uuid))
        qFatal("cannot submit");
    if (!QTest::qWaitFor([&] { return service.logs[submitted->job.uuid] == "first\n"; }, 60000))
        qFatal("no line came: %s", qPrintable(service.problems.join(QLatin1Char('\n'))));
}

QStringList sshOptions(const SshServer &server)
{
    return {QStringLiteral("-F"),
            QStringLiteral("/dev/null"),
            QStringLiteral("-i"),
            server.profile().identityFiles.first(),
            QStringLiteral("-oBatchMode=yes"),
            QStringLiteral("-oUserKnownHostsFile=%1").arg(server.path("known_hosts")),
            QStringLiteral("-oPort=%1").arg(server.profile().port)};
}

void byHand(const SampleFolder &folder, const QString &package, const SshServer &server)
{
    const SshProfile profile = server.profile();
    const QString far = profile.user + QLatin1Char('@') + profile.address;
    const QString target = folder.folder.filePath(QStringLiteral("by_hand"));
    QDir(target).removeRecursively();
    QDir().mkpath(target);
    samples::mustRun(
        QStringLiteral("scp"),
        QStringList{QStringLiteral("-q")} + sshOptions(server)
            + QStringList{package, far + QLatin1Char(':') + target + QStringLiteral("/p.zip")});
    QProcess ssh;
    ssh.start(QStringLiteral("ssh"),
              sshOptions(server)
                  + QStringList{far, QStringLiteral("cd %1 && /usr/bin/python3 -m zipfile -e p.zip "
                                                    "work && cd work && /usr/bin/python3 train.py")
                                         .arg(target)});
    if (!ssh.waitForReadyRead(60000) || ssh.readLine() != "first\n")
        qFatal("no line came by hand: %s", ssh.readAllStandardError().constData());
    ssh.waitForFinished();
}

template<class Work>
double secondsOf(Work work)
{
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

void firstLine(benchmark::State &state, PackageSize size)
{
    const int roundTrip = int(state.range(0));
    const auto line = roundTrip > 0 ? std::make_unique<SlowLine>(roundTrip) : nullptr;
    const auto server = startServer(line != nullptr);
    const SampleFolder folder;
    const QString package = folder.package(script, size);
    byUs(folder, package, *server); // The control programs are uploaded once a version.
    double ours = 1e9, theirs = 1e9;
    for (auto _ : state) {
        theirs = std::min(theirs, secondsOf([&] { byHand(folder, package, *server); }));
        const double taken = secondsOf([&] { byUs(folder, package, *server); });
        ours = std::min(ours, taken);
        state.SetIterationTime(taken);
    }
    state.counters["ratio"] = theirs / ours;
    state.counters["by_hand_ms"] = theirs * 1000;
    state.counters["ours_ms"] = ours * 1000;
    static double oursNear = 0, theirsNear = 0;
    if (roundTrip == 0) {
        oursNear = ours;
        theirsNear = theirs;
    } else {
        state.counters["round_trips"] = (ours - oursNear) * 1000 / roundTrip;
        state.counters["by_hand_round_trips"] = (theirs - theirsNear) * 1000 / roundTrip;
    }
}

} // namespace

int main(int count, char **words)
{
    const QCoreApplication app(count, words);
    benchmark::Initialize(&count, words);
    const bool hasFar = ::geteuid() == 0 && QFileInfo::exists(QStringLiteral("/dev/net/tun"));
    if (!hasFar)
        qWarning("Only without delay: slow lines need root and /dev/net/tun.");
    const auto add = [hasFar](const char *name, PackageSize size) {
        for (const int roundTrip : {0, 20, 100}) {
            if (roundTrip == 0 || hasFar)
                benchmark::RegisterBenchmark(name, firstLine, size)
                    ->Arg(roundTrip)
                    ->Iterations(5)
                    ->UseManualTime()
                    ->Unit(benchmark::kMillisecond);
        }
    };
    add("first_line", Small);
    add("first_line_of_2_MiB", Large);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
