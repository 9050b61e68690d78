#include "core/results/statistics.h"

#include <QtTest>

#include <cmath>

using namespace outcrop;

using Numbers = std::vector<double>;

class TestStatistics : public QObject
{
    Q_OBJECT

private slots:
    void meanAndSampleSdOfKnownNumbers();
    void quantileOfTableValuesAgrees();
    void quantilesOutsideTheirRangeAreNan();
    void intervalIsWiderThanTheNaiveOne();
    void equalDifferencesGiveAPoint();
    void oneDifferenceGivesNoInterval();
};

void TestStatistics::meanAndSampleSdOfKnownNumbers()
{
    QCOMPARE(mean(Numbers{2, 4, 9}), 5.0);
    QCOMPARE(sampleSd(Numbers{2, 4, 9}), std::sqrt(13.0));
    QVERIFY(std::isnan(sampleSd(Numbers{2})));
    QVERIFY(std::isnan(mean(Numbers{})));
}

void TestStatistics::quantileOfTableValuesAgrees()
{
    QVERIFY(std::abs(studentQuantile(0.975, 9) - 2.2621571628) < 1e-9);
    QVERIFY(std::abs(studentQuantile(0.975, 1) - std::tan(0.475 * M_PI)) < 1e-9);
    QCOMPARE(studentQuantile(0.025, 9), -studentQuantile(0.975, 9));
}

void TestStatistics::quantilesOutsideTheirRangeAreNan()
{
    QVERIFY(std::isnan(studentQuantile(0, 5)));
    QVERIFY(std::isnan(studentQuantile(1, 5)));
    QVERIFY(std::isnan(studentQuantile(0.5, 0)));
    QVERIFY(std::isnan(incompleteBeta(1, 1, 1.5)));
    QVERIFY(std::isnan(incompleteBeta(0, 1, 0.5)));
}

void TestStatistics::intervalIsWiderThanTheNaiveOne()
{
    const Numbers differences{0.01, 0.02, 0.015, 0.005, 0.012};
    const Interval naive = correctedInterval(differences, 0).value();
    const Interval corrected = correctedInterval(differences, 0.25).value();
    // 1/5 + 1/4 against 1/5
    QVERIFY(std::abs((corrected.high - corrected.low) / (naive.high - naive.low) - 1.5) < 1e-12);
}

void TestStatistics::equalDifferencesGiveAPoint()
{
    const Interval interval = correctedInterval(Numbers{0.5, 0.5, 0.5}, 0.25).value();
    QCOMPARE(interval.low, 0.5);
    QCOMPARE(interval.high, 0.5);
    QVERIFY(!interval.contains(0));
    QVERIFY(correctedInterval(Numbers{0, 0, 0}, 0.25)->contains(0));
}

void TestStatistics::oneDifferenceGivesNoInterval()
{
    QVERIFY(!correctedInterval(Numbers{0.5}, 0.25));
    QVERIFY(!correctedInterval(Numbers{}, 0.25));
    QVERIFY(!correctedInterval(Numbers{0.5, qQNaN()}, 0.25));
}

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
