#include "core/results/event_record.h"

#include <QtTest>

using namespace outcrop;

namespace {

QByteArray line(QByteArray rest)
{
    return "{\"v\":1,\"t\":5," + rest.replace('\'', '"') + "}\n";
}

} // namespace

class TestEventRecord : public QObject
{
    Q_OBJECT

private slots:
    void modelsAreKeptInTheOrderOfTheirFirstWord();
    void onlyCandidatesCountAsFinished();
    void warningsAddUp();
    void theBlockThatFailedFirstIsKnown();
    void longRecordOfLoadsKeepsItsSpan();
    void reportBeforeTheEndHasTitlesAndFolds();
    void jobWithoutEventsFileHasAnEmptyRecord();
};

void TestEventRecord::modelsAreKeptInTheOrderOfTheirFirstWord()
{
    EventRecord record;
    QVERIFY(record.isEmpty());
    for (const char *model : {"svc", "baseline", "svc", "forest"})
        record.feed(line(QByteArray("'kind':'scores','model':'") + model
                         + "','fold':0,'split':'validation','m':{'f1':1},'fit_seconds':1"));
    QCOMPARE(record.models().join(QLatin1Char(' ')), QStringLiteral("svc baseline forest"));
    QVERIFY(!record.isEmpty());
}

void TestEventRecord::onlyCandidatesCountAsFinished()
{
    EventRecord record;
    record.feed(line("'kind':'block_finished','block':'csv','seconds':1"));
    record.feed(line("'kind':'block_finished','block':'scale','model':'svc','seconds':1"));
    record.feed(line("'kind':'block_finished','block':'svc','model':'svc','seconds':1"));
    QCOMPARE(record.finishedModels(), 1);
    record.feed(line("'kind':'block_finished','block':'svc','model':'svc','seconds':1"));
    QCOMPARE(record.finishedModels(), 1); // The second drawing of its folds.
}

void TestEventRecord::theBlockThatFailedFirstIsKnown()
{
    EventRecord record;
    record.feed(line("'kind':'block_finished','block':'split','seconds':1"));
    QVERIFY(record.failedBlock().isEmpty());
    for (const char *block : {"scale", "forest"})
        record.feed(line(QByteArray("'kind':'block_failed','block':'") + block + "','error':'x'"));
    QCOMPARE(record.failedBlock(), QStringLiteral("scale"));
}

void TestEventRecord::warningsAddUp()
{
    EventRecord record;
    record.feed(line("'kind':'warning','block':'svc','category':'C','text':'t','count':2"));
    record.feed(line("'kind':'warning','block':'mlp','category':'C','text':'t','count':3"));
    QCOMPARE(record.warnings(), 5);
}

void TestEventRecord::longRecordOfLoadsKeepsItsSpan()
{
    EventRecord record;
    for (int i = 0; i < 50'000; ++i)
        record.feed("{\"v\":1,\"t\":" + QByteArray::number(i)
                    + ",\"kind\":\"host\",\"cpu\":1,\"rss\":1,\"load\":1}\n");
    QVERIFY(record.loads().size() <= 20'000);
    QCOMPARE(record.loads().front().time, 0.0);
    QVERIFY(record.loads().back().time > 49'990);
}

void TestEventRecord::reportBeforeTheEndHasTitlesAndFolds()
{
    EventRecord record;
    for (const char *fold : {"0", "1"})
        record.feed(line(QByteArray("'kind':'metric','model':'mlp','split':'train','step':1,"
                                    "'unit':'epoch','m':{'loss':1},'fold':")
                         + fold));
    const Report report = record.report(QStringLiteral("Digits"),
                                        {{QStringLiteral("mlp"), QStringLiteral("Network")}});
    QCOMPARE(report.name, QStringLiteral("Digits"));
    QCOMPARE(report.candidates.at(0).title, QStringLiteral("Network"));
    QCOMPARE(report.candidates.at(0).folds.size(), std::size_t(2));
}

void TestEventRecord::jobWithoutEventsFileHasAnEmptyRecord()
{
    QVERIFY(readEvents(QStringLiteral("/nonexistent/events.jsonl")).isEmpty());
}

QTEST_GUILESS_MAIN(TestEventRecord)
#include "tst_event_record.moc"
