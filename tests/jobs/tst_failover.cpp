#include "core/hosts/local_shell.h"
#include "core/jobs/stand_ins.h"
#include "tests/jobs/kill_attempt.h"

#include <atomic>

using namespace outcrop;
using samples::eventOf;
using samples::killAttempt;
using samples::SampleFolder;
using samples::SampleService;

namespace {

constexpr int patience = 300000;

HostProfile host(const char *id, const QStringList &groups)
{
    HostProfile profile;
    profile.id = profile.title = QLatin1String(id);
    profile.groups = groups;
    return profile;
}

QString idsOf(const std::vector<HostProfile> &hosts)
{
    QStringList ids;
    for (const HostProfile &profile : hosts)
        ids << profile.id;
    return ids.join(QLatin1Char(' '));
}

// Does not answer while `isDeaf`.
class DeafShell : public LocalShell
{
public:
    explicit DeafShell(std::shared_ptr<std::atomic<bool>> isDeaf) : m_isDeaf(std::move(isDeaf)) {}

    Result<ScriptOutput> run(const QByteArray &script, const Patience &wait) override
    {
        if (!*m_isDeaf)
            return LocalShell::run(script, wait);
        return failure(ErrorKind::Network, QStringLiteral("It does not answer."));
    }

private:
    std::shared_ptr<std::atomic<bool>> m_isDeaf;
};

// Hosts of one group, which live in folders of their own.
struct Hosts
{
    explicit Hosts(const QStringList &ids)
    {
        options = folder.options();
        const HostProfile sample = options.hosts[0];
        options.hosts.clear();
        for (const QString &id : ids) {
            HostProfile profile = sample;
            profile.id = profile.title = id;
            profile.base = QFile::encodeName(baseOf(id));
            profile.groups = QStringList{QStringLiteral("cpu")};
            options.hosts.push_back(profile);
        }
        options.makeShell =
            [isDeaf = isDeaf](const HostProfile &profile) -> std::unique_ptr<RemoteShell> {
            if (profile.id == QLatin1String("deaf"))
                return std::make_unique<DeafShell>(isDeaf);
            return std::make_unique<LocalShell>();
        };
    }

    QString baseOf(const QString &id) const { return folder.folder.filePath(id); }

    // The first run waits for ever, each other one ends.
    SubmitRequest request(const QString &host) const
    {
        SubmitRequest request = folder.request(
            "print('run', flush=True)\nmark('ran')\n"
            "if open(marks).read().count('\\n') == 1: wait_for('"
            + QFile::encodeName(folder.folder.filePath(QStringLiteral("never"))) + "')\n");
        request.host = host;
        request.restarts = true;
        return request;
    }

    SampleFolder folder;
    JobServiceOptions options;
    std::shared_ptr<std::atomic<bool>> isDeaf = std::make_shared<std::atomic<bool>>(true);
};

} // namespace

