#include "core/hosts/shell_text.h"
#include "tests/hosts/sample_job.h"
#include "tests/support/shell_contract.h"

#include <QFile>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

using namespace outcrop;

class TestLocalShell : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QByteArray path(const char *name) const
    {
        return QFile::encodeName(m_folder.filePath(QLatin1String(name)));
    }

    static bool isGone(qint64 pid)
    {
        QFile status(QStringLiteral("/proc/%1/status").arg(pid));
        return !status.open(QIODevice::ReadOnly) || status.readAll().contains("State:\tZ");
    }

private slots:
    void aScriptAnswersWithOutputErrorsAndExitCode()
    {
        LocalShell shell;
        samples::aScriptAnswersWithOutputErrorsAndExitCode(shell);
    }

    void everyWordArrivesAsItIs()
    {
        LocalShell shell;
        samples::everyWordArrivesAsItIs(shell);
    }

    void aScriptCannotEatTheRestOfItself()
    {
        const auto output = LocalShell().run("cat\necho after", {});
        QVERIFY_RESULT(output);
        QCOMPARE(output->body, QByteArray("after\n"));
    }

    void aScriptWithASyntaxErrorDoesNothing()
    {
        const auto output = LocalShell().run("touch " + shellWord(path("made")) + "\nif", {});
        QVERIFY(!output || output->exitCode != 0);
        QVERIFY(!QFile::exists(QFile::decodeName(path("made"))));
    }

    void muchOutputAndALongScriptPassBothWays()
    {
        LocalShell shell;
        samples::muchOutputAndALongScriptPassBothWays(shell);
    }

    void theChildHasNoneOfOurDescriptorsAndDefaultSignals()
    {
        const int leaked =
            ::open("/dev/null", O_RDONLY); // without O_CLOEXEC, as a careless library would
        ::signal(SIGPIPE, SIG_IGN);
        const auto output = LocalShell().run(
            "ls /proc/self/fd | wc -l; sed -n 's/^SigIgn:[[:space:]]*//p' /proc/self/status", {});
        ::signal(SIGPIPE, SIG_DFL);
        ::close(leaked);
        QVERIFY_RESULT(output);
        const QList<QByteArray> words = output->body.simplified().split(' ');
        QCOMPARE(words.value(0), QByteArray("4")); // 0, 1, 2 and the folder itself
        bool isHex = false;
        const qulonglong ignored = words.value(1).toULongLong(&isHex, 16);
        QVERIFY(isHex);
        QCOMPARE(ignored & 0x7fffffff, qulonglong(0)); // the C library ignores some above these
    }

    void whatTheScriptLeftInItsGroupIsGone()
    {
        const auto output = LocalShell().run("sleep 60 & echo $!", {});
        QVERIFY_RESULT(output);
        const qint64 pid = output->body.trimmed().toLongLong();
        QVERIFY(pid > 1);
        QTRY_VERIFY_WITH_TIMEOUT(isGone(pid), 300000);
    }

    void aSilentScriptIsGivenUp()
    {
        Patience patience;
        patience.silence = std::chrono::milliseconds(100);
        const auto output = LocalShell().run("sleep 60", patience);
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::Network);
    }

    void cancelEndsAScriptFromAnotherThread()
    {
        Patience patience;
        const auto sink = [&patience](const QByteArray &) -> Result<> {
            std::thread([token = patience.cancel] { token.cancel(); }).join();
            return {};
        };
        const auto code = LocalShell().follow("echo up; sleep 60", sink, patience);
        QVERIFY(!code);
        QCOMPARE(code.error().kind, ErrorKind::Canceled);
    }

    void anErrorOfTheSinkEndsTheScript()
    {
        const auto sink = [](const QByteArray &) -> Result<> {
            return failure(ErrorKind::NoSpace, QStringLiteral("full"));
        };
        const auto code = LocalShell().follow("while :; do echo x; done", sink, {});
        QVERIFY(!code);
        QCOMPARE(code.error().kind, ErrorKind::NoSpace);
    }

    void aShellThatIsKilledIsNoAnswer()
    {
        const auto output = LocalShell().run("kill -KILL $$", {});
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::Io);
    }

    void putGoesOnBehindWhatIsThere()
    {
        LocalShell shell;
        const QString local = QFile::decodeName(path("local"));
        QVERIFY(saveAtomically(local, QByteArray(600000, 'x') + "end"));
        for (const int there : {0, 1, 300000, 600003, 700000}) {
            QVERIFY(saveAtomically(QFile::decodeName(path("remote")),
                                   QByteArray(there, 'x').left(600000)
                                       + QByteArray(std::max(0, there - 600000), 'y')));
            QVERIFY_RESULT(shell.putFile(local, path("remote"), {}));
            QCOMPARE(readFile(QFile::decodeName(path("remote")))->size(), 600003);
        }
        QVERIFY(!shell.putFile(local, path("no/such/folder"), {}));
    }

    void readAndFetchBeginAtAnOffset()
    {
        LocalShell shell;
        QVERIFY(saveAtomically(QFile::decodeName(path("file")), "0123456789"));
        QCOMPARE(shell.read(path("file"), 3, 4, {}).value_or(QByteArray()), QByteArray("3456"));
        QCOMPARE(shell.read(path("file"), 8, 100, {}).value_or(QByteArray()), QByteArray("89"));
        QCOMPARE(shell.read(path("file"), 50, 100, {}).value_or("x"), QByteArray());
        QByteArray fetched;
        const auto keep = [&fetched](const QByteArray &bytes) -> Result<> {
            fetched += bytes;
            return {};
        };
        QVERIFY_RESULT(shell.fetchFile(path("file"), 4, keep, {}));
        QCOMPARE(fetched, QByteArray("456789"));
    }

    void linksAndPipesAreNotRead()
    {
        LocalShell shell;
        QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), QFile::decodeName(path("link"))));
        QVERIFY(!shell.read(path("link"), 0, 1, {}));
        QCOMPARE(::mkfifo(path("pipe").constData(), 0600), 0);
        QVERIFY(!shell.read(path("pipe"), 0, 1, {}));
        QCOMPARE(shell.read(path("nothing"), 0, 1, {}).error().kind, ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestLocalShell)
#include "tst_local_shell.moc"
