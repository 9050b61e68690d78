#include "core/results/event_reader.h"

#include <QtTest>

#include <cmath>

using namespace outcrop;

namespace {

std::vector<Event> readLine(const QByteArray &rest)
{
    EventReader reader;
    return reader.feed("{\"v\":1,\"t\":12.5," + rest + "}\n");
}

} // namespace

class TestEvents : public QObject
{
    Q_OBJECT

private slots:
    void everyKindKeepsWhatItSays();
    void numbersThatJsonDoesNotKnowAreRead();
    void foldIsAbsentForTheFinalRefit();
    void bytesOneByOneGiveTheSameEvents();
    void lastLineWithoutLineFeedIsNotYetThere();
    void badLinesAreCountedAndSkipped_data();
    void badLinesAreCountedAndSkipped();
    void unknownKindsAndKeysAreIgnored();
    void endlessLineIsDroppedAndReadingGoesOn();
};

void TestEvents::everyKindKeepsWhatItSays()
{
    QCOMPARE(readLine(R"("kind":"block_started","block":"svc","fold":3)")
                 .at(0)
                 .as<BlockStarted>()
                 ->subject.fold,
             3);
    QCOMPARE(readLine(R"("kind":"block_started","block":"svc","log":512)")
                 .at(0)
                 .as<BlockStarted>()
                 ->logOffset,
             512);
    QCOMPARE(readLine(R"("kind":"block_finished","block":"svc","seconds":0.5)")
                 .at(0)
                 .as<BlockFinished>()
                 ->seconds,
             0.5);
    const auto failed = readLine(R"("kind":"block_failed","block":"svc","error":"no","line":7)");
    QCOMPARE(failed.at(0).as<BlockFailed>()->line, 7);
    QCOMPARE(failed.at(0).as<BlockFailed>()->error, QStringLiteral("no"));
    QCOMPARE(failed.at(0).time, 12.5);
    const auto warning =
        readLine(R"("kind":"warning","category":"ConvergenceWarning","text":"slow","count":3)");
    QCOMPARE(warning.at(0).as<WarningSeen>()->count, 3);
    const auto progress =
        readLine(R"("kind":"progress","block":"mlp","done":7,"total":10,"unit":"folds")");
    QCOMPARE(progress.at(0).as<Progress>()->total, 10.0);
    const auto metric = readLine(
        R"("kind":"metric","model":"mlp","fold":1,"split":"train","step":4,"unit":"epoch","m":{"log_loss":0.25})");
    QCOMPARE(metric.at(0).as<MetricEvent>()->step, 4);
    QVERIFY(!metric.at(0).as<MetricEvent>()->isAfterFit);
    const auto late = readLine(
        R"("kind":"metric","model":"hist","split":"train","step":4,"unit":"tree","m":{"loss":1},"after_fit":true)");
    QVERIFY(late.at(0).as<MetricEvent>()->isAfterFit);
    QCOMPARE(metric.at(0).as<MetricEvent>()->values.at(QStringLiteral("log_loss")), 0.25);
    const auto scores = readLine(
        R"("kind":"scores","model":"mlp","split":"test","m":{"roc_auc":0.9},"fit_seconds":1.5)");
    QCOMPARE(scores.at(0).as<ScoresEvent>()->fitSeconds, 1.5);
    const auto latency = readLine(
        R"("kind":"latency","model":"mlp","batch":1,"threads":2,"repeat":4,"requests":2000,"ms":{"p50":0.3})");
    QCOMPARE(latency.at(0).as<LatencyEvent>()->threads, 2);
    QCOMPARE(latency.at(0).as<LatencyEvent>()->milliseconds.at(QStringLiteral("p50")), 0.3);
    const auto host = readLine(R"("kind":"host","cpu":180.5,"rss":1000000,"load":1.5)");
    QCOMPARE(host.at(0).as<HostLoad>()->memoryBytes, 1000000);
    const auto finished =
        readLine(R"("kind":"finished","winner":"mlp","metric":"roc_auc","mean":0.99,"sd":0.01)");
    QCOMPARE(finished.at(0).as<JobFinished>()->winner, QStringLiteral("mlp"));
}

void TestEvents::numbersThatJsonDoesNotKnowAreRead()
{
    const auto events = readLine(
        R"("kind":"metric","model":"m","split":"train","step":1,"unit":"epoch","m":{"a":"NaN","b":"-Infinity"})");
    const NamedNumbers &values = events.at(0).as<MetricEvent>()->values;
    QVERIFY(std::isnan(values.at(QStringLiteral("a"))));
    QCOMPARE(values.at(QStringLiteral("b")), -qInf());
}

