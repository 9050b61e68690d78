#include "core/results/log_metric_reader.h"

#include <QtTest>

#include <cmath>

using namespace outcrop;

namespace {

QString describe(const std::vector<LogSample> &samples)
{
    QStringList lines;
    for (const LogSample &s : samples)
        lines << QStringLiteral("%1 %2%3 %4").arg(s.unit, s.name).arg(s.step).arg(s.value);
    return lines.join(QLatin1String("; ")).trimmed();
}

} // namespace

class TestLogMetrics : public QObject
{
    Q_OBJECT

private slots:
    void knownShapesAreFound_data();
    void knownShapesAreFound();
    void otherLinesAreIgnored_data();
    void otherLinesAreIgnored();
    void valuesWithoutAStepAreCounted();
    void longLinesAndManyNamesAreBounded();
};

void TestLogMetrics::knownShapesAreFound_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("samples");
    QTest::newRow("epoch, colon") << QByteArray("Epoch: 3, loss: 0.25") << "epoch loss3 0.25";
    QTest::newRow("behind a time")
        << QByteArray("2020-01-26T02:56:53.259Z Epoch: 0, loss: 5.5") << "epoch loss0 5.5";
    QTest::newRow("equals") << QByteArray("loss=0.3") << "loss0 0.3";
    QTest::newRow("no leading zero") << QByteArray("accuracy=.98") << "accuracy0 0.98";
    QTest::newRow("exponent") << QByteArray("Score=-7.53e-05") << "Score0 -7.53e-05";
    QTest::newRow("scikit-learn") << QByteArray("Iteration 12, loss = 0.43")
                                  << "iteration loss12 0.43";
    QTest::newRow("several") << QByteArray("step 7 acc=0.9 val/loss: 0.3\r")
                             << "step acc7 0.9; step val/loss7 0.3";
    QTest::newRow("of how many") << QByteArray("Epoch 3/10 - loss: 0.5") << "epoch loss3 0.5";
    QTest::newRow("nan") << QByteArray("Epoch: 5, loss: nan") << "epoch loss5 nan";
    QTest::newRow("infinite") << QByteArray("Epoch: 5, loss: -Inf") << "epoch loss5 -inf";
    QTest::newRow("Katib") << QByteArray("{metricName: accuracy, metricValue: 0.98}")
                           << "accuracy0 0.98";
    QTest::newRow("JSON") << QByteArray(
        R"({"epoch": 4, "loss": 0.25, "timestamp": "2026-01-02T03:04:05Z"})")
                          << "epoch loss4 0.25";
    QTest::newRow("JSON with NaN")
        << QByteArray(R"({"step": 4, "loss": "NaN", "time": 17.5})") << "step loss4 nan";
}

void TestLogMetrics::knownShapesAreFound()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, samples);
    LogMetricReader reader;
    QVERIFY(reader.feed(line).empty());
    QCOMPARE(describe(reader.feed("\n")), samples);
}

void TestLogMetrics::otherLinesAreIgnored_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line :
         {"Run training with epoch number: 10", "Get the model, w: 1.88596236706, b: 9.95958137512",
          "Finished processing dependencies for trainer==1.0",
          "[0:00:02.928687] End of standalone training.",
          "INFO:root:Try to run python module: trainer.task", "Epoch: @, loss: 5.559", "took t=3s",
          "ip=10.0.0.1", "at=12:30:22", "{\"loss\": \"low\"}", "{\"loss\":",
          "{metricName: accuracy, metricValue: high}", "loss=", "=0.5", "", "\xFF\xFE loss"})
        QTest::newRow(line) << QByteArray(line);
}

void TestLogMetrics::otherLinesAreIgnored()
{
    QFETCH(QByteArray, line);
    LogMetricReader reader;
    QCOMPARE(describe(reader.feed(line + '\n')), QString());
}

void TestLogMetrics::valuesWithoutAStepAreCounted()
{
    LogMetricReader reader;
    QCOMPARE(describe(reader.feed("loss=0.3\nacc=1\nloss=0.2\n")),
             QStringLiteral("loss0 0.3;  acc0 1;  loss1 0.2"));
    QCOMPARE(describe(reader.feed("Epoch 7 loss=0.1\nloss=0.05\n")),
             QStringLiteral("epoch loss7 0.1;  loss8 0.05"));
}

void TestLogMetrics::longLinesAndManyNamesAreBounded()
{
    LogMetricReader reader;
    QVERIFY(reader.feed(QByteArray(200'000, 'a') + "=1\n").empty());
    QVERIFY(reader.feed("Epoch 1 " + QByteArray(60'000, ' ') + "loss=1\n").empty());
    QVERIFY(reader.feed(QByteArray(129, 'n') + "=1\n").empty());
    QByteArray many;
    for (int i = 0; i < 600; ++i)
        many += "name" + QByteArray::number(i) + "=1\n";
    QCOMPARE(reader.feed(many).size(), std::size_t(500));
}

QTEST_GUILESS_MAIN(TestLogMetrics)
#include "tst_log_metrics.moc"
