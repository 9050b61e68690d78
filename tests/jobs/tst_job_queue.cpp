#include "core/base/hash.h"
#include "tests/jobs/sample_service.h"

using namespace outcrop;
using samples::SampleFolder;
using samples::SampleService;

namespace {

constexpr int patience = 300000;
const QString local = QStringLiteral("local");

JobServiceOptions oneAtOnce(const SampleFolder &folder)
{
    JobServiceOptions options = folder.options();
    options.hosts[0].jobs = 1;
    return options;
}

// Marks its name, then runs until the file `name` is there.
SubmitRequest gated(const SampleFolder &folder, const QString &name)
{
    const QByteArray gate = QFile::encodeName(folder.folder.filePath(name));
    SubmitRequest request =
        folder.request("mark('" + name.toLatin1() + "')\nwait_for('" + gate + "')\n");
    request.name = name;
    return request;
}

void open(const SampleFolder &folder, const QString &name)
{
    QVERIFY_RESULT(saveAtomically(folder.folder.filePath(name), {}));
}

QStringList names(std::initializer_list<const char *> words)
{
    QStringList list;
    for (const char *word : words)
        list << QString::fromLatin1(word);
    return list;
}

QStringList waitingIn(const SampleService &service)
{
    QStringList waiting;
    const HostQueue queue = service->queue(local).value();
    for (const Job &job : queue.waiting)
        waiting << job.name;
    return waiting;
}

} // namespace

