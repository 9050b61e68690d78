#include "tests/hosts/sample_job.h"

using namespace outcrop;
using samples::SampleHost;

namespace {

const QByteArray nonce = "0123456789abcdef0123456789abcdef";
const QByteArray key = "00112233445566778899aabbccddeeff";

QByteArray block(const QByteArray &lines)
{
    return '@' + nonce + " environment " + key + '\n' + lines + '@' + nonce + " end\n";
}

// A host with a folder of wheels that has tinywheel 1.0.
struct WheelHost : SampleHost
{
    QByteArray wheels = QFile::encodeName(folder.filePath(QStringLiteral("the $(wheels)'s")));

    WheelHost()
    {
        const auto made =
            shell.run("/usr/bin/python3 -B " OUTCROP_SOURCE_DIR "/tests/support/tiny_wheel.py "
                          + shellWord(wheels) + " tinywheel 1.0 'ANSWER = 42'",
                      {});
        if (!made || made->exitCode != 0)
            qFatal("no wheel");
    }

    // Stages and starts a job with these requirements.
    Result<AttemptStatus> runWith(const QStringList &requirements, const QByteArray &script,
                                  AttemptId *id, const QString &activation = {})
    {
        const QString zip = package(script);
        const JobFile job = jobFile(zip);
        *id = {job.uuid, 1};
        if (const Result<> staged = session.stageJob(job, zip); !staged)
            return failure(staged.error());
        StartFile start = startFile();
        start.requirements = requirements;
        start.wheels = wheels;
        start.activation = activation;
        return session.start(*id, start);
    }

    QString reasonOf(const AttemptId &id) const
    {
        return QString::fromUtf8(
            readFile(attemptFile(id, QStringLiteral("reason"))).value_or(QByteArray()));
    }
};

const QStringList tinyWheel{QStringLiteral("tinywheel==1.0")};
const QByteArray answers = "import tinywheel, pandas; print('answer', tinywheel.ANSWER)\n";

} // namespace

class TestEnvironments : public QObject
{
    Q_OBJECT

private slots:
    void jobRunsWithWhatItsPythonLacks()
    {
        WheelHost host;
        AttemptId id;
        QByteArray log;
        QVERIFY_RESULT(host.runWith(tinyWheel, answers, &id));
        const auto ended = host.awaitEnd(id, &log);
        QVERIFY_RESULT(ended);
        QVERIFY2(ended->exitCode == 0, log.constData());
        QVERIFY2(log.contains("Building an environment with tinywheel==1.0\n"), log.constData());
        QVERIFY2(log.endsWith("answer 42\n"), log.constData());
        const QByteArray events =
            readFile(host.attemptFile(id, QStringLiteral("events.jsonl"))).value_or(QByteArray());
        QVERIFY2(events.contains("\"block\": \"its environment\""), events.constData());

        const auto environments = host.session.environments();
        QVERIFY_RESULT(environments);
        QCOMPARE(environments->size(), size_t(1));
        const Environment &made = environments->front();
        QCOMPARE(made.state, Environment::State::Ready);
        QCOMPARE(made.requirements, tinyWheel);
        QCOMPARE(made.packages.value(QStringLiteral("tinywheel")), QStringLiteral("1.0"));
        QVERIFY(made.bytes && *made.bytes > 0 && made.made.isValid() && made.used.isValid());

        // The next job builds nothing.
        QVERIFY_RESULT(host.runWith(tinyWheel, answers, &id));
        log.clear();
        QVERIFY_RESULT(host.awaitEnd(id, &log));
        QCOMPARE(log, QByteArray("answer 42\n"));
        QCOMPARE(host.session.environments()->size(), size_t(1));
    }

    void whatThePythonHasNeedsNoEnvironment()
    {
        WheelHost host;
        AttemptId id;
        QVERIFY_RESULT(
            host.runWith({QStringLiteral("pandas>=1.5")}, "import pandas; print(1)\n", &id));
        QCOMPARE(host.awaitEnd(id)->exitCode, std::optional(0));
        const auto environments = host.session.environments();
        QVERIFY_RESULT(environments);
        QVERIFY(environments->empty());
    }

    void buildThatFailsIsAReasonWithTheInstallersWords()
    {
        WheelHost host;
        AttemptId id;
        QVERIFY_RESULT(host.runWith({QStringLiteral("no-such-thing==1")}, answers, &id));
        QCOMPARE(host.awaitEnd(id)->exitCode, std::optional(127));
        const QString reason = host.reasonOf(id);
        QVERIFY2(reason.startsWith(QLatin1String("The environment of this package could not be "
                                                 "built: Could not find a version that satisfies "
                                                 "the requirement no-such-thing==1")),
                 qPrintable(reason));
        const auto environments = host.session.environments();
        QCOMPARE(environments->front().state, Environment::State::Unfinished);
        QVERIFY(environments->front().problem.contains(QLatin1String("no-such-thing==1")));
        QVERIFY_RESULT(host.session.removeEnvironment(environments->front().key));
        QVERIFY(host.session.environments()->empty());
    }

