#include "core/hosts/local_shell.h"
#include "tests/ssh/ssh_server.h"
#include "tests/support/soak_progress.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <thread>

using namespace outcrop;
using samples::SshServer;

namespace {

constexpr qint64 longest = 5000;          // Until a call that was cancelled is back.
constexpr int latest = 400;               // Until somebody cancels it. Milliseconds.
constexpr qint64 large = qint64(1) << 30; // More than goes over in that time; no disk holds it.

} // namespace

class TestCancelTimes : public QObject
{
    Q_OBJECT

    SshServer m_server;
    NoCredentials m_nobody;
    SshShell m_there{m_server.profile(), m_server.trust(), m_nobody};
    LocalShell m_here;

    QByteArray path(const char *name) const { return QFile::encodeName(m_server.path(name)); }

    using Call = std::function<std::optional<ErrorKind>(const Patience &)>;

    // What came of it, if it failed.
    template<class T>
    static std::optional<ErrorKind> kindOf(const Result<T> &result)
    {
        return result ? std::nullopt : std::optional(result.error().kind);
    }

    static Result<> ignore(const QByteArray &) { return {}; }

    // Whatever takes long enough that somebody might not want to wait for it.
    std::vector<std::pair<const char *, Call>> calls()
    {
        const auto run = [](RemoteShell &shell) -> Call {
            return [&shell](const Patience &wait) { return kindOf(shell.run("sleep 60", wait)); };
        };
        const auto follow = [](RemoteShell &shell) -> Call {
            return [&shell](const Patience &wait) {
                return kindOf(shell.follow("while :; do echo x; done", ignore, wait));
            };
        };
        return {{"a script", run(m_there)},
                {"a script here", run(m_here)},
                {"what is followed", follow(m_there)},
                {"what is followed here", follow(m_here)},
                {"an upload",
                 [this](const Patience &wait) {
                     QFile::remove(m_server.path("uploaded"));
                     return kindOf(m_there.putFile(m_server.path("large"), path("uploaded"), wait));
                 }},
                {"a download",
                 [this](const Patience &wait) {
                     return kindOf(m_there.fetchFile(path("large"), 0, ignore, wait));
                 }},
                {"a login", [this](const Patience &wait) {
                     m_server.freeze();
                     SshShell shell(m_server.profile(), m_server.trust(), m_nobody);
                     const auto kind = kindOf(shell.connect(wait));
                     m_server.thaw();
                     return kind;
                 }}};
    }

    // Milliseconds from the wish to the end of the call.
    static qint64 cancelOnce(const char *name, const Call &call, int after)
    {
        Patience patience;
        QElapsedTimer since;
        std::thread other([&since, after, cancel = patience.cancel] {
            std::this_thread::sleep_for(std::chrono::milliseconds(after));
            since.start();
            cancel.cancel();
        });
        const auto kind = call(patience);
        other.join();
        const qint64 took = since.elapsed();
        if (kind != ErrorKind::Canceled)
            qFatal("%s, cancelled after %d ms, ended with %d", name, after, kind ? int(*kind) : -1);
        return took;
    }

private slots:
    void initTestCase()
    {
        QFile file(m_server.path("large"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(large));
    }

    // Promise 39: at times that nobody has chosen; 10 times as often in the soak test.
    void whatTakesLongEndsSoonAfterSomebodyCancelsIt()
    {
        const auto all = calls();
        const int rounds = qEnvironmentVariableIntValue("OUTCROP_SOAK") > 0 ? 30 : 3;
        const int whole = rounds * int(all.size());
        QRandomGenerator random(1);
        qint64 slowest = 0;
        int done = 0;
        for (int round = 0; round < rounds; ++round) {
            for (const auto &[name, call] : all) {
                const int after = random.bounded(latest);
                const qint64 took = cancelOnce(name, call, after);
                QVERIFY2(took < longest, qPrintable(QStringLiteral("%1: %2 ms after %3 ms")
                                                        .arg(QLatin1String(name))
                                                        .arg(took)
                                                        .arg(after)));
                QVERIFY_RESULT(m_there.run("echo", {})); // The next one is not disturbed.
                slowest = std::max(slowest, took);
                tellProgress(++done, whole);
            }
        }
        qInfo("promise 39: N=%d calls of %d kinds, each ended within %d ms of being cancelled",
              done, int(all.size()), int(slowest));
    }
};

QTEST_GUILESS_MAIN(TestCancelTimes)
#include "tst_cancel_times.moc"