class TestJobQueue : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("OUTCROP_GRACE", "1"); }

    void jobsBeyondTheLimitWaitAndGoInTheOrderThatWasChosen()
    {
        SampleFolder folder;
        SampleService service(oneAtOnce(folder));
        QMap<QString, QString> jobs;
        for (const char *name : {"a", "b", "c", "d"}) {
            const QString shown = QString::fromLatin1(name);
            jobs[shown] = service->submit(gated(folder, shown))->job.uuid;
        }
        QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), 1, patience);
        QCOMPARE(waitingIn(service), names({"b", "c", "d"}));

        QSignalSpy changed(service.service.get(), &JobService::queueChanged);
        QVERIFY_RESULT(service->moveFirst(jobs[QStringLiteral("d")]));
        QVERIFY_RESULT(service->moveBefore(jobs[QStringLiteral("c")], jobs[QStringLiteral("b")]));
        QVERIFY_RESULT(service->cancel(jobs[QStringLiteral("b")]));
        QCOMPARE(changed.size(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(service.told(jobs[QStringLiteral("b")]), JobState::Cancelled,
                                  patience);
        QCOMPARE(waitingIn(service), names({"d", "c"}));
        for (const char *name : {"a", "d", "c"})
            open(folder, QString::fromLatin1(name));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(jobs[QStringLiteral("c")]), JobState::Succeeded,
                                  patience);
        QCOMPARE(folder.runs(), QList<QByteArray>({"a", "d", "c"}));
        QCOMPARE(service->moveFirst(jobs[QStringLiteral("c")]).error().kind, ErrorKind::Busy);
    }

    void limitCanBeChangedWhileJobsRunAndWait()
    {
        SampleFolder folder;
        JobServiceOptions options = oneAtOnce(folder);
        options.hosts[0].jobs = 2;
        SampleService service(options);
        QMap<QString, QString> jobs;
        for (const char *name : {"a", "b", "c", "d", "e"}) {
            const QString shown = QString::fromLatin1(name);
            jobs[shown] = service->submit(gated(folder, shown))->job.uuid;
        }
        const auto limit = [&](int jobsAtOnce) {
            options.hosts[0].jobs = jobsAtOnce;
            service->setHosts(options.hosts, options.makeShell, {});
        };
        const auto turn = [&] {
            QSignalSpy looked(service.service.get(), &JobService::looked);
            QTRY_VERIFY_WITH_TIMEOUT(looked.size() > 3, patience);
        };
        QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), 2, patience);
        turn();
        QCOMPARE(waitingIn(service), names({"c", "d", "e"}));

        limit(3);
        QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), 3, patience);
        turn();
        QCOMPARE(waitingIn(service), names({"d", "e"}));

        limit(1); // What runs runs on, and the next one waits for all of it.
        open(folder, QStringLiteral("a"));
        open(folder, QStringLiteral("b"));
        for (const char *name : {"a", "b"})
            QTRY_COMPARE_WITH_TIMEOUT(service.told(jobs[QString::fromLatin1(name)]),
                                      JobState::Succeeded, patience);
        turn();
        QCOMPARE(folder.markCount(), 3);
        QCOMPARE(waitingIn(service), names({"d", "e"}));

        limit(0);
        QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), 5, patience);
        for (const char *name : {"c", "d", "e"})
            open(folder, QString::fromLatin1(name));
        for (const QString &uuid : qAsConst(jobs))
            QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(folder.markCount(), 5);
        for (const QString &uuid : qAsConst(jobs))
            QCOMPARE(service.job(uuid).attempt.number, 1);
    }

    void pausedHostIsSentNothingUntilItIsResumedEvenByTheNextProgram()
    {
        SampleFolder folder;
        QString uuid;
        {
            SampleService first(folder.options());
            QVERIFY_RESULT(first->pauseQueue(local));
            QCOMPARE(first->pauseQueue(QStringLiteral("no'where")).error().kind,
                     ErrorKind::NotFound);
            QSignalSpy looked(first.service.get(), &JobService::looked);
            uuid = first->submit(gated(folder, QStringLiteral("a")))->job.uuid;
            open(folder, QStringLiteral("a"));
            QTRY_VERIFY_WITH_TIMEOUT(looked.size() > 2, patience);
            QCOMPARE(first.state(uuid), JobState::Queued);
        }
        QVERIFY(!QDir(folder.hostBase()).exists());
        SampleService second(folder.options()), third(folder.options());
        QVERIFY_RESULT(second->driveAll());
        QVERIFY(second->queue(local)->paused);
        QVERIFY_RESULT(third->resumeQueue(local)); // Seen by whoever waits.
        QTRY_COMPARE_WITH_TIMEOUT(second.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(folder.markCount(), 1);
    }

    // What was submitted by a program that is gone has its turn before the one that waits now.
    void whoWaitsMovesTheWholeQueue()
    {
        SampleFolder folder;
        {
            SampleService first(oneAtOnce(folder));
            for (const char *name : {"a", "b"})
                QVERIFY_RESULT(first->submit(gated(folder, QString::fromLatin1(name))));
            QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), 1, patience);
        }
        SampleService second(oneAtOnce(folder));
        const QString uuid = second->submit(gated(folder, QStringLiteral("c")))->job.uuid;
        for (const char *name : {"a", "b", "c"})
            open(folder, QString::fromLatin1(name));
        QTRY_COMPARE_WITH_TIMEOUT(second.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(folder.runs(), QList<QByteArray>({"a", "b", "c"}));
    }

    void twoProgramsTogetherKeepTheLimit()
    {
        SampleFolder folder;
        SampleService one(oneAtOnce(folder)), two(oneAtOnce(folder));
        QVERIFY_RESULT(one->driveAll());
        QVERIFY_RESULT(two->driveAll());
        // Each run ends only if it was alone.
        const QByteArray alone = "lock = marks + '.lock'\n"
                                 "os.mkdir(lock)\n"
                                 "mark('ran')\n"
                                 "os.rmdir(lock)\n";
        QStringList jobs;
        for (int i = 0; i < 6; ++i) {
            const SampleService &service = i % 2 == 0 ? one : two;
            jobs << service->submit(folder.request("# " + QByteArray::number(i) + "\n" + alone))
                        ->job.uuid;
        }
        for (const QString &uuid : jobs)
            QTRY_COMPARE_WITH_TIMEOUT(one.state(uuid), JobState::Succeeded, patience);
        QCOMPARE(folder.markCount(), 6);
    }

    void rerunIsANewJobWithTheVeryPackage()
    {
        SampleFolder folder;
        JobServiceOptions options = folder.options();
        HostProfile lab = options.hosts[0];
        lab.id = QStringLiteral("lab");
        options.hosts.push_back(lab);
        SampleService service(options);
        SubmitRequest request = folder.request("mark('ran')\n");
        request.name = QStringLiteral("Größe; rm -rf ~ $(id)");
        request.limits.seconds = 5000;
        request.pipeline = folder.folder.filePath(QStringLiteral("loan.outcrop"));
        QVERIFY_RESULT(saveAtomically(request.pipeline, "outcrop: 1\n"));
        const QString uuid = service->submit(request)->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QVERIFY(QFile::remove(request.package) && QFile::remove(request.pipeline));
        QVERIFY(QFile::remove(service.job(uuid).pipeline)); // Even the frozen one.

        const auto again = service->rerun(uuid, QStringLiteral("lab"), QStringLiteral("mine"));
        QVERIFY_RESULT(again);
        const Job job = again->job;
        QVERIFY(job.uuid != uuid && job.attempt.key == QLatin1String("mine"));
        QCOMPARE(job.attempt.host, QStringLiteral("lab"));
        QCOMPARE(job.name, request.name);
        QCOMPARE(job.packageSha256, service.job(uuid).packageSha256);
        QCOMPARE(job.limits.seconds, 5000);
        QVERIFY(job.pipeline.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(service.told(job.uuid), JobState::Succeeded, patience);
        QCOMPARE(folder.markCount(), 2);
        QVERIFY(service->rerun(uuid, {}, QStringLiteral("mine"))->alreadySubmitted);
        QCOMPARE(service->rerun(uuid, QStringLiteral("nowhere")).error().kind, ErrorKind::NotFound);
        QVERIFY(QFile::remove(service.job(uuid).package));
        QCOMPARE(service->rerun(uuid).error().kind, ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestJobQueue)
#include "tst_job_queue.moc"