    void oneThatARunningJobUsesStays()
    {
        WheelHost host;
        AttemptId id;
        QVERIFY_RESULT(host.runWith(tinyWheel,
                                    answers + SampleHost::untilGo()
                                        + "import importlib; importlib.reload(tinywheel)\n"
                                          "os.makedirs('training_result')\n"
                                          "open('training_result/a.txt', 'w').write('x')\n",
                                    &id));
        const QString log = host.attemptFile(id, QStringLiteral("process.log"));
        QTRY_VERIFY_WITH_TIMEOUT(readFile(log).value_or(QByteArray()).contains("answer 42"),
                                 120000);
        const auto environments = host.session.environments();
        QCOMPARE(environments->front().users, 1);
        const auto refused = host.session.removeEnvironment(environments->front().key);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Busy);
        QCOMPARE(host.session.environments()->front().state, Environment::State::Ready);

        QVERIFY(saveAtomically(host.attemptFile(id, QStringLiteral("work/go")), {}));
        QCOMPARE(host.awaitEnd(id)->exitCode, std::optional(0));
        QVERIFY_RESULT(host.session.removeEnvironment(environments->front().key));
        QVERIFY(host.session.environments()->empty());
        const auto gone = host.session.removeEnvironment(environments->front().key);
        QCOMPARE(gone.error().kind, ErrorKind::NotFound);
        QVERIFY_RESULT(
            host.session.fetchResults(id, host.folder.filePath(QStringLiteral("results"))));
        // Whoever needs it builds it anew.
        QVERIFY_RESULT(host.runWith(tinyWheel, answers, &id));
        QCOMPARE(host.awaitEnd(id)->exitCode, std::optional(0));
    }

    void keysOfOthersReachNoHost()
    {
        WheelHost host;
        for (const char *odd :
             {"", "..", "../jobs", "$(touch x)", "00112233445566778899AABBCCDDEEFF",
              "00112233445566778899aabbccddeeff\n", "*"})
            QCOMPARE(host.session.removeEnvironment(odd).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(host.session.removeEnvironment(key).error().kind, ErrorKind::NotFound);
    }

    void activationComesBeforeTheJob()
    {
        WheelHost host;
        AttemptId id;
        QByteArray log;
        QVERIFY_RESULT(
            host.runWith({}, "import os; print(os.environ['SAID'])\n", &id,
                         QStringLiteral("echo noise; export SAID=\"it's $((40 + 2))\"")));
        QCOMPARE(host.awaitEnd(id, &log)->exitCode, std::optional(0));
        QCOMPARE(log, QByteArray("it's 42\n"));
        QVERIFY_RESULT(
            host.runWith({}, "print(1)\n", &id, QStringLiteral("echo no such module >&2; exit 3")));
        QCOMPARE(host.awaitEnd(id)->exitCode, std::optional(127));
        QCOMPARE(host.reasonOf(id), QStringLiteral("The activation command of this host failed: "
                                                   "no such module\n"));
    }

    void whatAHostSaysOfEnvironmentsIsTakenApart()
    {
        const auto list = parseEnvironments(
            "noise\nstate=ready\n"
                + block("state=building\nabout={\"python\":\"3.11.2\",\"made\":5,\"requirements\":"
                        "[\"a\",7],\"packages\":{\"a\":\"1\",\"b\":[]}}\nused=9\nkib=4\nusers=2\n"),
            nonce);
        QVERIFY_RESULT(list);
        QCOMPARE(list->size(), size_t(1));
        const Environment &one = list->front();
        QCOMPARE(one.state, Environment::State::Building);
        QCOMPARE(one.python, QStringLiteral("3.11.2"));
        QCOMPARE(one.packages.value(QStringLiteral("a")), QStringLiteral("1"));
        QCOMPARE(one.bytes, std::optional<qint64>(4096));
        QCOMPARE(one.users, 2);
        QCOMPARE(one.used.toSecsSinceEpoch(), qint64(9));
    }

    void oddAnswersAreNoFacts_data()
    {
        QTest::addColumn<QByteArray>("lines");
        for (const char *lines :
             {"", "state=\n", "kib=-1\n", "kib=1e9\n", "kib=99999999999999999999\n", "about={\n",
              "about=[]\n", "about={\"made\":1e300,\"requirements\":{},\"packages\":3}\n",
              "users=-5\n", "used=9223372036854775807\n", "used=soon\n", "=\n", "state\n"})
            QTest::newRow(lines) << QByteArray(lines);
    }
    void oddAnswersAreNoFacts()
    {
        QFETCH(QByteArray, lines);
        const auto list = parseEnvironments(block(lines), nonce);
        QVERIFY_RESULT(list);
        const Environment &one = list->front();
        QCOMPARE(one.state, Environment::State::Unfinished);
        QVERIFY(!one.bytes && !one.made.isValid() && !one.used.isValid());
        QVERIFY(one.requirements.isEmpty() && one.packages.isEmpty());
        QCOMPARE(one.users, 0);
    }

    void listThatBrokeOffIsNone()
    {
        const QByteArray whole = block("state=ready\n");
        for (int length = 0; length < whole.size() - 1; ++length)
            QVERIFY(!parseEnvironments(whole.left(length), nonce));
        QVERIFY(parseEnvironments(
                    '@' + nonce + " environment ../x\nstate=ready\n@" + nonce + " end\n", nonce)
                    ->empty());
    }
};

QTEST_GUILESS_MAIN(TestEnvironments)
#include "tst_environments.moc"
