#include "core/jobs/job_driver.h"
#include "tests/jobs/cut_shell.h"
#include "tests/jobs/sample_service.h"

#include <QMutex>

#include <unistd.h>

using namespace outcrop;
using namespace std::chrono_literals;
using samples::SampleFolder;
using samples::SampleService;

Q_DECLARE_METATYPE(outcrop::JobState)

namespace {

constexpr int patience = 300000;

// The calls of all shells of a host, in their order; each is a round trip, or several.
struct Calls
{
    QStringList all() const
    {
        const QMutexLocker lock(&mutex);
        return names;
    }
    void add(const char *name)
    {
        const QMutexLocker lock(&mutex);
        names << QString::fromLatin1(name);
    }

    mutable QMutex mutex;
    QStringList names;
};

// Calls are told by the program they run.
class ToldShell : public LocalShell
{
public:
    explicit ToldShell(std::shared_ptr<Calls> calls) : m_calls(std::move(calls)) {}

    Result<ScriptOutput> run(const QByteArray &script, const Patience &wait) override
    {
        m_calls->add(nameOf(script));
        return LocalShell::run(script, wait);
    }
    Result<int> follow(const QByteArray &script, const ByteSink &sink,
                       const Patience &wait) override
    {
        m_calls->add("follow");
        return LocalShell::follow(script, sink, wait);
    }
    Result<> putFile(const QString &local, const QByteArray &remote, const Patience &wait) override
    {
        m_calls->add("put");
        return LocalShell::putFile(local, remote, wait);
    }

private:
    static const char *nameOf(const QByteArray &script)
    {
        for (const char *name : {"stage", "start", "status", "cancel"}) {
            const QByteArray program = QByteArray("/") + name + ".sh ";
            if (script.contains(program) && !script.contains("cat > "))
                return name;
        }
        return "prepare";
    }

    std::shared_ptr<Calls> m_calls;
};

// A host that refuses every connection.
class RefusingShell : public LocalShell
{
public:
    explicit RefusingShell(std::shared_ptr<int> connects) : m_connects(std::move(connects)) {}

    Result<ScriptOutput> run(const QByteArray &, const Patience &) override
    {
        ++*m_connects;
        return failure(ErrorKind::Network, QStringLiteral("Connection refused."));
    }

private:
    std::shared_ptr<int> m_connects;
};

DriverSetup silentSetup(const SampleFolder &folder)
{
    DriverSetup setup;
    const JobServiceOptions options = folder.options();
    setup.dataFolder = options.dataFolder;
    setup.host = options.hosts[0];
    setup.reports.jobChanged = [](const Job &) {};
    setup.reports.collected = [](const QString &, qint64, qint64) {};
    setup.reports.linkChanged = [](LinkState, const QString &) {};
    setup.reports.problem = [](const QString &) {};
    return setup;
}

// Jobs in a state that the store alone knows.
QStringList insertJobs(const SampleFolder &folder, int count, JobState state)
{
    auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
    QStringList uuids;
    for (int i = 0; i < count; ++i) {
        NewJob job;
        job.uuid = QUuid::createUuid().toString(QUuid::WithoutBraces);
        job.key = job.uuid;
        job.host = QStringLiteral("local");
        job.packageSha256 = QByteArray(64, 'a');
        job.createdAt = QDateTime::currentDateTimeUtc();
        job.state = state;
        uuids << store->insertJob(job)->uuid;
        const JobFolder own = store->folderOf(job.uuid);
        if (!makeFolder(own.path) || !saveAtomically(own.package(), "not looked into"))
            qFatal("cannot write %s", qPrintable(own.path));
    }
    return uuids;
}

// An attempt on the host whose runner is this process.
void claimByUs(const SampleFolder &folder, const QString &uuid)
{
    const QString claim = folder.attemptFile(uuid, QStringLiteral("claim"));
    QVERIFY_RESULT(makeFolder(claim));
    const QByteArray stat = readFile(QStringLiteral("/proc/self/stat"), 65536).value();
    const QByteArray ticks = stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(19);
    const auto put = [&](const char *name, const QByteArray &line) {
        QVERIFY_RESULT(saveAtomically(claim + QLatin1Char('/') + QLatin1String(name), line + '\n'));
    };
    put("pid", QByteArray::number(::getpid()));
    put("start", ticks);
    put("boot",
        readFile(QStringLiteral("/proc/sys/kernel/random/boot_id"), 4096).value().trimmed());
    put("host", QSysInfo::machineHostName().toUtf8());
}

} // namespace

