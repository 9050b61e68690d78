#include "core/results/metric_title.h"

#include <QtTest>

using namespace outcrop;

class TestMetricTitle : public QObject
{
    Q_OBJECT

private slots:
    void knownMetricsHaveTheNamesOfTheField()
    {
        QCOMPARE(metricTitle(QStringLiteral("roc_auc")), QStringLiteral("ROC AUC"));
        QCOMPARE(metricTitle(QStringLiteral("davies_bouldin")), QStringLiteral("Davies–Bouldin"));
    }

    void unknownNamesAreMadeHarmless()
    {
        QCOMPARE(metricTitle(QStringLiteral("my_own")), QStringLiteral("my own"));
        QVERIFY(!metricTitle(QStringLiteral("a\x1b[2J")).contains(QChar(0x1b)));
        QVERIFY(metricTitle(QString(1000, QLatin1Char('x'))).size() <= 41);
    }
};

QTEST_GUILESS_MAIN(TestMetricTitle)
#include "tst_metric_title.moc"
