#include "core/base/files.h"
#include "core/hosts/attempt_status.h"

#include <QtTest>

using namespace outcrop;

namespace {

const QByteArray nonce("0123456789abcdef0123456789abcdef");
const QUuid job(QStringLiteral("11111111-2222-4333-8444-555555555555"));

QByteArray marked(const QByteArray &title)
{
    return '@' + nonce + ' ' + title + '\n';
}

} // namespace

class TestAttemptStatus : public QObject
{
    Q_OBJECT

    // What status.sh is tested to say.
    static QByteArray fixture()
    {
        return readFile(QStringLiteral(OUTCROP_SOURCE_DIR "/tests/host/fixtures/status/answer.txt"))
            .value_or(QByteArray());
    }

private slots:
    void everyStateOfTheFixtureIsRead()
    {
        const auto status = parseHostStatus(fixture(), nonce);
        QVERIFY(status);
        const std::vector<AttemptState> expected{
            AttemptState::Exited,   AttemptState::Unclaimed, AttemptState::Claiming,
            AttemptState::Alive,    AttemptState::Vanished,  AttemptState::Orphaned,
            AttemptState::Rebooted, AttemptState::OtherNode, AttemptState::NoFolder,
            AttemptState::Vanished, AttemptState::Exited,
        };
        QCOMPARE(status->attempts.size(), expected.size());
        for (size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(status->attempts[i].state, expected[i]);
            QCOMPARE(status->attempts[i].id, (AttemptId{job, int(i) + 1}));
        }
        QCOMPARE(status->now, qint64(1767323045));
        QCOMPARE(status->boot, QByteArray("BOOT"));
        QCOMPARE(status->node, QByteArray("NODE"));
        QCOMPARE(status->freeBytes, std::optional<qint64>(1024000000));
    }

    void anEndedAttemptCarriesItsFacts()
    {
        const auto status = parseHostStatus(fixture(), nonce);
        QVERIFY(status);
        AttemptStatus expected;
        expected.id = {job, 1};
        expected.state = AttemptState::Exited;
        expected.exitCode = 3;
        expected.cancelled = true;
        expected.reason = QStringLiteral("The disk was full.");
        expected.heartbeat = 3;
        expected.heartbeatAt = 1767323040;
        expected.startedAt = 1767323001;
        expected.endedAt = 1767323042;
        expected.logSize = 8;
        expected.eventsSize = 8;
        expected.boot = "BOOT";
        expected.node = "NODE";
        expected.pid = 4000;
        expected.ticks = 700;
        QVERIFY(status->attempts[0] == expected);
        QCOMPARE(status->attempts[5].survivors, std::vector<qint64>{4242});
    }

    void valuesThatAreNoneCountAsAbsent()
    {
        const auto status = parseHostStatus(fixture(), nonce);
        QVERIFY(status);
        const AttemptStatus &odd = status->attempts[10];
        QVERIFY(!odd.exitCode);
        QCOMPARE(odd.startedAt, 0);
        QCOMPARE(odd.heartbeat, 0);
        QCOMPARE(odd.reason, QStringLiteral("state=ALIVE"));
    }

    void jobsOnTheHostAreFound()
    {
        const auto status = parseHostStatus(fixture(), nonce);
        QVERIFY(status);
        QCOMPARE(status->found.size(), size_t(1));
        QCOMPARE(status->found[0].job.uuid, job);
        QCOMPARE(status->found[0].job.name, QStringLiteral("Loan \"default\"; $(rm -rf ~)"));
        QCOMPARE(status->found[0].attempts, 11);
    }

    void anAnswerCutAnywhereIsRefused()
    {
        const QByteArray whole = fixture();
        for (int length = 0; length < whole.size(); ++length)
            QVERIFY(!parseHostStatus(whole.left(length), nonce));
    }

    void whatIsNoAnswerIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray host = marked("host"), end = marked("end");
        const QByteArray attempt = marked("attempt 11111111-2222-4333-8444-555555555555/1");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no host") << attempt + "state=ALIVE\n" + end;
        QTest::newRow("no state") << host + attempt + "pid=1\n" + end;
        QTest::newRow("no state before the next")
            << host + attempt + attempt + "state=ALIVE\n" + end;
        QTest::newRow("unknown state") << host + attempt + "state=FINE\n" + end;
        QTest::newRow("a line without a key") << host + attempt + "state=ALIVE\nhello\n" + end;
        QTest::newRow("noise before") << "hello=1\n" + host + end;
        QTest::newRow("no uuid") << host + marked("attempt x/1") + "state=ALIVE\n" + end;
        QTest::newRow("no number")
            << host + marked("attempt 11111111-2222-4333-8444-555555555555/1x") + "state=ALIVE\n"
                   + end;
        QTest::newRow("unknown block") << host + marked("party") + end;
        QTest::newRow("another nonce") << QByteArray("@ff host\n@ff end\n");
    }
    void whatIsNoAnswerIsRefused()
    {
        QFETCH(QByteArray, bytes);
        const auto status = parseHostStatus(bytes, nonce);
        QVERIFY(!status);
        QCOMPARE(status.error().kind, ErrorKind::Corrupt);
    }

    void aDamagedJobFileHidesNoOther()
    {
        const QByteArray found = "job 11111111-2222-4333-8444-555555555555 1";
        const QByteArray good = fixture();
        const QByteArray line =
            good.mid(good.indexOf("{\"app\""), good.lastIndexOf('@') - good.indexOf("{\"app\""));
        const auto status =
            parseHostStatus(marked("host") + marked(found) + "{\"uuid\":\n"
                                + marked("job 99999999-2222-4333-8444-555555555555 1") + line
                                + marked(found) + line + marked("end"),
                            nonce);
        QVERIFY(status);
        QCOMPARE(status->found.size(), size_t(1)); // the second names another job than its folder
    }

    void everyStateHasAName()
    {
        for (int i = 0; i <= int(AttemptState::OtherNode); ++i)
            QCOMPARE(attemptStateFromName(attemptStateName(AttemptState(i))),
                     std::optional(AttemptState(i)));
        QVERIFY(!attemptStateFromName("alive"));
    }
};

QTEST_GUILESS_MAIN(TestAttemptStatus)
#include "tst_attempt_status.moc"
