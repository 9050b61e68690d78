#include "core/base/files.h"
#include "tests/support/soak_progress.h"
#include "tests/support/window_fixture.h"

#include <QDialog>
#include <QRandomGenerator>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <iterator>

using namespace outcrop;

// Looking for leaks starts a process, which this program may not any more.
extern "C" const char *__asan_default_options() // NOLINT(bugprone-reserved-identifier)
{
    return "detect_leaks=0";
}

namespace {

constexpr auto numberOffset = quint32(offsetof(seccomp_data, nr));
constexpr auto firstOffset = quint32(offsetof(seccomp_data, args)); // Its lower half: little end.

void endHere(int, siginfo_t *call, void *)
{
    char text[] = "opening a file made the system call ...\n";
    const int number = call->si_syscall;
    for (int place = 0, left = number; place < 3; ++place, left /= 10)
        text[sizeof text - 3 - std::size_t(place)] = char('0' + left % 10);
    static_cast<void>(!::write(STDERR_FILENO, text, sizeof text - 1));
    ::_exit(1);
}

sock_filter statement(int code, quint32 value)
{
    return {quint16(code), 0, 0, value};
}

sock_filter jump(int code, quint32 value, int yes, int no)
{
    return {quint16(code), quint8(yes), quint8(no), value};
}

// From now on this process ends as soon as any of its threads opens a way to a network or starts
// another process. Local sockets, as of a desktop, are none.
void allowNoNetworkAndNoProcess()
{
    struct sigaction action = {};
    action.sa_sigaction = endHere;
    action.sa_flags = SA_SIGINFO;
    QCOMPARE(::sigaction(SIGSYS, &action, nullptr), 0);
    const int load = BPF_LD | BPF_W | BPF_ABS, equal = BPF_JMP | BPF_JEQ | BPF_K,
              hasBits = BPF_JMP | BPF_JSET | BPF_K, end = BPF_RET | BPF_K;
    sock_filter rules[] = {
        /* 0 */ statement(load, numberOffset),
        /* 1 */ jump(equal, SYS_execve, 10, 0),
        /* 2 */ jump(equal, SYS_execveat, 9, 0),
        /* 3 */ jump(equal, SYS_socket, 3, 0),
        /* 4 */ jump(equal, SYS_clone, 4, 0),
        /* 5 */ jump(equal, SYS_clone3, 7, 0), // Cannot be judged: the library then uses clone().
        /* 6 */ statement(end, SECCOMP_RET_ALLOW),
        /* 7 */ statement(load, firstOffset),
        /* 8 */ jump(equal, AF_UNIX, 2, 3),
        /* 9 */ statement(load, firstOffset),
        /* 10 */ jump(hasBits, CLONE_THREAD, 0, 1),
        /* 11 */ statement(end, SECCOMP_RET_ALLOW),
        /* 12 */ statement(end, SECCOMP_RET_TRAP),
        /* 13 */ statement(end, SECCOMP_RET_ERRNO | ENOSYS),
    };
    sock_fprog program = {quint16(std::size(rules)), rules};
    QCOMPARE(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
    QCOMPARE(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program),
             0L);
}

} // namespace

class TestQuietOpening : public QObject
{
    Q_OBJECT

private:
    // A pipeline over data that are far away, or no file at all.
    static QByteArray over(const char *path)
    {
        return QByteArray("outcrop: 1\nname: far\nseed: 0\nblocks: [{id: a, type: input.csv, "
                          "attributes: {path: \"")
               + path
               + "\", target: x}}, {id: b, type: table.split}]\n"
                 "connections: [a.table -> b.table]\n";
    }

    static std::vector<QByteArray> pipelines()
    {
        std::vector<QByteArray> all{over("lab:/data/x.csv"),
                                    over("nowhere.example:x.csv"),
                                    over("https://127.0.0.1/x.csv"),
                                    over("/dev/tcp/127.0.0.1/1"),
                                    over("$(touch x)"),
                                    over("|touch x")};
        for (const char *name :
             {"breast-cancer", "diabetes", "digits", "iris-csv", "wine-clusters"})
            all.push_back(readFile(WindowFixture::example(QLatin1String(name))).value());
        return all;
    }

    // A few of its bytes are others.
    static QByteArray damaged(QByteArray bytes, QRandomGenerator &random)
    {
        for (int times = random.bounded(1, 4); times > 0; --times) {
            const int place = random.bounded(bytes.size());
            if (random.bounded(2) == 0)
                bytes[place] = char(random.bounded(256));
            else
                bytes.remove(place, random.bounded(16));
        }
        return bytes;
    }

    static bool asksSomething(const WindowFixture &fixture)
    {
        const QWidgetList windows = QApplication::topLevelWidgets();
        return !fixture.questions->asked.isEmpty() || QApplication::activeModalWidget()
               || std::any_of(windows.begin(), windows.end(), [](const QWidget *window) {
                      return window->isVisible() && qobject_cast<const QDialog *>(window);
                  });
    }

private slots:
    // Promise 24: 10 times as many in the soak test.
    void openedFileAsksNothingAndReachesNobody()
    {
        const QTemporaryDir home;
        qputenv("HOME", QFile::encodeName(home.path()));
        QVERIFY(makeFolder(home.filePath(QStringLiteral(".ssh"))));
        QVERIFY(saveAtomically(home.filePath(QStringLiteral(".ssh/config")),
                               "Host lab\n  HostName 127.0.0.1\n  Port 1\n"));
        WindowFixture fixture(home.path());
        QVERIFY(fixture.openExample(QStringLiteral("wine-clusters")));
        allowNoNetworkAndNoProcess();

        int answers = 0;
        OpenDocument *opened = nullptr;
        connect(&fixture.workspace, &Workspace::opened, this, [&](OpenDocument *document) {
            opened = document;
            ++answers;
        });
        connect(&fixture.workspace, &Workspace::failed, this, [&] { ++answers; });
        const std::vector<QByteArray> all = pipelines();
        const int files = qEnvironmentVariableIntValue("OUTCROP_SOAK") > 0 ? 500 : 50;
        QRandomGenerator random(1);
        for (int i = 0; i < files; ++i) {
            const QByteArray &whole = all[std::size_t(i) % all.size()];
            const QString path = home.filePath(QStringLiteral("%1.outcrop").arg(i));
            const bool isWhole = std::size_t(i) < all.size();
            QVERIFY(saveAtomically(path, isWhole ? whole : damaged(whole, random)));
            opened = nullptr;
            fixture.workspace.open(path);
            QVERIFY(WindowFixture::waitFor([&] { return answers == i + 1; }));
            QVERIFY(opened || !isWhole);
            if (opened)
                QVERIFY(WindowFixture::waitFor([&] { return opened->isChecked(); }));
            if (isWhole)
                QTest::qWait(settled);
            QVERIFY2(!asksSomething(fixture), qPrintable(path));
            if (opened)
                fixture.workspace.close(opened);
            tellProgress(i + 1, files);
        }
        qInfo("promise 24: N=%d files, none asked anything, reached a network or ran a program",
              files);
    }

private:
    static constexpr int settled = 700; // What is looked at elsewhere waits for half a second.
};

QTEST_MAIN(TestQuietOpening)
#include "tst_quiet_opening.moc"