class TestRoundTrips : public QObject
{
    Q_OBJECT

private slots:
    // By hand it is scp and ssh: two calls.
    void firstLineOfTheLogTakesTwoCallsMoreThanByHand_data()
    {
        QTest::addColumn<int>("ballast");
        QTest::addColumn<QStringList>("upload");
        QTest::newRow("small") << 0 << QStringList{QStringLiteral("stage")};
        QTest::newRow("large") << (300 << 10)
                               << QStringList{QStringLiteral("stage"), QStringLiteral("put")};
    }
    void firstLineOfTheLogTakesTwoCallsMoreThanByHand()
    {
        QFETCH(int, ballast);
        QFETCH(QStringList, upload);
        SampleFolder folder;
        JobServiceOptions options = folder.options();
        {
            // The control programs are uploaded once a version.
            SampleService first(options);
            const QString uuid = first->submit(folder.request("mark('ran')\n"))->job.uuid;
            QTRY_COMPARE_WITH_TIMEOUT(first.told(uuid), JobState::Succeeded, patience);
        }
        const auto calls = std::make_shared<Calls>();
        options.makeShell = [calls](const HostProfile &) {
            return std::make_unique<ToldShell>(calls);
        };
        SampleService service(options);
        const QString gate = folder.folder.filePath(QStringLiteral("gate"));
        const QByteArray script =
            "print('first', flush=True)\nwait_for('" + QFile::encodeName(gate) + "')\n";
        SubmitRequest request;
        request.package = folder.package(script, ballast);
        const QString uuid = service->submit(request)->job.uuid;
        QVERIFY_RESULT(service->watch(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(service.logs[uuid], QByteArray("first\n"), patience);
        QStringList made = calls->all();
        QVERIFY_RESULT(saveAtomically(gate, {}));
        // One after the other: stage, perhaps put, start, follow. The connection of who watches is
        // prepared beside that, and a look may come in between.
        made.removeAll(QStringLiteral("status"));
        QCOMPARE(made.removeAll(QStringLiteral("prepare")), 1);
        QVERIFY(made.size() <= 4);
        QCOMPARE(made, (upload + QStringList{QStringLiteral("start"), QStringLiteral("follow")}));
    }

    void fiftyJobsOfAHostAreLookedAtInOneCall()
    {
        SampleFolder folder;
        const QStringList uuids = insertJobs(folder, 50, JobState::Submitting);
        // The control programs are uploaded once a version.
        LocalShell shell;
        QVERIFY_RESULT(HostSession(shell, folder.options().hosts[0]).prepare());
        for (const QString &uuid : uuids)
            claimByUs(folder, uuid);
        const auto calls = std::make_shared<Calls>();
        DriverSetup setup = silentSetup(folder);
        setup.makeShell = [calls](const HostProfile &) {
            return std::make_unique<ToldShell>(calls);
        };
        JobDriver driver(setup);
        DriverTask task;
        task.all = true;
        QVERIFY(driver.turn(task, {}));
        QCOMPARE(calls->all().count(QStringLiteral("status")), 1);
        const auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
        for (const QString &uuid : uuids)
            QCOMPARE(store->findJob(uuid)->attempt.state, JobState::Running);
        const int before = calls->all().size();
        task.lookNow = true;
        QVERIFY(driver.turn(task, {}));
        QCOMPARE(calls->all().mid(before), QStringList{QStringLiteral("status")});
    }

    // A start whose answer was lost may still verify the package there.
    void wishToCancelIsLeftOnAHostThatShowsNoAttemptYet()
    {
        SampleFolder folder;
        const QString uuid = insertJobs(folder, 1, JobState::Cancelling).front();
        LocalShell shell;
        QVERIFY_RESULT(HostSession(shell, folder.options().hosts[0]).prepare());
        QVERIFY_RESULT(makeFolder(folder.hostBase() + QStringLiteral("/jobs/") + uuid));
        const auto calls = std::make_shared<Calls>();
        DriverSetup setup = silentSetup(folder);
        setup.makeShell = [calls](const HostProfile &) {
            return std::make_unique<ToldShell>(calls);
        };
        JobDriver driver(setup);
        DriverTask task;
        task.all = true;
        QVERIFY(driver.turn(task, {}));
        QCOMPARE(calls->all(), (QStringList{QStringLiteral("status"), QStringLiteral("cancel")}));
        QVERIFY(QFile::exists(folder.attemptFile(uuid, QStringLiteral("cancel"))));
        const auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
        QCOMPARE(store->findJob(uuid)->attempt.state, JobState::Cancelling);
        QVERIFY(!store->findJob(uuid)->attempt.doubt);
        task.lookNow = true;
        QVERIFY(driver.turn(task, {}));
        QVERIFY(store->findJob(uuid)->attempt.doubt); // It was told, and now nobody is there.
    }

    // It is seen on the way of a look that is made for another.
    void whatWasGivenUpAndRunsIsToldOnceAndCanBeCancelled_data()
    {
        QTest::addColumn<JobState>("end");
        QTest::newRow("cancelled") << JobState::Cancelled;
        QTest::newRow("lost") << JobState::Lost;
    }
    void whatWasGivenUpAndRunsIsToldOnceAndCanBeCancelled()
    {
        QFETCH(JobState, end);
        SampleFolder folder;
        const QString ended = insertJobs(folder, 1, end).front();
        const QString other = insertJobs(folder, 1, JobState::Submitting).front();
        LocalShell shell;
        QVERIFY_RESULT(HostSession(shell, folder.options().hosts[0]).prepare());
        claimByUs(folder, ended);
        claimByUs(folder, other);
        const auto calls = std::make_shared<Calls>();
        DriverSetup setup = silentSetup(folder);
        setup.makeShell = [calls](const HostProfile &) {
            return std::make_unique<ToldShell>(calls);
        };
        JobDriver driver(setup);
        auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
        const auto history = [&] {
            QStringList kinds;
            const auto events = store->events(ended).value();
            for (const JobEvent &event : events)
                kinds << event.kind;
            return kinds;
        };
        const QStringList before = history();
        DriverTask task;
        task.all = task.lookNow = true;
        QVERIFY(driver.turn(task, {}));
        QVERIFY(driver.turn(task, {}));
        QCOMPARE(calls->all(), (QStringList{QStringLiteral("status"), QStringLiteral("status")}));
        QCOMPARE(history(), before + QStringList{QStringLiteral("still running")});
        QVERIFY(store->stillRuns(ended).value());
        QVERIFY(!store->stillRuns(other).value());
        QCOMPARE(store->findJob(ended)->attempt.state, end);
        QVERIFY(!QFile::exists(folder.attemptFile(ended, QStringLiteral("cancel"))));

        // Nothing else makes its host be looked at any more.
        QVERIFY_RESULT(store->removeJob(other));
        QVERIFY(!driver.turn(task, {}));
        QVERIFY_RESULT(store->wantCancel(ended));
        QVERIFY(driver.turn(task, {}));
        QVERIFY(QFile::exists(folder.attemptFile(ended, QStringLiteral("cancel"))));
        QVERIFY_RESULT(
            saveAtomically(folder.attemptFile(ended, QStringLiteral("exit_code")), "143\n"));
        driver.turn(task, {});
        QVERIFY(!driver.turn(task, {}));
        QVERIFY(!store->stillRuns(ended).value());
        QCOMPARE(history().last(), QStringLiteral("no longer running"));
        QCOMPARE(store->findJob(ended)->attempt.state, end);
    }

    // What was given up long ago is not looked at, nor what ended in any other way.
    void whatIsOverIsNotLookedAt()
    {
        SampleFolder folder;
        insertJobs(folder, 1, JobState::Cancelled);
        insertJobs(folder, 1, JobState::Succeeded);
        const auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
        const auto now = QDateTime::currentDateTimeUtc();
        QCOMPARE(store->givenUp(QStringLiteral("local"), now.addDays(-1))->size(), size_t(1));
        QVERIFY(store->givenUp(QStringLiteral("local"), now.addSecs(60))->empty());
        QVERIFY(store->givenUp(QStringLiteral("lab"), now.addDays(-1))->empty());
    }

    // Promise 40: two hours of an outage, by a clock that does not wait.
    void hostThatRefusesIsNotStormed_data()
    {
        QTest::addColumn<JobState>("state");
        for (const JobState state : {JobState::Queued, JobState::Submitting, JobState::Running,
                                     JobState::Cancelling, JobState::Collecting})
            QTest::newRow(qPrintable(stateName(state))) << state;
    }
    void hostThatRefusesIsNotStormed()
    {
        QFETCH(JobState, state);
        SampleFolder folder;
        const int jobs = state == JobState::Running ? 50 : 8;
        insertJobs(folder, jobs, state);
        const auto connects = std::make_shared<int>(0);
        auto time = std::chrono::steady_clock::now();
        const auto begun = time;
        DriverSetup setup = silentSetup(folder);
        setup.times = PollTimes();
        setup.now = [&time] { return time; };
        setup.makeShell = [connects](const HostProfile &) {
            return std::make_unique<RefusingShell>(connects);
        };
        JobDriver driver(setup), other(setup); // Of a second Outcrop, which drives none of them.
        DriverTask task;
        task.all = true;
        int inFirstHour = 0;
        while (time - begun < 2h) {
            const auto pause = driver.turn(task, {});
            QVERIFY(pause);
            time += std::max<std::chrono::milliseconds>(*pause, 10ms);
            if (time - begun <= 1h)
                inFirstHour = *connects;
        }
        QVERIFY2(inFirstHour >= 10 && inFirstHour <= 20, qPrintable(QString::number(inFirstHour)));
        QVERIFY2(*connects <= 32, qPrintable(QString::number(*connects)));
        qInfo("promise 40: N=%d connections in two hours, %d jobs that are %s", *connects, jobs,
              qPrintable(stateName(state)));

        // The other one only passes on the wish of a person to end them.
        {
            auto store = JobStore::open({folder.data(), Journal::ByFileSystem, {}});
            const std::vector<Job> open = store->listJobs().value();
            for (const Job &job : open)
                QVERIFY_RESULT(store->wantCancel(job.uuid));
        }
        *connects = 0;
        for (const auto end = time + 30s; time < end; time += 500ms)
            other.turn(task, {});
        QVERIFY2(*connects <= 6, qPrintable(QString::number(*connects)));
    }
};

QTEST_GUILESS_MAIN(TestRoundTrips)
#include "tst_round_trips.moc"
