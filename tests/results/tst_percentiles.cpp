#include "core/results/percentiles.h"

#include <QtTest>

using namespace outcrop;

using Numbers = std::vector<double>;

class TestPercentiles : public QObject
{
    Q_OBJECT

private slots:
    void percentilesInterpolateBetweenNeighbours();
    void orderAskedIsOrderAnswered();
    void valuesOfOneBucketAreStillToldApart();
    void valuesThatAreNoNumbersAreRefused_data();
    void valuesThatAreNoNumbersAreRefused();
    void lastBinHoldsItsRightEdge();
    void oneValueGetsABinAroundIt();
};

void TestPercentiles::percentilesInterpolateBetweenNeighbours()
{
    QCOMPARE(percentiles(Numbers{4, 1, 3, 2}, Numbers{0, 25, 50, 100}).value(),
             (Numbers{1, 1.75, 2.5, 4}));
}

void TestPercentiles::orderAskedIsOrderAnswered()
{
    QCOMPARE(percentiles(Numbers{10, 20, 30}, Numbers{100, 0, 50}).value(), (Numbers{30, 10, 20}));
}

void TestPercentiles::valuesOfOneBucketAreStillToldApart()
{
    // Given values that share sign, exponent and leading bits
    Numbers values;
    for (int i = 1000; i >= 0; --i)
        values.push_back(1 + i * 1e-9);
    QCOMPARE(percentiles(values, Numbers{0, 50, 99.9}).value(),
             (Numbers{1, 1 + 500 * 1e-9, 1 + 999 * 1e-9}));
}

void TestPercentiles::valuesThatAreNoNumbersAreRefused_data()
{
    QTest::addColumn<Numbers>("values");
    QTest::addColumn<Numbers>("percents");
    QTest::newRow("none") << Numbers{} << Numbers{50};
    QTest::newRow("nan") << Numbers{1, qQNaN()} << Numbers{50};
    QTest::newRow("infinite") << Numbers{1, -qInf()} << Numbers{50};
    QTest::newRow("percent over 100") << Numbers{1} << Numbers{101};
    QTest::newRow("percent nan") << Numbers{1} << Numbers{qQNaN()};
}

void TestPercentiles::valuesThatAreNoNumbersAreRefused()
{
    QFETCH(Numbers, values);
    QFETCH(Numbers, percents);
    QVERIFY(!percentiles(values, percents));
    if (values.size() != 1)
        QVERIFY(!histogram(values, 10));
}

void TestPercentiles::lastBinHoldsItsRightEdge()
{
    const Histogram bins = histogram(Numbers{0, 1, 2, 3, 4}, 4).value();
    QCOMPARE(bins.counts, (std::vector<std::int64_t>{1, 1, 1, 2}));
    QCOMPARE(bins.edge(0), 0.0);
    QCOMPARE(bins.edge(4), 4.0);
    QVERIFY(!histogram(Numbers{-1e308, 1.5e308}, 4)); // Too wide for a bin's width to be a number.
}

void TestPercentiles::oneValueGetsABinAroundIt()
{
    const Histogram bins = histogram(Numbers{3, 3}, 3).value();
    QCOMPARE(bins.counts, (std::vector<std::int64_t>{0, 2, 0}));
    QCOMPARE(bins.low, 2.5);
}

QTEST_GUILESS_MAIN(TestPercentiles)
#include "tst_percentiles.moc"
