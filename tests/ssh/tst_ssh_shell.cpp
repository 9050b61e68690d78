#include "core/hosts/shell_text.h"
#include "tests/ssh/ssh_server.h"
#include "tests/support/shell_contract.h"

#include <sys/stat.h>

#include <atomic>
#include <thread>

using namespace outcrop;
using samples::SshServer;

class TestSshShell : public QObject
{
    Q_OBJECT

    SshServer m_server;
    NoCredentials m_nobody;
    SshShell m_shell{m_server.profile(), m_server.trust(), m_nobody};

    QByteArray path(const char *name) const { return QFile::encodeName(m_server.path(name)); }

    static Patience within(int milliseconds)
    {
        Patience patience;
        patience.silence = std::chrono::milliseconds(milliseconds);
        return patience;
    }

    static QByteArray randomBytes(int count)
    {
        QByteArray bytes(count, Qt::Uninitialized);
        quint32 state = 1;
        for (char &byte : bytes) {
            state = state * 1664525 + 1013904223;
            byte = char(state >> 24);
        }
        return bytes;
    }

private slots:
    void aScriptAnswersWithOutputErrorsAndExitCode()
    {
        samples::aScriptAnswersWithOutputErrorsAndExitCode(m_shell);
    }

    void everyWordArrivesAsItIs() { samples::everyWordArrivesAsItIs(m_shell); }

    void muchOutputAndALongScriptPassBothWays()
    {
        samples::muchOutputAndALongScriptPassBothWays(m_shell);
    }

