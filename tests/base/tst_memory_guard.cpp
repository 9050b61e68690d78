#include "core/base/memory_guard.h"

#include <QtTest>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace outcrop;

namespace {

rlimit coreLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_CORE, &limit);
    return limit;
}

// In a process of its own, that this one stays as it is.
template<class Check>
bool holdsInAGuardedProcess(Check check)
{
    const pid_t child = ::fork();
    if (child == 0) {
        guardMemory();
        ::_exit(check() ? 0 : 1);
    }
    int status = -1;
    return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

class TestMemoryGuard : public QObject
{
    Q_OBJECT

private slots:
    void noCoreFileIsWrittenAndJobsMayAllowThemAgain()
    {
        const rlim_t most = coreLimit().rlim_max;
        QVERIFY(holdsInAGuardedProcess(
            [most] { return coreLimit().rlim_cur == 0 && coreLimit().rlim_max == most; }));
    }

    void otherProgramsCannotLookInUnlessLeaksAreLookedFor()
    {
#ifdef OUTCROP_LOOKS_FOR_LEAKS
        constexpr int isDumpable = 1;
#else
        constexpr int isDumpable = 0;
#endif
        QVERIFY(holdsInAGuardedProcess(
            [] { return ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == isDumpable; }));
    }
};

QTEST_GUILESS_MAIN(TestMemoryGuard)
#include "tst_memory_guard.moc"