class TestFailover : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("OUTCROP_GRACE", "1"); }

    void standInsShareAGroupAndComeInTheOrderOfTheList()
    {
        const QString cpu = QStringLiteral("cpu"), big = QStringLiteral("big");
        const std::vector<HostProfile> hosts{host("local", {}), host("a", {cpu}),
                                             host("b", {big, cpu}), host("c", {big}),
                                             host("d", {cpu})};
        QCOMPARE(idsOf(standInsFor(hosts[2], hosts)), QStringLiteral("c d a"));
        QCOMPARE(idsOf(standInsFor(hosts[4], hosts)), QStringLiteral("a b"));
        QCOMPARE(idsOf(standInsFor(hosts[0], hosts)), QString());
        QCOMPARE(idsOf(standInsFor(host("gone", {big}), hosts)), QStringLiteral("b c"));
    }

    // A host of the group that does not answer, one whose queue is paused and one on which it would
    // not run are left out.
    void jobThatDiedWithItsHostGoesOnOnTheNextOneOfItsGroupThatWillDo()
    {
        Hosts hosts({QStringLiteral("good"), QStringLiteral("first"), QStringLiteral("deaf"),
                     QStringLiteral("old"), QStringLiteral("held")});
        hosts.options.hosts[3].pythons = QStringList{QStringLiteral("/no/such/python")};
        SampleService service(hosts.options);
        QVERIFY_RESULT(service->pauseQueue(QStringLiteral("held")));
        const QString uuid = service->submit(hosts.request(QStringLiteral("first")))->job.uuid;
        QVERIFY_RESULT(service->watch(uuid));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Running, patience);
        QTRY_COMPARE_WITH_TIMEOUT(hosts.folder.markCount(), 1, patience);
        killAttempt(hosts.folder, service.job(uuid).attempt, hosts.baseOf(QStringLiteral("first")));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(hosts.folder.markCount(), 2);
        const Job job = service.job(uuid);
        QCOMPARE(job.attempt.number, 2);
        QCOMPARE(job.attempt.host, QStringLiteral("good"));
        QCOMPARE(service->store().attempts(uuid)->front().state, JobState::Lost);
        QCOMPARE(eventOf(service, uuid, "restarted").value(QStringLiteral("host")).toString(),
                 QStringLiteral("good"));
        QCOMPARE(readFile(job.results + QStringLiteral("/process.log")).value(),
                 QByteArray("run\n"));
        QVERIFY2(service.logs[uuid].endsWith("run\n"), service.logs[uuid].constData());
    }

    void withoutAnotherHostThatWillDoItGoesOnWhereItWas()
    {
        Hosts hosts({QStringLiteral("first"), QStringLiteral("deaf")});
        SampleService service(hosts.options);
        const QString uuid = service->submit(hosts.request(QStringLiteral("first")))->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Running, patience);
        QTRY_COMPARE_WITH_TIMEOUT(hosts.folder.markCount(), 1, patience);
        killAttempt(hosts.folder, service.job(uuid).attempt, hosts.baseOf(QStringLiteral("first")));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(service.job(uuid).attempt.host, QStringLiteral("first"));
    }

    // An open service learns of the groups; nothing is broken off for that.
    void groupsThatAreChangedHoldFromThenOn()
    {
        Hosts hosts({QStringLiteral("first"), QStringLiteral("other")});
        std::vector<HostProfile> grouped = hosts.options.hosts;
        for (HostProfile &profile : hosts.options.hosts)
            profile.groups.clear();
        SampleService service(hosts.options);
        const QString uuid = service->submit(hosts.request(QStringLiteral("first")))->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Running, patience);
        QTRY_COMPARE_WITH_TIMEOUT(hosts.folder.markCount(), 1, patience);
        service->setHosts(grouped, hosts.options.makeShell, {});
        killAttempt(hosts.folder, service.job(uuid).attempt, hosts.baseOf(QStringLiteral("first")));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(uuid), JobState::Succeeded, patience);
        QCOMPARE(service.job(uuid).attempt.host, QStringLiteral("other"));
    }

    // 4.8: a person's choice, while nobody knows what became of the first.
    void ofTwoThatRunInEachOthersPlaceTheFirstThatSucceedsEndsTheOther_data()
    {
        QTest::addColumn<bool>("firstSucceeds");
        QTest::newRow("the second one succeeds") << false;
        QTest::newRow("the first one succeeds") << true;
    }
    void ofTwoThatRunInEachOthersPlaceTheFirstThatSucceedsEndsTheOther()
    {
        QFETCH(bool, firstSucceeds);
        Hosts hosts({QStringLiteral("deaf"), QStringLiteral("good")});
        *hosts.isDeaf = false;
        SampleService service(hosts.options);
        const auto gate = [&](const char *name) {
            return hosts.folder.folder.filePath(QLatin1String(name));
        };
        // Each waits for a gate of its own; the first run is the first that says so.
        SubmitRequest request =
            hosts.folder.request("mark('ran')\nwait_for('" + QFile::encodeName(gate("gate"))
                                 + "' + str(open(marks).read().count('\\n')))\n");
        request.host = QStringLiteral("deaf");
        const QString first = service->submit(request)->job.uuid;
        QTRY_COMPARE_WITH_TIMEOUT(service.told(first), JobState::Running, patience);
        QTRY_COMPARE_WITH_TIMEOUT(hosts.folder.markCount(), 1, patience);
        *hosts.isDeaf = true;

        const QString good = QStringLiteral("good");
        QCOMPARE(service->rerun(first, {}, {}, true).error().kind, ErrorKind::InvalidInput);
        const auto again = service->rerun(first, good, QStringLiteral("once"), true);
        QVERIFY_RESULT(again);
        QVERIFY(service->rerun(first, good, QStringLiteral("once"), true)->alreadySubmitted);
        const QString second = again->job.uuid;
        QCOMPARE(service.job(second).insteadOf, first);
        QTRY_COMPARE_WITH_TIMEOUT(service.told(second), JobState::Running, patience);
        QTRY_COMPARE_WITH_TIMEOUT(hosts.folder.markCount(), 2, patience);
        QVERIFY(!service.job(first).attempt.cancelWanted);

        const QString winner = firstSucceeds ? first : second;
        const QString other = firstSucceeds ? second : first;
        if (firstSucceeds)
            *hosts.isDeaf = false;
        QVERIFY_RESULT(saveAtomically(gate(firstSucceeds ? "gate1" : "gate2"), {}));
        QTRY_COMPARE_WITH_TIMEOUT(service.told(winner), JobState::Succeeded, patience);
        QVERIFY(service.job(other).attempt.cancelWanted);
        QCOMPARE(
            eventOf(service, other, "another succeeded").value(QStringLiteral("job")).toString(),
            winner);
        *hosts.isDeaf = false; // It is there again, and its job with it.
        QTRY_COMPARE_WITH_TIMEOUT(service.told(other), JobState::Cancelled, patience);
        QCOMPARE(hosts.folder.markCount(), 2);
        QCOMPARE(service->rerun(first, good, {}, true).error().kind, ErrorKind::InvalidInput);
    }

    void whatDiesTwiceInItsFirstMinuteIsLeftAlone_data()
    {
        QTest::addColumn<qint64>("lived"); // Seconds, the second time.
        QTest::addColumn<int>("attempts");
        QTest::newRow("young") << qint64(5) << 2;
        QTest::newRow("later") << qint64(3600) << 3;
    }
    void whatDiesTwiceInItsFirstMinuteIsLeftAlone()
    {
        QFETCH(qint64, lived);
        QFETCH(int, attempts);
        SampleFolder folder;
        SubmitRequest request = folder.request(
            "mark('ran')\nwait_for('"
            + QFile::encodeName(folder.folder.filePath(QStringLiteral("gate"))) + "')\n");
        request.restarts = true;
        QString uuid;
        for (const int number : {1, 2}) {
            Attempt attempt;
            {
                SampleService service(folder.options());
                if (uuid.isEmpty())
                    uuid = service->submit(request)->job.uuid;
                else
                    QVERIFY_RESULT(service->drive(uuid));
                QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), number, patience);
                QTRY_COMPARE_WITH_TIMEOUT(service.job(uuid).attempt.number, number, patience);
                QTRY_COMPARE_WITH_TIMEOUT(service.state(uuid), JobState::Running, patience);
                attempt = service.job(uuid).attempt;
            } // Who drives it writes what they know of its start.
            killAttempt(folder, attempt, folder.hostBase(), number == 2 ? lived : 5);
        }
        SampleService service(folder.options());
        QVERIFY_RESULT(service->drive(uuid));
        if (attempts == 3) {
            QTRY_COMPARE_WITH_TIMEOUT(folder.markCount(), 3, patience);
            QVERIFY_RESULT(service->cancel(uuid));
        }
        QTRY_VERIFY_WITH_TIMEOUT(isTerminal(service.told(uuid)), patience);
        QCOMPARE(service->store().attempts(uuid)->size(), size_t(attempts));
    }
};

QTEST_GUILESS_MAIN(TestFailover)
#include "tst_failover.moc"
