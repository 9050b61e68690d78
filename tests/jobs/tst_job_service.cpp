#include "core/base/hash.h"
#include "core/jobs/advance.h"
#include "tests/jobs/cut_shell.h"
#include "tests/jobs/kill_attempt.h"
#include "tests/jobs/sample_service.h"
#include "tests/support/soak_progress.h"

#include <signal.h>

#include <atomic>

using namespace outcrop;
using samples::Cuts;
using samples::CutShell;
using samples::eventOf;
using samples::killAttempt;
using samples::SampleFolder;
using samples::SampleService;

namespace {

constexpr int patience = 300000;

const char *const writesResults = "print('hello')\n"
                                  "mark('ran')\n"
                                  "os.makedirs('training_result')\n"
                                  "open('training_result/report.json', 'w').write('{}')\n";

// Runs until the file `gate` is there.
QByteArray waitsFor(const QString &gate)
{
    return "mark('ran')\nwait_for('" + QFile::encodeName(gate) + "')\n";
}

// Tells that all that was followed is handed over.
class ShellThatTells : public LocalShell
{
public:
    explicit ShellThatTells(std::shared_ptr<std::atomic<bool>> followed)
        : m_followed(std::move(followed))
    {
    }

    Result<int> follow(const QByteArray &script, const ByteSink &sink,
                       const Patience &wait) override
    {
        const Result<int> code = LocalShell::follow(script, sink, wait);
        *m_followed = true;
        return code;
    }

private:
    std::shared_ptr<std::atomic<bool>> m_followed;
};

// The list of results is not seen before `isSeen`, as on a network file system.
class LateShell : public LocalShell
{
public:
    explicit LateShell(std::shared_ptr<std::atomic<bool>> isSeen) : m_isSeen(std::move(isSeen)) {}

    Result<QByteArray> read(const QByteArray &remote, qint64 offset, qint64 count,
                            const Patience &wait) override
    {
        if (!*m_isSeen && remote.contains("/manifest."))
            return failure(ErrorKind::NotFound, QStringLiteral("There is no list."));
        return LocalShell::read(remote, offset, count, wait);
    }

private:
    std::shared_ptr<std::atomic<bool>> m_isSeen;
};

// How many there are.
class CountedShell : public LocalShell
{
public:
    explicit CountedShell(std::shared_ptr<std::atomic<int>> living) : m_living(std::move(living))
    {
        ++*m_living;
    }
    ~CountedShell() override { --*m_living; }

private:
    std::shared_ptr<std::atomic<int>> m_living;
};

// The first answer about a start that was made cannot be read.
class GarblingShell : public LocalShell
{
public:
    explicit GarblingShell(std::shared_ptr<std::atomic<int>> starts) : m_starts(std::move(starts))
    {
    }

    Result<ScriptOutput> run(const QByteArray &script, const Patience &wait) override
    {
        auto output = LocalShell::run(script, wait);
        if (output && script.contains("/start.sh ") && ++*m_starts == 1)
            output->body.replace("state=", "state");
        return output;
    }

private:
    std::shared_ptr<std::atomic<int>> m_starts;
};

// Lets nobody in before somebody has logged in.
class LoginShell : public LocalShell
{
public:
    explicit LoginShell(std::shared_ptr<std::atomic<bool>> isIn) : m_isIn(std::move(isIn)) {}

    Result<ScriptOutput> run(const QByteArray &script, const Patience &wait) override
    {
        if (!*m_isIn)
            return failure(ErrorKind::NeedsLogin, QStringLiteral("Who are you?"));
        return LocalShell::run(script, wait);
    }

private:
    std::shared_ptr<std::atomic<bool>> m_isIn;
};

bool isAlive(qint64 pid)
{
    const auto stat = readFile(QStringLiteral("/proc/%1/stat").arg(pid), 65536);
    return stat && !stat->mid(stat->lastIndexOf(')') + 2).startsWith('Z');
}

} // namespace

Q_DECLARE_METATYPE(outcrop::JobState)

