#include "core/hosts/shell_text.h"
#include "tests/ssh/ssh_server.h"

using namespace outcrop;
using samples::SshServer;

// A login shell is what sshd hands a command to. Here it is the program that ForceCommand names.
class TestSshLoginShells : public QObject
{
    Q_OBJECT

    NoCredentials m_nobody;

    static std::unique_ptr<SshServer> serverWith(const QByteArray &shell)
    {
        return std::make_unique<SshServer>("ForceCommand " + shell);
    }

private slots:
    void everyShellRunsScriptsAndMovesFiles_data()
    {
        QTest::addColumn<QByteArray>("shell");
        const QByteArray command = " -c \"$SSH_ORIGINAL_COMMAND\"";
        for (const char *shell : {"bash", "dash", "csh", "tcsh", "fish", "mksh", "busybox sh"})
            QTest::newRow(shell) << QByteArray("exec ") + shell + command;
        QTest::newRow("noisy") << QByteArray(
                                      "echo Welcome; echo '@0123 E'; echo oops >&2; exec bash")
                                      + command;
        QTest::newRow("noise without a newline")
            << QByteArray("printf Welcome; exec bash") + command;
        QTest::newRow("noise that ends as it began")
            << QByteArray("echo '@'; printf @; exec bash") + command;
        QTest::newRow("much noise") << QByteArray("seq 100000; exec bash") + command;
    }
    void everyShellRunsScriptsAndMovesFiles()
    {
        QFETCH(QByteArray, shell);
        const auto server = serverWith(shell);
        SshShell host(server->profile(), server->trust(), m_nobody);
        QByteArray hostile;
        for (int byte = 1; byte < 256; ++byte)
            hostile += char(byte);
        hostile += "$(touch x) `id` !! \\ \n";
        const auto output = host.run("printf %s " + shellWord(hostile) + "; exit 7", {});
        QVERIFY_RESULT(output);
        QCOMPARE(output->body, hostile);
        QCOMPARE(output->exitCode, 7);

        QByteArray whole(1000003, '\0');
        for (int i = 0; i < whole.size(); ++i)
            whole[i] = char((unsigned(i) * 7919U) >> 3);
        server->write("local", whole);
        const QByteArray remote = QFile::encodeName(server->path("it's $(a) file"));
        server->write("it's $(a) file", whole.left(1000));
        QVERIFY_RESULT(host.putFile(server->path("local"), remote, {}));
        QVERIFY(readFile(QFile::decodeName(remote)).value_or(QByteArray()) == whole);
        QByteArray fetched;
        const auto keep = [&fetched](const QByteArray &bytes) -> Result<> {
            fetched += bytes;
            return {};
        };
        QVERIFY_RESULT(host.fetchFile(remote, 13, keep, {}));
        QVERIFY(fetched == whole.mid(13));
    }

    void aShellThatRunsNothingSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("shell");
        QTest::addColumn<QString>("said");
        QTest::newRow("nologin") << QByteArray("exec /usr/sbin/nologin")
                                 << QStringLiteral("not available");
        QTest::newRow("restricted") << QByteArray("exec bash -r -c \"$SSH_ORIGINAL_COMMAND\"")
                                    << QStringLiteral("restricted");
        QTest::newRow("only sftp") << QByteArray("internal-sftp") << QStringLiteral("login shell");
        QTest::newRow("false") << QByteArray("exec false") << QStringLiteral("login shell");
        QTest::newRow("a message") << QByteArray("echo 'Use the batch system.'; exit 1")
                                   << QStringLiteral("Use the batch system");
    }
    void aShellThatRunsNothingSaysWhy()
    {
        QFETCH(QByteArray, shell);
        QFETCH(QString, said);
        const auto server = serverWith(shell);
        SshShell host(server->profile(), server->trust(), m_nobody);
        Patience patience;
        patience.silence = std::chrono::seconds(20);
        const auto output = host.run("echo hello", patience);
        QVERIFY(!output);
        QVERIFY2(output.error().message.contains(said), qPrintable(output.error().message));
        QVERIFY2(output.error().kind == ErrorKind::Denied, qPrintable(output.error().message));
    }
};

QTEST_GUILESS_MAIN(TestSshLoginShells)
#include "tst_ssh_login_shells.moc"