void TestEvents::foldIsAbsentForTheFinalRefit()
{
    QVERIFY(!readLine(R"("kind":"block_started","block":"svc")")
                 .at(0)
                 .as<BlockStarted>()
                 ->subject.fold);
    QVERIFY(!readLine(R"("kind":"block_started","block":"svc","fold":null)")
                 .at(0)
                 .as<BlockStarted>()
                 ->subject.fold);
}

void TestEvents::bytesOneByOneGiveTheSameEvents()
{
    const QByteArray bytes =
        "{\"v\":1,\"t\":1,\"kind\":\"block_started\",\"block\":\"a\"}\n"
        "{\"v\":1,\"t\":2,\"kind\":\"block_started\",\"block\":\"\xC3\xA9\"}\n";
    EventReader reader;
    std::vector<Event> events;
    for (int i = 0; i < bytes.size(); ++i) {
        for (Event &event : reader.feed(bytes.mid(i, 1)))
            events.push_back(std::move(event));
    }
    QCOMPARE(events.size(), std::size_t(2));
    QCOMPARE(events[1].as<BlockStarted>()->subject.block, QString(QChar(0xE9)));
    QCOMPARE(reader.badLines(), 0);
}

void TestEvents::lastLineWithoutLineFeedIsNotYetThere()
{
    EventReader reader;
    QVERIFY(reader.feed("{\"v\":1,\"t\":1,\"kind\":\"block_started\",\"block\":\"a\"}").empty());
    QCOMPARE(reader.feed("\n").size(), std::size_t(1));
}

void TestEvents::badLinesAreCountedAndSkipped_data()
{
    QTest::addColumn<QByteArray>("line");
    const QByteArray metric =
        R"({"v":1,"t":1,"kind":"metric","model":"m","split":"train","unit":"epoch",)";
    QTest::newRow("no JSON") << QByteArray("Traceback (most recent call last):");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("list") << QByteArray("[1,2]");
    QTest::newRow("NUL") << QByteArray("\0\0{}", 4);
    QTest::newRow("half a line") << QByteArray(R"({"v":1,"t":1,"kind":"blo)");
    QTest::newRow("other version")
        << QByteArray(R"({"v":2,"t":1,"kind":"block_started","block":"a"})");
    QTest::newRow("no time") << QByteArray(R"({"v":1,"kind":"block_started","block":"a"})");
    QTest::newRow("no block") << QByteArray(R"({"v":1,"t":1,"kind":"block_started"})");
    QTest::newRow("block is a number")
        << QByteArray(R"({"v":1,"t":1,"kind":"block_started","block":3})");
    QTest::newRow("negative fold")
        << QByteArray(R"({"v":1,"t":1,"kind":"block_started","block":"a","fold":-1})");
    QTest::newRow("half a fold") << QByteArray(
        R"({"v":1,"t":1,"kind":"block_started","block":"a","fold":0.5})");
    QTest::newRow("huge step") << metric + R"("step":1e300,"m":{"a":1}})";
    QTest::newRow("text as value") << metric + R"("step":1,"m":{"a":"low"}})";
    QTest::newRow("no values") << metric + R"("step":1,"m":[1]})";
    QTest::newRow("long name") << metric + R"("step":1,"m":{")" + QByteArray(129, 'a') + R"(":1}})";
    QTest::newRow("deep") << QByteArray(5000, '[') + QByteArray(5000, ']');
}

void TestEvents::badLinesAreCountedAndSkipped()
{
    QFETCH(QByteArray, line);
    EventReader reader;
    const auto events =
        reader.feed(line + "\n{\"v\":1,\"t\":1,\"kind\":\"block_started\",\"block\":\"next\"}\n");
    QCOMPARE(reader.badLines(), 1);
    QCOMPARE(events.size(), std::size_t(1));
    QCOMPARE(events[0].as<BlockStarted>()->subject.block, QStringLiteral("next"));
}

void TestEvents::unknownKindsAndKeysAreIgnored()
{
    EventReader reader;
    QVERIFY(reader.feed("{\"v\":1,\"t\":1,\"kind\":\"applause\",\"loud\":true}\n").empty());
    QCOMPARE(reader.feed("{\"v\":1,\"t\":1,\"kind\":\"block_started\",\"block\":\"a\",\"x\":[]}\n")
                 .size(),
             std::size_t(1));
    QCOMPARE(reader.badLines(), 0);
}

void TestEvents::endlessLineIsDroppedAndReadingGoesOn()
{
    EventReader reader;
    for (int i = 0; i < 100; ++i)
        QVERIFY(reader.feed(QByteArray(10'000, 'x')).empty());
    const auto events =
        reader.feed("\n{\"v\":1,\"t\":1,\"kind\":\"block_started\",\"block\":\"a\"}\n");
    QCOMPARE(events.size(), std::size_t(1));
    QCOMPARE(reader.badLines(), 1);
}

QTEST_GUILESS_MAIN(TestEvents)
#include "tst_events.moc"