class TestJobService : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("OUTCROP_GRACE", "1"); }

    void jobGoesFromTheClickToItsResults()
    {
        SampleFolder folder;
        SampleService service(folder.options());
        SubmitRequest request = folder.request(writesResults);
        request.name = QStringLiteral("Loan");
        request.pipeline = folder.folder.filePath(QStringLiteral("loan.outcrop"));
        QVERIFY_RESULT(saveAtomically(request.pipeline, "outcrop: 1\n"));

        const auto submitted = service->submit(request);
        QVERIFY_RESULT(submitted);
        const QString uuid = submitted->job.uuid;
        QVERIFY(!submitted->alreadySubmitted);
        // Nothing is sent before it is in the store, and nothing more of the originals is needed.
        QVERIFY(QFile::remove(request.package) && QFile::remove(request.pipeline));

        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        const Job job = service.job(uuid);
        QCOMPARE(folder.markCount(), 1);
        QCOMPARE(job.name, QStringLiteral("Loan"));
        QCOMPARE(job.attempt.exitCode, std::optional<int>(0));
        QVERIFY(job.attempt.pid > 0 && !job.attempt.bootId.isEmpty()
                && !job.attempt.startTicks.isEmpty());
        QVERIFY(job.attempt.startedAt.value_or(0) > 0);
        QVERIFY(job.attempt.endedAt.value_or(0) >= *job.attempt.startedAt);
        QCOMPARE(readFile(job.results + QStringLiteral("/process.log")).value(),
                 QByteArray("hello\n"));
        QCOMPARE(readFile(job.results + QStringLiteral("/training_result/report.json")).value(),
                 QByteArray("{}"));
        QCOMPARE(readFile(job.pipeline).value(), QByteArray("outcrop: 1\n"));
        QVERIFY(service->store().collectedFiles(job.attempt).value().size() >= 3);
        QCOMPARE(service->read(uuid, Stream::Log, 1, 3).value(), QByteArray("ell"));
        const QVector<JobState> told = service.states[uuid];
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QVERIFY2(service.problems.isEmpty(), qPrintable(service.problems.join(QLatin1Char('\n'))));
    }

    void sameKeyIsTheSameJob()
    {
        SampleFolder folder;
        SampleService service(folder.options());
        const SubmitRequest request = folder.request(writesResults, QStringLiteral("mine"));
        const auto first = service->submit(request);
        const auto second = service->submit(request);
        QVERIFY_RESULT(first);
        QVERIFY_RESULT(second);
        QVERIFY(second->alreadySubmitted);
        QCOMPARE(second->job.uuid, first->job.uuid);
        QTRY_COMPARE_WITH_TIMEOUT(service.told(first->job.uuid), JobState::Succeeded, patience);
        QVERIFY(service->submit(request)->alreadySubmitted);
        QCOMPARE(folder.markCount(), 1);
        QCOMPARE(service->store().listJobs()->size(), size_t(1));
        // No frozen package of the others is left.
        QCOMPARE(QDir(folder.data() + QStringLiteral("/jobs"))
                     .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                     .size(),
                 1);
    }

    void keyOfAnotherPackageIsRefused()
    {
        SampleFolder folder;
        SampleService service(folder.options());
        QVERIFY_RESULT(service->submit(folder.request("mark('a')\n", QStringLiteral("mine"))));
        const auto other = service->submit(folder.request("mark('b')\n", QStringLiteral("mine")));
        QVERIFY(!other);
        QCOMPARE(other.error().kind, ErrorKind::InvalidInput);
    }

    void whatCannotRunIsRefusedBeforeAnythingIsPromised()
    {
        SampleFolder folder;
        SampleService service(folder.options());
        SubmitRequest request;
        request.package = folder.folder.filePath(QStringLiteral("none.zip"));
        QCOMPARE(service->submit(request).error().kind, ErrorKind::NotFound);
        QVERIFY_RESULT(saveAtomically(request.package, "not a ZIP"));
        QCOMPARE(service->submit(request).error().kind, ErrorKind::InvalidInput);
        request = folder.request(writesResults);
        request.host = QStringLiteral("nowhere");
        QCOMPARE(service->submit(request).error().kind, ErrorKind::NotFound);
        QCOMPARE(service->store().listJobs()->size(), size_t(0));
        QVERIFY(!QDir(folder.hostBase()).exists());
    }

    void failedJobSaysWhy()
    {
        SampleFolder folder;
        SampleService service(folder.options());
        const QString uuid =
            service->submit(folder.request("raise ValueError('no column age')\n"))->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Failed, patience);
        const Job job = service.job(uuid);
        QCOMPARE(job.attempt.exitCode, std::optional<int>(1));
        QCOMPARE(job.attempt.reason, QStringLiteral("ValueError: no column age"));
        QVERIFY(readFile(job.results + QStringLiteral("/process.log"))->contains("Traceback"));
    }

    void hostWithoutPythonIsNamed()
    {
        SampleFolder folder;
        JobServiceOptions options = folder.options();
        options.hosts[0].pythons = QStringList{QStringLiteral("/nonexistent/python3")};
        SampleService service(options);
        const QString uuid = service->submit(folder.request(writesResults))->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Failed, patience);
        QCOMPARE(service.job(uuid).attempt.exitCode, std::optional<int>(127));
        QVERIFY(service.job(uuid).attempt.reason.contains(QStringLiteral("/nonexistent/python3")));
    }

    void cancelEndsTheWholeTree()
    {
        SampleFolder folder;
        SampleService service(folder.options());
        // A grandchild in a session of its own that is deaf to TERM.
        const QString uuid =
            service
                ->submit(folder.request(
                    "import signal, subprocess\n"
                    "child = subprocess.Popen([sys.executable, '-c',\n"
                    "    'import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);'\n"
                    "    'print(\"deaf\", flush=True); time.sleep(600)'],\n"
                    "    start_new_session=True, stdout=subprocess.PIPE)\n"
                    "child.stdout.readline()\n"
                    "mark('%d %d' % (os.getpid(), child.pid))\n"
                    "child.wait()\n"))
                ->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), 1, patience);
        const QList<QByteArray> pids = folder.runs().front().split(' ');
        QVERIFY(isAlive(pids[0].toLongLong()) && isAlive(pids[1].toLongLong()));

        QVERIFY_RESULT(service->cancel(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Cancelled, patience);
        QVERIFY(!isAlive(pids[0].toLongLong()));
        QVERIFY(!isAlive(pids[1].toLongLong()));
        QVERIFY(!service.job(uuid).results.isEmpty());
    }

    void jobCancelledBeforeItsStartIsNeverSent()
    {
        SampleFolder folder;
        SampleService service(folder.options());
        auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
        QVERIFY_RESULT(store);
        const QString uuid = submitJob(*store, folder.request(writesResults))->job.uuid;
        QVERIFY_RESULT(service->cancel(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Cancelled, patience);
        QVERIFY(!QDir(folder.hostBase()).exists());
    }

    void jobRunsOnWithoutItsClientAndIsCollectedByTheNext()
    {
        SampleFolder folder;
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        QString uuid;
        {
            SampleService first(folder.options());
            uuid = first->submit(folder.request(waitsFor(gate) + "print('after')\n"))->job.uuid;
            QTRY_COMPARE_WITH_TIMEOUT(first.told(uuid), JobState::Running, patience);
        }
        QVERIFY_RESULT(saveAtomically(gate, {}));
        QTRY_VERIFY_WITH_TIMEOUT(
            QFile::exists(folder.attemptFile(uuid, QStringLiteral("exit_code"))), patience);

        SampleService second(folder.options());
        QVERIFY_RESULT(second->driveAll());
        QTRY_COMPARE_WITH_TIMEOUT(second.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(folder.markCount(), 1);
        QCOMPARE(readFile(second.job(uuid).results + QStringLiteral("/process.log")).value(),
                 QByteArray("after\n"));
    }

    void watcherGetsEveryByteOnceAndBeforeTheEnd()
    {
        SampleFolder folder;
        SampleService service(folder.options());
        QByteArray expected;
        for (int i = 0; i < 5000; ++i)
            expected += QByteArray::number(i) + '\n';
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        const QString uuid =
            service
                ->submit(folder.request(
                    "events = open(os.environ['OUTCROP_EVENTS'], 'a')\n"
                    "for i in range(5000):\n"
                    "    print(i, flush=i % 100 == 0)\n"
                    "    if i % 50 == 0: events.write('{\"v\":1}\\n'); events.flush()\n"
                    "    if i == 2500: sys.stdout.flush(); wait_for('"
                    + QFile::encodeName(gate) + "')\n"))
                ->job.uuid;
        QVERIFY_RESULT(service->watch(uuid));
        int endsSeen = 0;
        connect(service.service.get(), &JobService::streamsEnded, this, [&] {
            ++endsSeen;
            QVERIFY(!isTerminal(service.told(uuid)));
        });
        // It is seen while the job runs.
        QTRY_VERIFY_WITH_TIMEOUT(service.logs[uuid].contains("\n2499\n"), patience);
        QVERIFY(!isTerminal(service.state(uuid)));
        QVERIFY_RESULT(saveAtomically(gate, {}));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(endsSeen, 1);
        QCOMPARE(service.logs[uuid].size(), expected.size());
        QCOMPARE(service.logs[uuid], expected);
        QCOMPARE(service.events[uuid],
                 readFile(service.job(uuid).results + QStringLiteral("/events.jsonl")).value());
        QVERIFY(service.events[uuid].count("{\"v\":1}\n") == 100);
    }

    // All is read, and the thread that tells of it comes to it only when the job has ended, too.
    void endOfTheStreamsIsToldBeforeTheEndEvenByABusyThread()
    {
        SampleFolder folder;
        JobServiceOptions options = folder.options();
        auto followed = std::make_shared<std::atomic<bool>>(false);
        options.makeShell = [followed](const HostProfile &) {
            return std::make_unique<ShellThatTells>(followed);
        };
        std::atomic<bool> busy{false};
        QString uuid;
        const auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
        QVERIFY_RESULT(store);
        options.fault = [&](const char *point) {
            if (QLatin1String(point) != QLatin1String("before SUCCEEDED"))
                return;
            while (!busy || !*followed)
                QThread::msleep(1);
            auto positions = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
            const Job job = positions->findJob(uuid).value();
            const QString events = QStringLiteral("events.jsonl");
            while (positions->position(job.attempt, events)->offset == 0)
                QThread::msleep(1);
        };
        SampleService service(options);
        connect(service.service.get(), &JobService::jobChanged, this, [&](const Job &job) {
            if (job.attempt.state != JobState::Exited)
                return;
            busy = true;
            while (!isTerminal(store->findJob(uuid)->attempt.state))
                QThread::msleep(1);
        });
        QVector<JobState> toldAtTheEnd;
        connect(service.service.get(), &JobService::streamsEnded, this,
                [&] { toldAtTheEnd << service.told(uuid); });

        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        uuid = service
                   ->submit(folder.request(waitsFor(gate)
                                           + "events = open(os.environ['OUTCROP_EVENTS'], 'a')\n"
                                             "events.write('{\"v\":1}\\n')\n"))
                   ->job.uuid;
        QVERIFY_RESULT(service->watch(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Running, patience);
        QVERIFY_RESULT(saveAtomically(gate, {}));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(toldAtTheEnd.size(), 1);
        QVERIFY(!isTerminal(toldAtTheEnd.front()));
    }

    void watcherGoesOnFromWhereTheLastOneStopped()
    {
        SampleFolder folder;
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        QString uuid;
        QByteArray seen;
        {
            SampleService first(folder.options());
            uuid = first
                       ->submit(folder.request("print('one', flush=True)\nwait_for('"
                                               + QFile::encodeName(gate) + "')\nprint('two')\n"))
                       ->job.uuid;
            QVERIFY_RESULT(first->watch(uuid));
            QTRY_COMPARE_WITH_TIMEOUT(first.logs[uuid], QByteArray("one\n"), patience);
            seen = first.logs[uuid];
        }
        // The copy is there, and the store knows how much of it counts.
        auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
        const Job job = store->findJob(uuid).value();
        QTRY_COMPARE_WITH_TIMEOUT(
            store->position(job.attempt, QStringLiteral("process.log"))->offset, 4, patience);
        QCOMPARE(readFile(store->folderOf(uuid).log(1)).value(), seen);

        SampleService second(folder.options());
        QVERIFY_RESULT(second->drive(uuid));
        QVERIFY_RESULT(second->watch(uuid, seen.size(), 0));
        QVERIFY_RESULT(saveAtomically(gate, {}));
        QTRY_COMPARE_WITH_TIMEOUT(second.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(second.logs[uuid], QByteArray("two\n"));

        // Of an ended job all is handed over as well.
        SampleService third(folder.options());
        QSignalSpy ended(third.service.get(), &JobService::streamsEnded);
        QVERIFY_RESULT(third->watch(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, patience);
        QCOMPARE(third.logs[uuid], QByteArray("one\ntwo\n"));
    }

    void twoServicesDriveAJobOnce()
    {
        SampleFolder folder;
        SampleService one(folder.options()), two(folder.options());
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        const QString uuid = one->submit(folder.request(waitsFor(gate) + writesResults))->job.uuid;
        QVERIFY_RESULT(two->drive(uuid));
        QVERIFY_RESULT(two->watch(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(two.told(uuid), JobState::Running, patience);
        QVERIFY_RESULT(saveAtomically(gate, {}));
        QTRY_COMPARE_WITH_TIMEOUT(one.told(uuid), JobState::Succeeded, patience);
        QTRY_COMPARE_WITH_TIMEOUT(two.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(folder.markCount(), 2); // Two marks of one run.
        QVERIFY(two.logs[uuid].contains("hello"));
        int begun = 0;
        const auto history = one->store().events(uuid).value();
        for (const JobEvent &event : history)
            begun +=
                event.data[QStringLiteral("to")].toString() == QLatin1String("SUBMITTING") ? 1 : 0;
        QCOMPARE(begun, 1);
    }

    void whoDrivesAllSeesTheJobsThatAnotherAddsTriesAgainAndRemoves()
    {
        SampleFolder folder;
        SampleService window(folder.options()), other(folder.options());
        QStringList removed;
        connect(window.service.get(), &JobService::jobRemoved, window.service.get(),
                [&](const QString &uuid) { removed << uuid; });
        QVERIFY_RESULT(window->driveAll());
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        const QString uuid = other
                                 ->submit(folder.request("mark('run')\n"
                                                         "if not os.path.exists('"
                                                         + QFile::encodeName(gate)
                                                         + "'):\n"
                                                           "    sys.exit(5)\n"
                                                         + writesResults))
                                 ->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(window.told(uuid), JobState::Failed, patience);
        QTRY_COMPARE_WITH_TIMEOUT(other.told(uuid), JobState::Failed, patience);

        QVERIFY_RESULT(saveAtomically(gate, {}));
        QVERIFY_RESULT(other->tryAgain(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(window.told(uuid), JobState::Succeeded, patience);
        QTRY_COMPARE_WITH_TIMEOUT(other.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(folder.markCount(), 3); // Two runs, the second to its end.
        QCOMPARE(window.states[uuid].count(JobState::Succeeded), 1);
        QVERIFY(!other.states[uuid].isEmpty());

        QVERIFY_RESULT(other->remove(uuid, true));
        QTRY_COMPARE_WITH_TIMEOUT(removed, QStringList{uuid}, patience);
    }

    void whoDoesNotDriveAJobCanCancelIt()
    {
        SampleFolder folder;
        SampleService one(folder.options()), two(folder.options());
        const QString uuid =
            one->submit(folder.request(waitsFor(folder.folder.filePath(QStringLiteral("never")))))
                ->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(one.told(uuid), JobState::Running, patience);
        QVERIFY_RESULT(two->cancel(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(one.told(uuid), JobState::Cancelled, patience);
        QTRY_COMPARE_WITH_TIMEOUT(two.told(uuid), JobState::Cancelled, patience);
    }

    void driverThatEndsIsReplaced()
    {
        SampleFolder folder;
        auto one = std::make_unique<SampleService>(folder.options());
        SampleService two(folder.options());
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        const QString uuid = (*one)->submit(folder.request(waitsFor(gate)))->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(one->told(uuid), JobState::Running, patience);
        QVERIFY_RESULT(two->drive(uuid));
        one.reset();
        QVERIFY_RESULT(saveAtomically(gate, {}));
        QTRY_COMPARE_WITH_TIMEOUT(two.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(folder.markCount(), 1);
    }

    void unreachableHostChangesNoState()
    {
        SampleFolder folder;
        auto cuts = std::make_shared<Cuts>();
        SampleService service(behind(folder, cuts));
        QVector<LinkState> links;
        connect(service.service.get(), &JobService::linkChanged, this,
                [&](const QString &, LinkState state, const QString &) { links << state; });
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));

        cuts->cutAll();
        const QString uuid = service->submit(folder.request(waitsFor(gate)))->job.uuid;
        QTRY_VERIFY_WITH_TIMEOUT(links.contains(LinkState::Unreachable), patience);
        QCOMPARE(service.state(uuid), JobState::Staging);
        cuts->mend();
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Running, patience);
        QCOMPARE(links.last(), LinkState::Ok);

        links.clear();
        cuts->cutAll();
        QVERIFY_RESULT(saveAtomically(gate, {}));
        QTRY_VERIFY_WITH_TIMEOUT(links.contains(LinkState::Unreachable), patience);
        QCOMPARE(service.state(uuid), JobState::Running);
        cuts->mend();
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(folder.markCount(), 1);
    }

    // Promise 1: the connection is cut at the calls of a journey, before or after their effect, for
    // three calls: every third here, each of them both ways in the soak test.
    void cutConnectionNeitherLosesNorDoublesAJob_data()
    {
        QTest::addColumn<bool>("isLarge");
        QTest::addColumn<bool>("afterEffect");
        QTest::newRow("small, before") << false << false;
        QTest::newRow("small, after") << false << true;
        QTest::newRow("large, before") << true << false;
        QTest::newRow("large, after") << true << true;
    }
    void cutConnectionNeitherLosesNorDoublesAJob()
    {
        QFETCH(bool, isLarge);
        QFETCH(bool, afterEffect);
        const bool soak = qEnvironmentVariableIsSet("OUTCROP_SOAK");
        int journeys = 0;
        for (int call = soak || !afterEffect ? 1 : 2;; call += soak ? 1 : 3) {
            SampleFolder folder;
            auto cuts = std::make_shared<Cuts>();
            cuts->first = call, cuts->last = call + 2, cuts->afterEffect = afterEffect;
            SampleService service(behind(folder, cuts));
            const QString uuid = service->submit(sizedRequest(folder, isLarge))->job.uuid;
            QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
            QCOMPARE(folder.markCount(), 1);
            tellProgress(++journeys, 0); // How many calls a journey has shows at its end.
            if (cuts->calls < call)
                break;
        }
        QVERIFY(journeys > 2);
        qInfo("promise 1: N=%d journeys with a cut connection, every job ran exactly once",
              journeys);
    }

    void startWhoseAnswerCannotBeReadIsAskedAboutAndNotTakenBack()
    {
        SampleFolder folder;
        const auto starts = std::make_shared<std::atomic<int>>(0);
        JobServiceOptions options = folder.options();
        options.makeShell = [starts](const HostProfile &) {
            return std::make_unique<GarblingShell>(starts);
        };
        SampleService service(options);
        const QString uuid = service->submit(folder.request(writesResults))->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QVERIFY(*starts > 0);
        QCOMPARE(service.states[uuid].count(JobState::Staging), 1);
        QCOMPARE(folder.markCount(), 1);
    }

    void uploadThatArrivedWrongIsSentAgainWithoutAPerson()
    {
        SampleFolder folder;
        SampleService service(folder.options());
        auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
        const Job job = submitJob(*store, sizedRequest(folder, true))->job;
        const QString there = folder.hostBase() + QStringLiteral("/jobs/") + job.uuid;
        QVERIFY_RESULT(makeFolder(there));
        QVERIFY(QFile::setPermissions(folder.hostBase(),
                                      QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY_RESULT(saveAtomically(there + QStringLiteral("/package.zip.part"), "wrong"));

        QVERIFY_RESULT(service->drive(job.uuid));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(job.uuid), JobState::Succeeded, patience);
        QCOMPARE(service.states[job.uuid].count(JobState::Staging), 2);
        QVERIFY(!service.states[job.uuid].contains(JobState::Attention));
        QCOMPARE(folder.markCount(), 1);
    }

    void damagedPackageWaitsForAPersonWhoMendsIt_data()
    {
        QTest::addColumn<bool>("isLarge");
        QTest::newRow("small") << false;
        QTest::newRow("large") << true;
    }
    void damagedPackageWaitsForAPersonWhoMendsIt()
    {
        QFETCH(bool, isLarge);
        SampleFolder folder;
        SampleService service(folder.options());
        auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
        const Job job = submitJob(*store, sizedRequest(folder, isLarge))->job;
        const QByteArray good = readFile(job.package).value();
        QVERIFY_RESULT(saveAtomically(job.package, good + "x"));

        QVERIFY_RESULT(service->drive(job.uuid));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(job.uuid), JobState::Attention, patience);
        QVERIFY(!service.job(job.uuid).attempt.reason.isEmpty());
        QCOMPARE(folder.markCount(), 0);

        QVERIFY_RESULT(saveAtomically(job.package, good));
        QVERIFY_RESULT(service->tryAgain(job.uuid));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(job.uuid), JobState::Succeeded, patience);
        QCOMPARE(service->tryAgain(job.uuid).error().kind, ErrorKind::InvalidInput);
    }

    void resultsThatAreSeenLateAreCollectedAndBelievedMissingAMinuteLater_data()
    {
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<bool>("areSeen");
        QTest::addColumn<JobState>("end");
        QTest::newRow("good, late") << 0 << true << JobState::Succeeded;
        QTest::newRow("bad, late") << 3 << true << JobState::Failed;
        QTest::newRow("good, never") << 0 << false << JobState::Attention;
        QTest::newRow("bad, never") << 3 << false << JobState::Failed;
    }
    void resultsThatAreSeenLateAreCollectedAndBelievedMissingAMinuteLater()
    {
        QFETCH(int, exitCode);
        QFETCH(bool, areSeen);
        QFETCH(JobState, end);
        SampleFolder folder;
        const auto isSeen = std::make_shared<std::atomic<bool>>(false);
        JobServiceOptions options = folder.options();
        options.makeShell = [isSeen](const HostProfile &) {
            return std::make_unique<LateShell>(isSeen);
        };
        SampleService service(options);
        const QString uuid =
            service->submit(folder.request("sys.exit(" + QByteArray::number(exitCode) + ")\n"))
                ->job.uuid;
        QTRY_VERIFY_WITH_TIMEOUT(service.job(uuid).attempt.doubt.has_value(), patience);
        QTest::qWait(500); // Several looks.
        const Attempt waiting = service.job(uuid).attempt;
        QCOMPARE(waiting.state, JobState::Collecting);
        if (areSeen) {
            *isSeen = true;
        } else {
            Attempt longAgo = waiting;
            longAgo.doubt->since -= resultsPatience;
            auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
            QVERIFY_RESULT(store->record(waiting, longAgo));
        }
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), end, patience);
        QCOMPARE(service.job(uuid).attempt.collected, areSeen);
        QVERIFY2(service.problems.isEmpty(), qPrintable(service.problems.join(QLatin1Char('\n'))));
    }

    void failedJobCanBeTriedAgainBesideItsFirstResults()
    {
        SampleFolder folder;
        SampleService service(folder.options());
        const QString uuid =
            service
                ->submit(folder.request("mark('ran')\nn = open(marks).read().count('\\n')\n"
                                        "print('run', n)\nsys.exit(3 if n == 1 else 0)\n"))
                ->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Failed, patience);
        const QString firstResults = service.job(uuid).results;
        QVERIFY_RESULT(service->watch(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(service.logs[uuid], QByteArray("run 1\n"), patience);
        QVERIFY_RESULT(service->tryAgain(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(service.logs[uuid], QByteArray("run 1\nrun 2\n"));
        QCOMPARE(service.job(uuid).attempt.number, 2);
        QCOMPARE(readFile(firstResults + QStringLiteral("/process.log")).value(),
                 QByteArray("run 1\n"));
        QCOMPARE(readFile(service.job(uuid).results + QStringLiteral("/process.log")).value(),
                 QByteArray("run 2\n"));
    }

    void removedJobIsGoneHereAndThere()
    {
        SampleFolder folder;
        SampleService service(folder.options());
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        const QString uuid = service->submit(folder.request(waitsFor(gate)))->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Running, patience);
        QCOMPARE(service->remove(uuid, true).error().kind, ErrorKind::Busy);
        QVERIFY_RESULT(saveAtomically(gate, {}));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        const QString here = service->store().folderOf(uuid).path;
        const QString there = folder.hostBase() + QStringLiteral("/jobs/") + uuid;
        QVERIFY(QDir(here).exists() && QDir(there).exists());
        QVERIFY_RESULT(service->remove(uuid, true));
        QVERIFY(!QDir(here).exists() && !QDir(there).exists());
        QCOMPARE(service->store().findJob(uuid).error().kind, ErrorKind::NotFound);
    }

    void lostJobKeepsWhatItLeft()
    {
        SampleFolder folder;
        QString uuid;
        {
            SampleService first(folder.options());
            uuid = first
                       ->submit(folder.request(
                           "print('begun', flush=True)\n"
                           "os.mkdir('training_result')\n"
                           "open('training_result/part.txt', 'w').write('half')\n"
                           + waitsFor(folder.folder.filePath(QStringLiteral("never")))))
                       ->job.uuid;
            QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), 1, patience);
            QTRY_COMPARE_WITH_TIMEOUT(first.told(uuid), JobState::Running, patience);
        }
        const auto jobProcess = readFile(folder.attemptFile(uuid, QStringLiteral("claim/job")));
        QVERIFY_RESULT(jobProcess);
        auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
        const Attempt before = store->findJob(uuid)->attempt;
        for (const qint64 pid : {before.pid, jobProcess->split(' ').front().toLongLong()})
            QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
        // It was seen to be gone long enough ago.
        Attempt doubted = before;
        doubted.doubt = Doubt{QStringLiteral("VANISHED"), before.bootId,
                              QDateTime::currentSecsSinceEpoch() - 2 * secondLook};
        QVERIFY_RESULT(store->record(before, doubted));

        SampleService second(folder.options());
        QVERIFY_RESULT(second->drive(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(second.told(uuid), JobState::Lost, patience);
        const Job job = second.job(uuid);
        QVERIFY(!job.attempt.exitCode && !job.attempt.reason.isEmpty());
        QCOMPARE(readFile(job.results + QStringLiteral("/process.log")).value(),
                 QByteArray("begun\n"));
        QCOMPARE(readFile(job.results + QStringLiteral("/training_result/part.txt")).value(),
                 QByteArray("half"));
    }

    // A node behind a login alias died, or the host got another name.
    void jobOnANodeThatGivesNoSignOfLifeWaitsForAPersonWhoCancelsIt()
    {
        SampleFolder folder;
        QString uuid;
        {
            SampleService first(folder.options());
            uuid = first
                       ->submit(folder.request(
                           waitsFor(folder.folder.filePath(QStringLiteral("never")))))
                       ->job.uuid;
            QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), 1, patience);
            QTRY_COMPARE_WITH_TIMEOUT(first.told(uuid), JobState::Running, patience);
        }
        const auto store = std::make_shared<JobStore>(
            JobStore::open({folder.data(), Journal::ByFileSystem, {}}).value());
        const auto lookedLongAgo = [&](const Attempt &attempt) {
            Attempt doubted = attempt;
            doubted.doubt = Doubt{QStringLiteral("OTHER_NODE 12"),
                                  {},
                                  QDateTime::currentSecsSinceEpoch() - 2 * stillPatience};
            return store->record(attempt, doubted);
        };
        killAttempt(folder, store->findJob(uuid)->attempt);
        const QByteArray longAgo =
            QByteArray::number(QDateTime::currentSecsSinceEpoch() - 3 * stillPatience);
        QVERIFY_RESULT(saveAtomically(folder.attemptFile(uuid, QStringLiteral("heartbeat")),
                                      "12 " + longAgo + '\n'));
        QVERIFY_RESULT(
            saveAtomically(folder.attemptFile(uuid, QStringLiteral("claim/host")), "dead-node\n"));
        QVERIFY_RESULT(lookedLongAgo(store->findJob(uuid)->attempt));

        SampleService second(folder.options());
        QVERIFY_RESULT(second->drive(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(second.told(uuid), JobState::Attention, patience);
        const QString reason = second.job(uuid).attempt.reason;
        QVERIFY2(reason.contains(QStringLiteral("dead-node"))
                     && reason.contains(QSysInfo::machineHostName()),
                 qPrintable(reason));
        const JobEvent told = second->store().events(uuid)->back();
        QCOMPARE(told.data[QStringLiteral("heartbeat")].toInt(), 12);
        QCOMPARE(told.data[QStringLiteral("heartbeat_at")].toVariant().toByteArray(), longAgo);

        QVERIFY_RESULT(second->cancel(uuid));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.attemptFile(uuid, QStringLiteral("cancel"))),
                                 patience);
        QTRY_VERIFY_WITH_TIMEOUT(second.job(uuid).attempt.doubt.has_value(), patience);
        QVERIFY_RESULT(lookedLongAgo(second.job(uuid).attempt));
        QTRY_COMPARE_WITH_TIMEOUT(second.told(uuid), JobState::Cancelled, patience);
    }

    // Promise 44: proof of death, then a new attempt, if that was wished for; and never a third
    // that nobody asked for beyond its budget.
    void jobThatDiedWithItsHostIsStartedAgainIfThatWasWishedFor_data()
    {
        QTest::addColumn<bool>("restarts");
        QTest::newRow("wished") << true;
        QTest::newRow("not wished") << false;
    }
    void jobThatDiedWithItsHostIsStartedAgainIfThatWasWishedFor()
    {
        QFETCH(bool, restarts);
        SampleFolder folder;
        SampleService service(folder.options());
        SubmitRequest request = folder.request(
            "mark('ran')\nif open(marks).read().count('\\n') == 1: wait_for('"
            + QFile::encodeName(folder.folder.filePath(QStringLiteral("never"))) + "')\n");
        request.restarts = restarts;
        const QString uuid = service->submit(request)->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Running, patience);
        killAttempt(folder, service.job(uuid).attempt);
        if (!restarts) {
            QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Lost, patience);
            QCOMPARE(folder.markCount(), 1);
            return;
        }
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(folder.markCount(), 2);
        const auto attempts = service->store().attempts(uuid).value();
        QCOMPARE(attempts.size(), size_t(2));
        QCOMPARE(attempts[0].state, JobState::Lost);
        QVERIFY(eventOf(service, uuid, "restarted").value(QStringLiteral("because")).isString());
    }

    void jobThatMayStillRunGoesToNoOtherHost()
    {
        SampleFolder folder;
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        JobServiceOptions options = folder.options();
        options.hosts.push_back(options.hosts[0]);
        options.hosts[1].id = QStringLiteral("lab");
        SampleService service(options);
        SubmitRequest request = folder.request(waitsFor(gate) + "sys.exit(3)\n");
        request.host = QStringLiteral("lab");
        const QString uuid = service->submit(request)->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), 1, patience);
        const auto refused = service->tryAgain(uuid, QStringLiteral("local"));
        QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
        QVERIFY(refused.error().message.contains(QStringLiteral("jobs rerun")));

        QVERIFY_RESULT(saveAtomically(gate, {}));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Failed, patience);
        QCOMPARE(service->tryAgain(uuid, QStringLiteral("no'where")).error().kind,
                 ErrorKind::NotFound);
        QVERIFY_RESULT(service->tryAgain(uuid, QStringLiteral("local")));
        QTRY_COMPARE_WITH_TIMEOUT(service.job(uuid).attempt.state, JobState::Failed, patience);
        const Job job = service.job(uuid);
        QCOMPARE(job.attempt.number, 2);
        QCOMPARE(job.attempt.host, QStringLiteral("local"));
        QCOMPARE(folder.markCount(), 2);
        QCOMPARE(eventOf(service, uuid, "tried again").value(QStringLiteral("host")).toString(),
                 QStringLiteral("local"));
    }

    // Promise 36.
    void jobsOfALostStoreAreFoundOnTheirHost()
    {
        SampleFolder folder;
        const QString local = QStringLiteral("local");
        SubmitRequest request = folder.request(writesResults, QStringLiteral("mine"));
        request.name = QStringLiteral("Loan");
        QString uuid;
        {
            SampleService first(folder.options());
            uuid = first->submit(request)->job.uuid;
            QTRY_COMPARE_WITH_TIMEOUT(first.told(uuid), JobState::Succeeded, patience);
            QCOMPARE(first->findUnknown(local)->size(), size_t(0));
        }
        QVERIFY(QDir(folder.data()).removeRecursively());

        SampleService second(folder.options());
        const auto found = second->findUnknown(local);
        QVERIFY_RESULT(found);
        QCOMPARE(found->size(), size_t(1));
        QVERIFY_RESULT(second->import(local, found->front()));
        QTRY_COMPARE_WITH_TIMEOUT(second.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(folder.markCount(), 1); // It did not run again.
        const Job job = second.job(uuid);
        QCOMPARE(job.name, QStringLiteral("Loan"));
        QCOMPARE(sha256OfFile(job.package).value(), job.packageSha256);
        QCOMPARE(readFile(job.results + QStringLiteral("/training_result/report.json")).value(),
                 QByteArray("{}"));
        QVERIFY(second->submit(request)->alreadySubmitted);
    }

    void filesOfAnUnfinishedSubmissionAreDeletedAndNoOthers()
    {
        SampleFolder folder;
        auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
        const Job job = submitJob(*store, folder.request(writesResults))->job;
        const QString abandoned =
            store->folderOf(QStringLiteral("11111111-2222-4333-8444-555555555555")).path;
        QVERIFY_RESULT(makeFolder(abandoned));
        removeAbandoned(*store,
                        QDateTime::currentDateTimeUtc().addDays(-1)); // It may be in the making.
        QVERIFY(QDir(abandoned).exists());
        removeAbandoned(*store, QDateTime::currentDateTimeUtc().addDays(1));
        QVERIFY(!QDir(abandoned).exists());
        QVERIFY(QFile::exists(job.package));
        // What ran is kept, even if the store has lost its row.
        QVERIFY_RESULT(makeFolder(abandoned + QStringLiteral("/a/1")));
        removeAbandoned(*store, QDateTime::currentDateTimeUtc().addDays(1));
        QVERIFY(QDir(abandoned).exists());
    }

    void jobsGoOnWhenTheirHostIsReachedInAnotherWay()
    {
        SampleFolder folder;
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        const auto before = std::make_shared<std::atomic<int>>(0);
        const auto after = std::make_shared<std::atomic<int>>(0);
        const JobServiceOptions options = withLab(folder, countedShells(before));
        SampleService service(options);
        SubmitRequest request = folder.request("print('one', flush=True)\n" + waitsFor(gate)
                                               + "print('two')\n" + writesResults);
        request.host = QStringLiteral("lab");
        const auto submitted = service->submit(request);
        QVERIFY_RESULT(submitted);
        const QString uuid = submitted->job.uuid;
        QVERIFY_RESULT(service->watch(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(service.logs[uuid], QByteArray("one\n"), patience);

        service->setHosts(options.hosts, countedShells(after),
                          {{QStringLiteral("lab"), "over gate"}});
        QCOMPARE(before->load(), 0);
        QVERIFY_RESULT(saveAtomically(gate, {}));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QVERIFY(after->load() > 0);
        QCOMPARE(service.logs[uuid], QByteArray("one\ntwo\nhello\n"));
        QCOMPARE(folder.markCount(), 2); // A line of each half of the one run.
    }

    void hostThatStaysAsItIsKeepsItsConnectionsWhenAnotherIsEdited()
    {
        SampleFolder folder;
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        const auto before = std::make_shared<std::atomic<int>>(0);
        const auto after = std::make_shared<std::atomic<int>>(0);
        JobServiceOptions options = withLab(folder, countedShells(before));
        options.hosts.push_back(options.hosts.front());
        options.hosts.back().id = QStringLiteral("other");
        SampleService service(options);
        QStringList jobs;
        for (const HostProfile &host : options.hosts) {
            SubmitRequest request = folder.request("print('one', flush=True)\n" + waitsFor(gate)
                                                   + "print('two')\n# " + host.id.toLatin1());
            request.host = host.id;
            jobs << service->submit(request)->job.uuid;
            QVERIFY_RESULT(service->watch(jobs.back()));
        }
        for (const QString &uuid : jobs)
            QTRY_COMPARE_WITH_TIMEOUT(service.logs[uuid], QByteArray("one\n"), patience);
        const int all = before->load();

        options.hosts.front().jobs = 2; // Leads nowhere else.
        options.hosts.back().activation = QStringLiteral("true");
        service->setHosts(options.hosts, countedShells(after), {});
        QCOMPARE(before->load(), all / 2); // Those of "lab".
        QTRY_VERIFY_WITH_TIMEOUT(after->load() == all / 2, patience);
        QVERIFY_RESULT(saveAtomically(gate, {}));
        for (const QString &uuid : jobs) {
            QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
            QCOMPARE(service.logs[uuid], QByteArray("one\ntwo\n"));
        }
        QCOMPARE(after->load(), all / 2); // Nobody else has connected anew.
    }

    // Who was told that it does not answer is told that it does, though another lane found it out.
    void aHostThatIsReachedInAnotherWayIsToldToAnswer()
    {
        SampleFolder folder;
        auto cuts = std::make_shared<Cuts>();
        const JobServiceOptions options = behind(folder, cuts);
        SampleService service(options);
        QVector<LinkState> links;
        connect(service.service.get(), &JobService::linkChanged, this,
                [&](const QString &, LinkState state) { links << state; });
        QSignalSpy answered(service.service.get(), &JobService::hostAnswered);
        QSignalSpy silent(service.service.get(), &JobService::hostSilent);
        cuts->cutAll();
        const QString uuid = service->submit(folder.request(writesResults))->job.uuid;
        QTRY_VERIFY_WITH_TIMEOUT(links.contains(LinkState::Unreachable), patience);
        QVERIFY(answered.isEmpty());
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const qint64 untilRetry = now.msecsTo(silent.last().at(1).toDateTime());
        QVERIFY2(untilRetry > -5000 && untilRetry <= 300000,
                 qPrintable(QString::number(untilRetry)));

        cuts->mend();
        service->setHosts(options.hosts, options.makeShell,
                          {{QStringLiteral("local"), "over gate"}});
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(links.last(), LinkState::Ok);
        QVERIFY(!answered.isEmpty());
    }

    void jobsOfARemovedHostWaitUntilItIsThereAgain()
    {
        SampleFolder folder;
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        const auto shells = std::make_shared<std::atomic<int>>(0);
        const JobServiceOptions options = withLab(folder, countedShells(shells));
        SampleService service(options);
        QVERIFY_RESULT(service->driveAll());
        SubmitRequest request = folder.request(waitsFor(gate) + writesResults);
        request.host = QStringLiteral("lab");
        const QString uuid = service->submit(request)->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), 1, patience);

        service->setHosts({thisComputer()}, options.makeShell, {});
        QCOMPARE(shells->load(), 0);
        QVERIFY_RESULT(saveAtomically(gate, {}));
        QCOMPARE(service->watch(uuid).error().kind, ErrorKind::NotFound);
        QVERIFY(!isTerminal(service.state(uuid)));

        service->setHosts(options.hosts, options.makeShell, {});
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        // What is here of it stays to be seen, and to be deleted.
        service->setHosts({thisComputer()}, options.makeShell, {});
        QVERIFY_RESULT(service->watch(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(service.logs[uuid], QByteArray("hello\n"), patience);
        QVERIFY_RESULT(service->remove(uuid, true));
    }

    void hostThatWantsALoginKeepsItsJobsUntilSomebodyLogsIn()
    {
        SampleFolder folder;
        const auto isIn = std::make_shared<std::atomic<bool>>(false);
        JobServiceOptions options = withLab(
            folder, [isIn](const HostProfile &) { return std::make_unique<LoginShell>(isIn); });
        options.times.firstRetry = std::chrono::hours(24);
        SampleService service(options);
        QVector<LinkState> links;
        connect(service.service.get(), &JobService::linkChanged, this,
                [&links](const QString &, LinkState state) { links << state; });
        SubmitRequest request = folder.request(writesResults);
        request.host = QStringLiteral("lab");
        const QString uuid = service->submit(request)->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(links, QVector<LinkState>{LinkState::NeedsLogin}, patience);
        QVERIFY(service.state(uuid) < JobState::Running);

        *isIn = true;
        service->lookNow(QStringLiteral("lab"));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(links.last(), LinkState::Ok);
        QCOMPARE(folder.markCount(), 1);
    }

    void orphanedJobIsSeenAsRunning()
    {
        SampleFolder folder;
        SampleService service(folder.options());
        const QString uuid =
            service
                ->submit(folder.request(waitsFor(folder.folder.filePath(QStringLiteral("never")))))
                ->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(service.job(uuid).attempt.pid > 0, patience);
        QCOMPARE(::kill(pid_t(service.job(uuid).attempt.pid), SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(service.job(uuid).attempt.orphaned, patience);
        QCOMPARE(service.state(uuid), JobState::Running);
        QVERIFY_RESULT(service->cancel(uuid));
        QTRY_VERIFY_WITH_TIMEOUT(service.job(uuid).attempt.doubt, patience); // Gone, and seen once.
        QCOMPARE(service.state(uuid), JobState::Cancelling);
    }

private:
    // The host "lab", which is this computer in disguise.
    static JobServiceOptions withLab(const SampleFolder &folder, const MakeShell &makeShell)
    {
        JobServiceOptions options = folder.options();
        options.hosts.front().id = QStringLiteral("lab");
        options.makeShell = makeShell;
        return options;
    }

    static MakeShell countedShells(const std::shared_ptr<std::atomic<int>> &living)
    {
        return [living](const HostProfile &) { return std::make_unique<CountedShell>(living); };
    }

    // A large package is uploaded, and verified by the start.
    static SubmitRequest sizedRequest(const SampleFolder &folder, bool isLarge)
    {
        SubmitRequest request;
        request.package = folder.package(writesResults, isLarge ? 300 << 10 : 0);
        return request;
    }

    static JobServiceOptions behind(const SampleFolder &folder, const std::shared_ptr<Cuts> &cuts)
    {
        JobServiceOptions options = folder.options();
        options.makeShell = [cuts](const HostProfile &) {
            return std::make_unique<CutShell>(cuts);
        };
        return options;
    }
};

QTEST_GUILESS_MAIN(TestJobService)
#include "tst_job_service.moc"
