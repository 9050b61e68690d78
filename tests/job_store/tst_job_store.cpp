#include "core/job_store/file_lock.h"
#include "core/job_store/job_store.h"
#include "core/job_store/schema.h"
#include "core/job_store/titles.h"
#include "tests/job_store/store_samples.h"

#include <QtTest>

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <thread>

using namespace outcrop;

class TestJobStore : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void newStoreWritesAheadAndSyncsEveryCommit()
    {
        JobStore store = opened();
        SQLite::Database raw(path().toStdString());
        QCOMPARE(text(raw, "PRAGMA journal_mode"), QStringLiteral("wal"));
        QCOMPARE(text(raw, "PRAGMA user_version"), newest());
    }

    void storeOnNetworkFileSystemSharesNoMemory()
    {
        QVERIFY(isNetworkFileSystem(0x6969));
        QVERIFY(isNetworkFileSystem(0xFF534D42));
        QVERIFY(!isNetworkFileSystem(0xEF53));
        QVERIFY(JobStore::open({folder(), Journal::Rollback, {}}));
        SQLite::Database raw(path().toStdString());
        QCOMPARE(text(raw, "PRAGMA journal_mode"), QStringLiteral("delete"));
    }

    void submittedJobIsThereAfterOpeningAgain()
    {
        NewJob job = samples::job(QStringLiteral("k1"));
        job.hasPipeline = true;
        job.baseFolder = QStringLiteral("/home/ann/loans");
        const QString title = opened().insertJob(job).value().title;

        const Job found = opened().findJob(job.uuid).value();
        QCOMPARE(found.title, title);
        QCOMPARE(found.name, QStringLiteral("Loan"));
        QCOMPARE(found.packageSha256, job.packageSha256);
        QCOMPARE(found.createdAt.toMSecsSinceEpoch(), job.createdAt.toMSecsSinceEpoch());
        QCOMPARE(found.package, folder() + QStringLiteral("/jobs/%1/package.zip").arg(job.uuid));
        QCOMPARE(found.pipeline,
                 folder() + QStringLiteral("/jobs/%1/pipeline.outcrop").arg(job.uuid));
        QCOMPARE(found.baseFolder, job.baseFolder);
        QVERIFY(found.results.isEmpty());
        QCOMPARE(found.attempt.state, JobState::Queued);
        QCOMPARE(found.attempt.number, 1);
        QCOMPARE(found.attempt.key, QStringLiteral("k1"));
        QCOMPARE(found.attempt.host, QStringLiteral("local"));
    }

    void keyBelongsToOneJobOnly()
    {
        JobStore store = opened();
        const Job first = store.insertJob(samples::job(QStringLiteral("k"))).value();
        const auto second = store.insertJob(samples::job(QStringLiteral("k")));
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Busy);
        QCOMPARE(store.findByKey(QStringLiteral("k")).value()->uuid, first.uuid);
        QVERIFY(!store.findByKey(QStringLiteral("other")).value());
        QCOMPARE(store.listJobs().value().size(), size_t(1));
    }

    void jobIsFoundByTitleAndByTheBeginningOfEither()
    {
        JobStore store = opened();
        const Job a = store.insertJob(samples::job(QStringLiteral("a"))).value();
        const Job b = store.insertJob(samples::job(QStringLiteral("b"))).value();
        QVERIFY(a.title != b.title);
        QCOMPARE(store.findJob(a.title).value().uuid, a.uuid);
        QCOMPARE(store.findJob(b.uuid.left(12)).value().title, b.title);
        QCOMPARE(store.findJob(QStringLiteral("no-such-job")).error().kind, ErrorKind::NotFound);
        QCOMPARE(store.findJob({}).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(store.findJob(QStringLiteral("%")).error().kind, ErrorKind::NotFound);
        QCOMPARE(store.findJob(QStringLiteral("' OR 1=1 --")).error().kind, ErrorKind::NotFound);
    }

    void beginningThatFitsSeveralJobsIsRefused()
    {
        JobStore store = opened();
        NewJob a = samples::job(QStringLiteral("a")), b = samples::job(QStringLiteral("b"));
        a.uuid = QStringLiteral("11111111-0000-4000-8000-000000000001");
        b.uuid = QStringLiteral("11111111-0000-4000-8000-000000000002");
        QVERIFY(store.insertJob(a) && store.insertJob(b));
        QCOMPARE(store.findJob(QStringLiteral("1111")).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(store.findJob(a.uuid).value().uuid, a.uuid);
    }

    void everyFactOfAnAttemptSurvivesTheDisk()
    {
        JobStore store = opened();
        const Attempt before = store.insertJob(samples::job(QStringLiteral("k"))).value().attempt;
        Attempt after = before;
        after.state = JobState::Attention;
        after.bootId = QStringLiteral("boot");
        after.startTicks = QStringLiteral("12345678901234567890");
        after.pid = 4242;
        after.exitCode = 137;
        after.reason = QStringLiteral("ValueError: “x” — \u00e4");
        after.startedAt = 1700000000;
        after.endedAt = 1700000100;
        after.cancelled = after.orphaned = after.collected = true;
        after.doubt = Doubt{QStringLiteral("VANISHED"), QStringLiteral("boot"), 1700000050};
        after.heldFrom = JobState::Running;
        QVERIFY(store.record(before, after, {{QStringLiteral("why"), QStringLiteral("test")}}));

        const Attempt read = opened().attempts(before.job).value().front();
        QCOMPARE(read.state, after.state);
        QCOMPARE(read.bootId, after.bootId);
        QCOMPARE(read.startTicks, after.startTicks);
        QCOMPARE(read.pid, after.pid);
        QCOMPARE(read.exitCode, after.exitCode);
        QCOMPARE(read.reason, after.reason);
        QCOMPARE(read.startedAt, after.startedAt);
        QCOMPARE(read.endedAt, after.endedAt);
        QVERIFY(read.cancelled && read.orphaned && read.collected);
        QVERIFY(read.doubt == after.doubt);
        QCOMPARE(read.heldFrom, after.heldFrom);
        QVERIFY(!store.findJob(before.job).value().results.isEmpty());

        const auto history = store.events(before.job).value();
        QCOMPARE(history.size(), size_t(2));
        QCOMPARE(history[1].data[QStringLiteral("from")].toString(), QStringLiteral("QUEUED"));
        QCOMPARE(history[1].data[QStringLiteral("to")].toString(), QStringLiteral("ATTENTION"));
        QCOMPARE(history[1].data[QStringLiteral("why")].toString(), QStringLiteral("test"));
    }

    void whatIsOddAboutAnAttemptIsKeptAndToldOnceUntilItHasEnded()
    {
        JobStore store = opened();
        const Attempt queued = store.insertJob(samples::job(QStringLiteral("k"))).value().attempt;
        const Attempt running = samples::moved(queued, JobState::Running);
        QVERIFY(store.record(queued, running));
        const auto read = [&] { return opened().attempts(queued.job).value().front(); };
        const auto told = [&] { return store.events(queued.job).value(); };
        QCOMPARE(read().flags, AttemptFlags());

        const AttemptFlags flags{Silence{1700000000, 4711}, 1 << 20, -900};
        QVERIFY(store.setFlags(read(), flags));
        QCOMPARE(read().flags, flags);
        QCOMPARE(told().back().kind, QStringLiteral("flags"));
        QCOMPARE(told().back().data[QStringLiteral("flags")].toArray().toVariantList().size(), 3);

        AttemptFlags less = flags; // The same flags, other figures.
        less.lowDisk = 1 << 10;
        const size_t before = told().size();
        QVERIFY(store.setFlags(read(), less));
        QCOMPARE(read().flags, less);
        QCOMPARE(told().size(), before);
        QVERIFY(store.record(read(), read())); // A change of state keeps them.
        QCOMPARE(read().flags, less);

        QVERIFY(store.record(read(), samples::moved(read(), JobState::Succeeded)));
        QVERIFY(store.setFlags(read(), {}));
        QCOMPARE(read().flags, less);
    }

    void changeFromAStateThatIsNoLongerTrueChangesNothing()
    {
        JobStore store = opened();
        const Attempt queued = store.insertJob(samples::job(QStringLiteral("k"))).value().attempt;
        QVERIFY(store.record(queued, samples::moved(queued, JobState::Staging)));
        const Result<> late = store.record(queued, samples::moved(queued, JobState::Cancelled));
        QCOMPARE(late.error().kind, ErrorKind::Busy);
        QCOMPARE(store.findJob(queued.job).value().attempt.state, JobState::Staging);
        QCOMPARE(store.events(queued.job).value().size(), size_t(2));
    }

    void terminalStateCannotBeChangedEvenByHand_data()
    {
        QTest::addColumn<QString>("state");
        for (const char *state : {"SUCCEEDED", "FAILED", "CANCELLED", "LOST"})
            QTest::newRow(state) << QString::fromLatin1(state);
    }
    void terminalStateCannotBeChangedEvenByHand()
    {
        QFETCH(QString, state);
        JobStore store = opened();
        const Attempt queued = store.insertJob(samples::job(QStringLiteral("k"))).value().attempt;
        const Attempt ended = samples::moved(queued, *stateFromName(state));
        QVERIFY(store.record(queued, ended));
        QVERIFY(!store.record(ended, samples::moved(ended, JobState::Running)));

        SQLite::Database raw(path().toStdString(), SQLite::OPEN_READWRITE);
        QVERIFY_EXCEPTION_THROWN(raw.exec("UPDATE attempts SET state='RUNNING'"),
                                 SQLite::Exception);
        QVERIFY_EXCEPTION_THROWN(raw.exec("UPDATE attempts SET exit_code=0"), SQLite::Exception);
        QVERIFY_EXCEPTION_THROWN(raw.exec("UPDATE events SET kind='x'"), SQLite::Exception);
        QCOMPARE(store.findJob(queued.job).value().attempt.state, ended.state);
    }

    void newAttemptFollowsAnEndedOneOnly()
    {
        JobStore store = opened();
        const Attempt first = store.insertJob(samples::job(QStringLiteral("k"))).value().attempt;
        QCOMPARE(store.addAttempt(first.job).error().kind, ErrorKind::Busy);
        QVERIFY(store.record(first, samples::moved(first, JobState::Lost)));
        const Attempt second = store.addAttempt(first.job).value();
        QCOMPARE(second.number, 2);
        QVERIFY(second.key != first.key);
        QCOMPARE(store.findJob(first.job).value().attempt.state, JobState::Queued);
        QCOMPARE(store.attempts(first.job).value().front().state, JobState::Lost);
        QCOMPARE(store.addAttempt(QStringLiteral("none")).error().kind, ErrorKind::NotFound);
    }

    void wishToCancelIsKeptByTheDriversOwnWrites()
    {
        JobStore store = opened();
        const Attempt queued = store.insertJob(samples::job(QStringLiteral("k"))).value().attempt;
        QVERIFY(opened().wantCancel(queued.job));
        QVERIFY(store.record(queued, samples::moved(queued, JobState::Staging)));
        QVERIFY(store.findJob(queued.job).value().attempt.cancelWanted);
    }

    void listKnowsWhatIsUnfinishedAndWhere()
    {
        JobStore store = opened();
        NewJob elsewhere = samples::job(QStringLiteral("b"));
        elsewhere.host = QStringLiteral("lab");
        const Attempt here = store.insertJob(samples::job(QStringLiteral("a"))).value().attempt;
        QVERIFY(store.insertJob(elsewhere));
        QCOMPARE(store.listJobs({QStringLiteral("lab"), true}).value().size(), size_t(1));
        QVERIFY(store.record(here, samples::moved(here, JobState::Failed)));
        QCOMPARE(store.listJobs({{}, true}).value().size(), size_t(1));
        QCOMPARE(store.listJobs().value().size(), size_t(2));
    }

    void removedJobLeavesNothingBehind()
    {
        JobStore store = opened();
        const Attempt attempt = store.insertJob(samples::job(QStringLiteral("k"))).value().attempt;
        QVERIFY(store.setPosition(attempt, QStringLiteral("process.log"), {0, 7}));
        QVERIFY(store.takeLease(attempt.job, makeLeaseOwner(), later()).value());
        QVERIFY(store.recordCollected(attempt, samples::moved(attempt, JobState::Succeeded),
                                      {{"report.json", 3, QByteArray(64, 'b')}}));
        QVERIFY(store.removeJob(attempt.job));
        SQLite::Database raw(path().toStdString());
        for (const char *table : {"jobs", "attempts", "events", "streams", "files", "leases"})
            QCOMPARE(text(raw, (std::string("SELECT count(*) FROM ") + table).c_str()),
                     QStringLiteral("0"));
        QVERIFY(store.insertJob(samples::job(QStringLiteral("k")))); // The key is free again.
    }

    void positionsAndCollectedFilesAreKeptByAttempt()
    {
        JobStore store = opened();
        const Attempt attempt = store.insertJob(samples::job(QStringLiteral("k"))).value().attempt;
        const QString log = QStringLiteral("process.log");
        QCOMPARE(store.position(attempt, log).value().offset, 0);
        QVERIFY(store.setPosition(attempt, log, {1, qint64(10) << 30}));
        QCOMPARE(store.position(attempt, log).value().offset, qint64(10) << 30);
        QCOMPARE(store.position(attempt, log).value().generation, 1);
        Attempt second = attempt;
        second.number = 2;
        QCOMPARE(store.position(second, log).value().offset, 0);

        const QByteArray odd("a%FF/\xc3\xa4.csv");
        QVERIFY(store.recordCollected(attempt, samples::moved(attempt, JobState::Succeeded),
                                      {{odd, 5, QByteArray(64, 'c')}}));
        const auto files = store.collectedFiles(attempt).value();
        QCOMPARE(files.size(), size_t(1));
        QCOMPARE(files[0].path, odd);
        QCOMPARE(files[0].sha256, QByteArray(64, 'c'));
    }

    void leaseOfALivingOwnerIsNotTaken()
    {
        JobStore store = opened();
        const QString job = store.insertJob(samples::job(QStringLiteral("k"))).value().uuid;
        const LeaseOwner one = makeLeaseOwner(), two = makeLeaseOwner();
        QVERIFY(store.takeLease(job, one, later()).value());
        QVERIFY(store.takeLease(job, one, later()).value()); // Renewed.
        QVERIFY(!store.takeLease(job, two, later()).value());
        QCOMPARE(store.leaseOf(job).value()->owner.id, one.id);
        QVERIFY(store.releaseLeases(one));
        QVERIFY(store.takeLease(job, two, later()).value());
    }

    void leaseEndsWithItsJob()
    {
        JobStore store = opened();
        const Attempt attempt = store.insertJob(samples::job(QStringLiteral("k")))->attempt;
        QVERIFY(store.takeLease(attempt.job, makeLeaseOwner(), later()).value());
        QVERIFY(store.record(attempt, samples::moved(attempt, JobState::Failed)));
        QVERIFY(!store.leaseOf(attempt.job).value());
    }

    void livingOwnerKeepsALeaseThatHasRunOut()
    {
        JobStore store = opened();
        const QString job = store.insertJob(samples::job(QStringLiteral("k"))).value().uuid;
        QVERIFY(store.takeLease(job, makeLeaseOwner(), QDateTime::currentDateTimeUtc().addSecs(-9))
                    .value());
        QVERIFY(!store.takeLease(job, makeLeaseOwner(), later()).value());
    }

    void leaseOfADeadOwnerIsTakenOver()
    {
        JobStore store = opened();
        const QString job = store.insertJob(samples::job(QStringLiteral("k"))).value().uuid;
        LeaseOwner reused = makeLeaseOwner(); // Our pid, but another process's start.
        reused.startTicks += QLatin1Char('1');
        QVERIFY(store.takeLease(job, reused, later()).value());
        QVERIFY(store.takeLease(job, makeLeaseOwner(), later()).value());

        LeaseOwner beforeReboot = makeLeaseOwner();
        beforeReboot.bootId = QStringLiteral("another boot");
        QVERIFY(!isHeld({job, beforeReboot, std::numeric_limits<qint64>::max()}, 0));
    }

    void ownerOfAnotherComputerIsBelievedUntilItsLeaseRunsOut()
    {
        LeaseOwner far = makeLeaseOwner();
        far.machine = QStringLiteral("another computer");
        QVERIFY(isHeld({QString(), far, 1000}, 999));
        QVERIFY(!isHeld({QString(), far, 1000}, 1000));
    }

    void damagedStoreIsRefusedWithWhatToDo_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no database") << QByteArray(8192, 'x');
        QTest::newRow("header alone")
            << QByteArray("SQLite format 3\0", 16) + QByteArray(200, '\xff');
    }
    void damagedStoreIsRefusedWithWhatToDo()
    {
        QFETCH(QByteArray, bytes);
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto store = samples::open(folder());
        QVERIFY(!store);
        QCOMPARE(store.error().kind, ErrorKind::Corrupt);
        QVERIFY(store.error().message.contains(QStringLiteral(".recover")));
    }

    void damageInThePagesIsFoundOnOpening()
    {
        {
            JobStore store = opened();
            for (int i = 0; i < 200; ++i)
                QVERIFY(store.insertJob(samples::job(QString::number(i))));
        }
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray content = file.readAll();
        const int jobs = content.indexOf("Loan", 8192);
        QVERIFY(jobs > 0);
        file.seek(jobs / 4096 * 4096);
        file.write(QByteArray(64, '\x7f'));
        file.close();
        const auto store = samples::open(folder());
        QVERIFY(!store);
        QCOMPARE(store.error().kind, ErrorKind::Corrupt);
    }

    void storeOfANewerOutcropIsLeftAlone()
    {
        opened();
        SQLite::Database(path().toStdString(), SQLite::OPEN_READWRITE)
            .exec("PRAGMA user_version=99");
        const auto store = samples::open(folder());
        QVERIFY(!store);
        QVERIFY(store.error().message.contains(QStringLiteral("newer Outcrop")));
    }

    void foreignDatabaseIsLeftAlone()
    {
        SQLite::Database(path().toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
            .exec("CREATE TABLE photos(id)");
        const auto store = samples::open(folder());
        QVERIFY(!store);
        QCOMPARE(store.error().kind, ErrorKind::InvalidInput);
    }

    void olderStoreIsCopiedAsideThenBroughtUpToDate()
    {
        const QString uuid = opened().insertJob(samples::job(QStringLiteral("k"))).value().uuid;
        const auto next = withStep("ALTER TABLE jobs ADD COLUMN stars INTEGER NOT NULL DEFAULT 0");
        QVERIFY(JobStore::open({folder(), Journal::ByFileSystem, next}));

        SQLite::Database raw(path().toStdString());
        QCOMPARE(text(raw, "PRAGMA user_version"), QString::number(next.size()));
        QCOMPARE(text(raw, "SELECT stars FROM jobs"), QStringLiteral("0"));
        SQLite::Database backup(
            (path() + QStringLiteral(".v%1.backup").arg(newest())).toStdString());
        QCOMPARE(text(backup, "PRAGMA user_version"), newest());
        QCOMPARE(text(backup, "SELECT uuid FROM jobs"), uuid);
    }

    // A file as the first version of the tables left it: a job that ended, two that wait.
    void jobsOfTheFirstVersionWaitInTheOrderOfTheirSubmission()
    {
        QVERIFY(JobStore::open({folder(), Journal::ByFileSystem, {schemaSteps().front()}}));
        {
            SQLite::Database old(path().toStdString(), SQLite::OPEN_READWRITE);
            old.exec("INSERT INTO hosts(id) VALUES('local')");
            const auto add = [&old](const char *uuid, const char *state, int at) {
                const std::string id = uuid, time = std::to_string(at);
                old.exec("INSERT INTO jobs VALUES('" + id + "','title-" + id + "','Loan','aa',0,"
                         + time + ")");
                old.exec("INSERT INTO attempts(job, n, idem_key, state, host) VALUES('" + id
                         + "',1,'key-" + id + "','" + state + "','local')");
            };
            add("ended", "SUCCEEDED", 1);
            add("first", "QUEUED", 2);
            add("second", "QUEUED", 3);
        }
        JobStore store = opened();
        QCOMPARE(waitingOf(store),
                 (QStringList{QStringLiteral("first"), QStringLiteral("second")}));
        QVERIFY(!store.queueOf(local())->paused);
        QVERIFY(store.findJob(QStringLiteral("first"))->limits.isNone());
        QVERIFY(store.moveInQueue(QStringLiteral("second"), {}));
        const NewJob next = samples::job(QStringLiteral("k"));
        QVERIFY(store.insertJob(next));
        QCOMPARE(waitingOf(store),
                 (QStringList{QStringLiteral("second"), QStringLiteral("first"), next.uuid}));
        QVERIFY(QFile::exists(path() + QStringLiteral(".v1.backup")));
    }

    void queueIsTheSameAfterOpeningAgain()
    {
        const QStringList jobs = submitted(3);
        QVERIFY(opened().moveInQueue(jobs[2], jobs[1]));
        QVERIFY(opened().moveInQueue(jobs[1], {}));
        QVERIFY(opened().setPaused(local(), true));
        const QStringList expected{jobs[1], jobs[0], jobs[2]};
        QCOMPARE(waitingOf(opened()), expected);
        const JobStore store = opened();
        QVERIFY(store.queueOf(local())->paused);
        for (int i = 0; i < 3; ++i) {
            const auto place = store.placeOf(expected[i]).value();
            QVERIFY(place && place->paused);
            QCOMPARE(place->place, i + 1);
        }
        QVERIFY(store.queueOf(QStringLiteral("lab"))->waiting.empty());
        QVERIFY(!store.queueOf(QStringLiteral("lab"))->paused);
    }

    void jobThatLeftTheQueueCannotBeMovedNorOvertaken()
    {
        const QStringList jobs = submitted(2);
        JobStore store = opened();
        const Attempt first = store.findJob(jobs[0])->attempt;
        QVERIFY(store.record(first, samples::moved(first, JobState::Staging)));
        QCOMPARE(store.moveInQueue(jobs[0], {}).error().kind, ErrorKind::Busy);
        QCOMPARE(store.moveInQueue(jobs[1], jobs[0]).error().kind, ErrorKind::Busy);
        QVERIFY(!store.placeOf(jobs[0]).value());
        QCOMPARE(waitingOf(store), QStringList{jobs[1]});

        NewJob elsewhere = samples::job(QStringLiteral("lab"));
        elsewhere.host = QStringLiteral("lab'); DROP TABLE jobs; --");
        QVERIFY(store.insertJob(elsewhere));
        QCOMPARE(store.moveInQueue(jobs[1], elsewhere.uuid).error().kind, ErrorKind::InvalidInput);
        QVERIFY(store.setPaused(elsewhere.host, true));
        QVERIFY(store.queueOf(elsewhere.host)->paused && !store.queueOf(local())->paused);
        QCOMPARE(store.moveInQueue(QStringLiteral("none"), {}).error().kind, ErrorKind::NotFound);
    }

    void jobIsAdmittedInItsTurnOnly()
    {
        const QStringList jobs = submitted(3);
        JobStore store = opened();
        const auto admit = [&](int which, int most) {
            const Attempt attempt = store.findJob(jobs[which])->attempt;
            return store.admit(attempt, samples::moved(attempt, JobState::Staging), most).value();
        };
        QVERIFY(!admit(0, -1)); // Nobody's turn, however few are there.
        QVERIFY(!admit(1, 1));  // The first one is before it.
        QVERIFY(admit(0, 1));
        QVERIFY(!admit(1, 1)); // The host has enough.
        QVERIFY(!admit(2, 2)); // The second one's turn.
        QVERIFY(store.setPaused(local(), true));
        QVERIFY(!admit(1, 2) && !admit(1, 0));
        QVERIFY(store.setPaused(local(), false));
        QVERIFY(admit(1, 2));
        Attempt running = store.findJob(jobs[0])->attempt;
        QVERIFY(store.record(running, samples::moved(running, JobState::Failed)));
        QVERIFY(admit(2, 2));
        QCOMPARE(store.queueOf(local())->occupied, 2);
        // History tells who left the queue, and nothing of those who asked in vain.
        QCOMPARE(store.events(jobs[2])->size(), size_t(2));
    }

    void ofManyThatAskAtOnceNoMoreAreAdmittedThanTheHostTakes()
    {
        const QStringList jobs = submitted(12);
        std::atomic<int> admitted{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < jobs.size(); ++i)
            threads.emplace_back([&, i] {
                JobStore store = opened();
                const Attempt attempt = store.findJob(jobs[i])->attempt;
                if (store.admit(attempt, samples::moved(attempt, JobState::Staging), 3).value())
                    ++admitted;
            });
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(admitted <= 3); // Those that came too early ask again.
        QCOMPARE(opened().queueOf(local())->occupied, admitted.load());
    }

    void limitsAreKeptWithTheJob()
    {
        NewJob job = samples::job(QStringLiteral("k"));
        job.limits = {7200, qint64(1) << 50, 4096, 1800};
        QVERIFY(opened().insertJob(job));
        QVERIFY(opened().findJob(job.uuid)->limits == job.limits);
    }

    void migrationThatFailsHalfwayChangesNothing()
    {
        opened();
        const auto broken = withStep("CREATE TABLE half(id); CREATE TABLE half(id)");
        QVERIFY(!JobStore::open({folder(), Journal::ByFileSystem, broken}));
        SQLite::Database raw(path().toStdString());
        QCOMPARE(text(raw, "PRAGMA user_version"), newest());
        QCOMPARE(text(raw, "SELECT count(*) FROM sqlite_schema WHERE name='half'"),
                 QStringLiteral("0"));
        QVERIFY(samples::open(folder()));
    }

    void manyOpenANewStoreAtOnce()
    {
        std::vector<std::thread> threads;
        std::atomic<int> good{0};
        for (int i = 0; i < 16; ++i)
            threads.emplace_back([&, i] {
                auto store = samples::open(folder());
                if (store && store->insertJob(samples::job(QString::number(i))))
                    ++good;
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(good.load(), 16);
        QCOMPARE(opened().listJobs().value().size(), size_t(16));
    }

    void lockIsHeldByOneAndEndsWithItsHolder()
    {
        const QString lock = folder() + QStringLiteral("/lock");
        {
            const auto first = FileLock::take(lock);
            QVERIFY(first);
            QCOMPARE(FileLock::take(lock, 0).error().kind, ErrorKind::Busy);
        }
        QVERIFY(FileLock::take(lock, 0));
    }

    void titlesAreWordsAndANumber()
    {
        static const QRegularExpression form(QStringLiteral("^[a-z]+-[a-z]+-[0-9]{1,2}$"));
        for (quint64 roll = 0; roll < 5000; ++roll)
            QVERIFY(form.match(makeTitle(roll * 2654435761u)).hasMatch());
        QVERIFY(makeTitle(1) != makeTitle(2));
    }

    void stateNamesReadBackAsTheStates()
    {
        for (int i = 0; i <= int(JobState::Attention); ++i) {
            const auto state = JobState(i);
            QCOMPARE(stateFromName(stateName(state)), std::optional<JobState>(state));
            QVERIFY(!stateTitle(state).isEmpty());
        }
        QVERIFY(!stateFromName(QStringLiteral("running")));
    }

private:
    static QString newest() { return QString::number(schemaSteps().size()); }
    QString folder() const { return m_folder->path(); }
    QString path() const { return folder() + QStringLiteral("/jobs.sqlite"); }
    JobStore opened() const { return std::move(samples::open(folder())).value(); }
    static QString local() { return QStringLiteral("local"); }
    QStringList submitted(int count) const
    {
        QStringList jobs;
        for (int i = 0; i < count; ++i)
            jobs << opened().insertJob(samples::job(QString::number(i)))->uuid;
        return jobs;
    }
    static QStringList waitingOf(const JobStore &store)
    {
        QStringList uuids;
        const HostQueue queue = store.queueOf(local()).value();
        for (const Job &job : queue.waiting)
            uuids << job.uuid;
        return uuids;
    }
    static QDateTime later() { return QDateTime::currentDateTimeUtc().addSecs(60); }
    static QString text(SQLite::Database &database, const char *sql)
    {
        return QString::fromStdString(database.execAndGet(sql).getString());
    }
    static std::vector<QByteArray> withStep(const char *sql)
    {
        std::vector<QByteArray> steps = schemaSteps();
        steps.emplace_back(sql);
        return steps;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestJobStore)
#include "tst_job_store.moc"
