#include "core/base/files.h"
#include "core/base/gui_thread.h"

#include <QtTest>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

using namespace outcrop;

namespace {

// The signal that ends a child which does `work`; 0: it goes on to its end.
template<class Work>
int signalThatEnds(Work work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGABRT, SIG_DFL);
        work();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

void readAnything()
{
    (void)readFile(QStringLiteral("/nowhere"));
}

} // namespace

class TestGuiThread : public QObject
{
    Q_OBJECT

private slots:
    void readingAFileInTheWindowsThreadEndsTheProgram()
    {
        QCOMPARE(signalThatEnds([] {
                     markGuiThread();
                     readAnything();
                 }),
                 SIGABRT);
    }

    void readingAFileInAnotherThreadIsFine()
    {
        QCOMPARE(signalThatEnds([] {
                     markGuiThread();
                     std::thread(readAnything).join();
                 }),
                 0);
    }

    void aProgramWithoutAWindowMayReadAnywhere() { QCOMPARE(signalThatEnds(readAnything), 0); }
};

QTEST_GUILESS_MAIN(TestGuiThread)
#include "tst_gui_thread.moc"
