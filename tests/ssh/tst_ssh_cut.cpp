#include "core/hosts/shell_text.h"
#include "tests/ssh/ssh_server.h"

#include <atomic>
#include <thread>

using namespace outcrop;

// A host behind a cable that is pulled: nobody says that it has gone.
class TestSshCut : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    NoCredentials m_nobody;

    void hosts(const QString &verb) const
    {
        samples::mustRun(QStringLiteral(OUTCROP_SOURCE_DIR "/tests/support/hosts.sh"),
                         {verb, m_folder.path(), QStringLiteral("1")});
    }

    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

    SshShell shell()
    {
        SshProfile profile;
        profile.address = QStringLiteral("10.98.20.1");
        profile.user = QStringLiteral("root");
        profile.identityFiles << path("id");
        profile.usesAgent = false;
        HostTrust trust{{{path("known_hosts")}, {}},
                        acceptFingerprint(samples::publicKeyIn(path("host1.pub")).fingerprint())};
        return {profile, trust, m_nobody};
    }

    static Patience within(int milliseconds)
    {
        Patience patience;
        patience.silence = std::chrono::milliseconds(milliseconds);
        return patience;
    }

private slots:
    void initTestCase()
    {
        qputenv("OUTCROP_HOSTS", "1");
        hosts(QStringLiteral("down")); // What a test left that was ended.
        samples::makeKeyPair(path("id"));
        QVERIFY(saveAtomically(path("authorized_keys"),
                               readFile(path("id.pub")).value_or(QByteArray())));
        hosts(QStringLiteral("up"));
        QVERIFY(QTest::qWaitFor([] { return samples::accepts(QStringLiteral("10.98.20.1"), 22); },
                                60000));
    }

    void cleanupTestCase() { hosts(QStringLiteral("down")); }

    void aHostThatIsCutOffIsGivenUpAndFoundAgain()
    {
        SshShell host = shell();
        const auto name = host.run("uname -n", {});
        QVERIFY_RESULT(name);
        QCOMPARE(name->body, QByteArray("cpuhost1\n"));
        hosts(QStringLiteral("cut"));
        QCOMPARE(host.run("echo", within(700)).error().kind, ErrorKind::Network);
        QCOMPARE(host.run("echo", within(700)).error().kind, ErrorKind::Network);
        hosts(QStringLiteral("plug"));
        const auto answers = [&host] { return host.run("echo", within(5000)).has_value(); };
        QVERIFY(QTest::qWaitFor(answers, 60000));
    }

    void aShortOutageLosesNothing()
    {
        SshShell host = shell();
        QByteArray seen;
        const auto cutOnce = [&](const QByteArray &bytes) -> Result<> {
            if (seen.isEmpty())
                hosts(QStringLiteral("cut"));
            seen += bytes;
            return {};
        };
        // Somebody plugs it in again when the host has gone on for a while.
        std::atomic<bool> isOver = false;
        std::thread other([&] {
            while (!isOver && readFile(path("progress")).value_or(QByteArray()) != "6\n")
                std::this_thread::yield();
            hosts(QStringLiteral("plug"));
        });
        const auto code =
            host.follow("for i in 1 2 3 4 5 6 7 8 9; do echo $i; echo $i > "
                            + shellWord(QFile::encodeName(path("progress"))) + "; sleep 0.3; done",
                        cutOnce, {});
        isOver = true;
        other.join();
        QVERIFY_RESULT(code);
        QCOMPARE(seen, QByteArray("1\n2\n3\n4\n5\n6\n7\n8\n9\n"));
    }

    void aTransferThatIsCutGoesOnLater()
    {
        SshShell host = shell();
        QByteArray whole(20 << 20, Qt::Uninitialized);
        for (int i = 0; i < whole.size(); ++i)
            whole[i] = char((unsigned(i) * 2654435761U) >> 24);
        QVERIFY(saveAtomically(path("remote"), whole));
        const QByteArray remote = QFile::encodeName(path("remote"));
        QByteArray fetched;
        const auto keep = [&](const QByteArray &bytes) -> Result<> {
            if (fetched.isEmpty())
                hosts(QStringLiteral("cut"));
            fetched += bytes;
            return {};
        };
        QCOMPARE(host.fetchFile(remote, 0, keep, within(700)).error().kind, ErrorKind::Network);
        hosts(QStringLiteral("plug"));
        QVERIFY(!fetched.isEmpty() && fetched.size() < whole.size());
        QVERIFY_RESULT(host.fetchFile(remote, fetched.size(), keep, {}));
        QVERIFY(fetched == whole);
    }
};

QTEST_GUILESS_MAIN(TestSshCut)
#include "tst_ssh_cut.moc"