    void aScriptThatIsKilledIsNoAnswer()
    {
        const auto output = m_shell.run("kill -KILL $$", {});
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::Io);
        QVERIFY_RESULT(m_shell.run("echo", {}));
    }

    void followHandsOverWhatCameWhileTheScriptStillRuns()
    {
        QByteArray seen;
        const auto sink = [&](const QByteArray &bytes) -> Result<> {
            seen += bytes;
            if (seen == "ready\n")
                m_server.write("go", {}); // The script waits for it.
            return {};
        };
        const auto code = m_shell.follow("echo ready; until [ -e " + shellWord(path("go"))
                                             + " ]; do sleep 0.05; done; echo gone; exit 5",
                                         sink, {});
        QVERIFY_RESULT(code);
        QCOMPARE(*code, 5);
        QCOMPARE(seen, QByteArray("ready\ngone\n"));
    }

    void aSilentScriptIsGivenUp()
    {
        const auto output = m_shell.run("sleep 60", within(200));
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::Network);
        QVERIFY_RESULT(m_shell.run("echo", {}));
    }

    void cancelEndsACallFromAnotherThread()
    {
        Patience patience;
        const auto sink = [&patience](const QByteArray &) -> Result<> {
            std::thread([token = patience.cancel] { token.cancel(); }).join();
            return {};
        };
        const auto code = m_shell.follow("echo up; sleep 60", sink, patience);
        QVERIFY(!code);
        QCOMPARE(code.error().kind, ErrorKind::Canceled);
        QVERIFY_RESULT(m_shell.run("echo", {}));
    }

    void anErrorOfTheSinkEndsTheScript()
    {
        const auto sink = [](const QByteArray &) -> Result<> {
            return failure(ErrorKind::NoSpace, QStringLiteral("full"));
        };
        const auto code = m_shell.follow("while :; do echo x; done", sink, {});
        QVERIFY(!code);
        QCOMPARE(code.error().kind, ErrorKind::NoSpace);
    }

    void putGoesOnBehindWhatIsThere()
    {
        const QByteArray whole = randomBytes(5000003);
        m_server.write("local", whole);
        for (const int there : {0, 1, 3000000, 5000003, 5000004}) {
            m_server.write("remote", (whole + "more").left(there));
            QVERIFY_RESULT(m_shell.putFile(m_server.path("local"), path("remote"), {}));
            QVERIFY(readFile(m_server.path("remote")).value_or(QByteArray()) == whole);
        }
        QVERIFY_RESULT(m_shell.putFile(m_server.path("local"), path("new 'name'\n"), {}));
        QVERIFY(readFile(m_server.path("new 'name'\n")).value_or(QByteArray()) == whole);
        QCOMPARE(QFile::permissions(m_server.path("new 'name'\n"))
                     & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }

    void anEmptyFileArrives()
    {
        m_server.write("empty", {});
        QVERIFY_RESULT(m_shell.putFile(m_server.path("empty"), path("empty-copy"), {}));
        QCOMPARE(readFile(m_server.path("empty-copy"))->size(), 0);
    }

    void readAndFetchBeginAtAnOffset()
    {
        m_server.write("file", "0123456789");
        QCOMPARE(m_shell.read(path("file"), 3, 4, {}).value_or(QByteArray()), QByteArray("3456"));
        QCOMPARE(m_shell.read(path("file"), 8, 100, {}).value_or(QByteArray()), QByteArray("89"));
        QCOMPARE(m_shell.read(path("file"), 50, 100, {}).value_or("x"), QByteArray());
        QByteArray fetched;
        const auto keep = [&fetched](const QByteArray &bytes) -> Result<> {
            fetched += bytes;
            return {};
        };
        QVERIFY_RESULT(m_shell.fetchFile(path("file"), 4, keep, {}));
        QCOMPARE(fetched, QByteArray("456789"));
        const QByteArray whole = randomBytes(9000001);
        m_server.write("large", whole);
        fetched.clear();
        QVERIFY_RESULT(m_shell.fetchFile(path("large"), 0, keep, {}));
        QVERIFY(fetched == whole);
    }

    void linksPipesAndFoldersAreNeitherReadNorWritten()
    {
        QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), m_server.path("link")));
        QVERIFY(makeFolder(m_server.path("subfolder")));
        QCOMPARE(::mkfifo(path("pipe").constData(), 0600), 0);
        m_server.write("local", "x");
        for (const char *name : {"link", "pipe", "subfolder"}) {
            QCOMPARE(m_shell.read(path(name), 0, 1, {}).error().kind, ErrorKind::InvalidInput);
            QCOMPARE(m_shell.putFile(m_server.path("local"), path(name), {}).error().kind,
                     ErrorKind::InvalidInput);
        }
        QCOMPARE(m_shell.read(path("nothing"), 0, 1, {}).error().kind, ErrorKind::NotFound);
        QVERIFY(!m_shell.putFile(m_server.path("local"), path("no/such/folder"), {}));
    }

    void aFrozenServerIsGivenUpWithinPatience_data()
    {
        QTest::addColumn<QString>("call");
        for (const char *call : {"connect", "run", "put", "fetch"})
            QTest::newRow(call) << QString::fromLatin1(call);
    }
    void aFrozenServerIsGivenUpWithinPatience()
    {
        QFETCH(QString, call);
        SshServer server;
        SshShell shell(server.profile(), server.trust(), m_nobody);
        server.write("large", randomBytes(1 << 24));
        if (call != QLatin1String("connect"))
            QVERIFY_RESULT(shell.connect());
        const auto freeze = [&server](const QByteArray &) -> Result<> {
            server.freeze();
            return {};
        };
        if (call != QLatin1String("fetch"))
            server.freeze();
        const QByteArray large = QFile::encodeName(server.path("large"));
        Error error{ErrorKind::Io, {}};
        if (call == QLatin1String("put"))
            error = shell.putFile(server.path("large"), large + ".copy", within(700)).error();
        else if (call == QLatin1String("fetch"))
            error = shell.fetchFile(large, 0, freeze, within(700)).error();
        else
            error = shell.run("echo", within(700)).error();
        QVERIFY2(error.kind == ErrorKind::Network, qPrintable(error.message));
        server.thaw();
        QVERIFY_RESULT(shell.run("echo", {}));
    }

    void anUploadThatWasCutGoesOnAndArrivesWhole()
    {
        SshServer server;
        SshShell shell(server.profile(), server.trust(), m_nobody);
        const QByteArray whole = randomBytes(60 << 20);
        server.write("local", whole);
        const QByteArray remote = QFile::encodeName(server.path("remote"));
        std::atomic<bool> isOver = false;
        std::thread cutter([&] {
            while (!isOver && QFileInfo(server.path("remote")).size() < (1 << 20))
                std::this_thread::yield();
            server.cutSessions();
        });
        const auto first = shell.putFile(server.path("local"), remote, {});
        isOver = true;
        cutter.join();
        QVERIFY(!first);
        QCOMPARE(first.error().kind, ErrorKind::Network);
        QVERIFY(QFileInfo(server.path("remote")).size() < whole.size());
        QVERIFY_RESULT(shell.putFile(server.path("local"), remote, {}));
        QVERIFY(readFile(server.path("remote")).value_or(QByteArray()) == whole);
    }

    void aDownloadThatWasCutGoesOnBehindWhatThereIs()
    {
        SshServer server;
        SshShell shell(server.profile(), server.trust(), m_nobody);
        const QByteArray whole = randomBytes(30 << 20);
        server.write("remote", whole);
        const QByteArray remote = QFile::encodeName(server.path("remote"));
        QByteArray fetched;
        const auto keep = [&](const QByteArray &bytes) -> Result<> {
            if (fetched.isEmpty())
                server.cutSessions();
            fetched += bytes;
            return {};
        };
        const auto first = shell.fetchFile(remote, 0, keep, {});
        QVERIFY(!first);
        QCOMPARE(first.error().kind, ErrorKind::Network);
        QVERIFY(!fetched.isEmpty() && fetched.size() < whole.size());
        QVERIFY_RESULT(shell.fetchFile(remote, fetched.size(), keep, {}));
        QVERIFY(fetched == whole);
    }

    void aConnectionThatEndedWhileNobodyCalledIsMadeAgain()
    {
        SshServer server;
        SshShell shell(server.profile(), server.trust(), m_nobody);
        QVERIFY_RESULT(shell.run("echo", {}));
        server.cutSessions();
        QVERIFY_RESULT(shell.run("echo", {}));
    }

    void connectionsLeaveNoDescriptorsBehind()
    {
        const auto openFiles = [] {
            return QDir(QStringLiteral("/proc/self/fd"))
                .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)
                .size();
        };
        SshServer server;
        const auto use = [&](bool isCut) {
            SshShell shell(server.profile(), server.trust(), m_nobody);
            const auto cut = [&](const QByteArray &) -> Result<> {
                if (isCut)
                    server.cutSessions();
                return {};
            };
            return shell.follow("echo up; sleep 1", cut, {});
        };
        QVERIFY_RESULT(use(false));
        const int before = openFiles();
        QVERIFY_RESULT(use(false));
        QVERIFY(!use(true));
        QCOMPARE(openFiles(), before);
    }

    void nobodyListeningIsSaidAtOnce()
    {
        SshProfile profile = m_server.profile();
        profile.port = samples::freePort();
        SshShell shell(profile, m_server.trust(), m_nobody);
        const auto output = shell.run("echo", {});
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::Network);
        QVERIFY(output.error().message.contains(QLatin1String("refused")));
        profile.address = QStringLiteral("no-such-host.invalid");
        SshShell nowhere(profile, m_server.trust(), m_nobody);
        QCOMPARE(nowhere.run("echo", within(5000)).error().kind, ErrorKind::Network);
    }

    // It accepts and says nothing.
    void aServerThatNeverGreetsIsGivenUp()
    {
        const Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        SshProfile profile = m_server.profile();
        profile.port = samples::freePort();
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(quint16(profile.port));
        QCOMPARE(::bind(listener.number(), reinterpret_cast<sockaddr *>(&address), sizeof address),
                 0);
        QCOMPARE(::listen(listener.number(), 5), 0);
        SshShell shell(profile, m_server.trust(), m_nobody);
        const auto output = shell.run("echo", within(300));
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::Network);
    }
};

QTEST_GUILESS_MAIN(TestSshShell)
#include "tst_ssh_shell.moc"
