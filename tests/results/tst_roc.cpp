#include "core/results/precision_recall.h"
#include "core/results/radix_sort.h"
#include "core/results/roc.h"

#include <QtTest>

#include <functional>
#include <random>

using namespace outcrop;

namespace {

using Numbers = std::vector<double>;
using Labels = std::vector<std::uint8_t>;

} // namespace

class TestRoc : public QObject
{
    Q_OBJECT

private slots:
    void curveOfFourSamplesIsTheOneDrawnByHand();
    void tiedScoresMakeOneSlopedStep();
    void constantScoresGiveTheDiagonalAndHalf();
    void weightTwoIsTheSameAsTheSampleTwice();
    void samplesOfWeightZeroDoNotExist();
    void aucOfReversedScoresIsOneMinusAuc();
    void zeroAndMinusZeroAreTied();
    void oneClassAloneIsRefusedWithASentence_data();
    void oneClassAloneIsRefusedWithASentence();
    void scoresThatCannotBeRankedAreRefused_data();
    void scoresThatCannotBeRankedAreRefused();
    void meanCurveNeverFallsAndEndsInTheCorners();
    void bandStaysWithinZeroAndOne();
    void missingClassOfManyIsNamed();
    void precisionRecallOfFourSamplesIsTheOneDrawnByHand();
    void radixSortOrdersLikeStdSort_data();
    void radixSortOrdersLikeStdSort();
};

void TestRoc::curveOfFourSamplesIsTheOneDrawnByHand()
{
    const Numbers scores{0.1, 0.4, 0.35, 0.8};
    const Labels positive{0, 0, 1, 1};
    const RocCurve curve = rocCurve({scores, positive}, Thresholds::All).value();
    QCOMPARE(curve.falsePositiveRate, (Numbers{0, 0, 0.5, 0.5, 1}));
    QCOMPARE(curve.truePositiveRate, (Numbers{0, 0.5, 0.5, 1, 1}));
    QCOMPARE(curve.threshold, (Numbers{qInf(), 0.8, 0.4, 0.35, 0.1}));
    QCOMPARE(curve.auc, 0.75);
}

void TestRoc::tiedScoresMakeOneSlopedStep()
{
    const Numbers scores{0.9, 0.5, 0.5, 0.1};
    const Labels positive{1, 1, 0, 0};
    const RocCurve curve = rocCurve({scores, positive}, Thresholds::All).value();
    QCOMPARE(curve.falsePositiveRate, (Numbers{0, 0, 0.5, 1}));
    QCOMPARE(curve.truePositiveRate, (Numbers{0, 0.5, 1, 1}));
    QCOMPARE(curve.auc, 0.875);
}

void TestRoc::constantScoresGiveTheDiagonalAndHalf()
{
    const Numbers scores(5, 0.25);
    const Labels positive{1, 0, 0, 1, 0};
    const RocCurve curve = rocCurve({scores, positive}).value();
    QCOMPARE(curve.falsePositiveRate, (Numbers{0, 1}));
    QCOMPARE(curve.truePositiveRate, (Numbers{0, 1}));
    QCOMPARE(curve.auc, 0.5);
}

void TestRoc::weightTwoIsTheSameAsTheSampleTwice()
{
    const RocCurve weighted =
        rocCurve({Numbers{0.2, 0.6, 0.4}, Labels{0, 1, 0}, Numbers{1, 1, 2}}).value();
    const RocCurve doubled = rocCurve({Numbers{0.2, 0.6, 0.4, 0.4}, Labels{0, 1, 0, 0}}).value();
    QCOMPARE(weighted.falsePositiveRate, doubled.falsePositiveRate);
    QCOMPARE(weighted.truePositiveRate, doubled.truePositiveRate);
    QCOMPARE(weighted.auc, doubled.auc);
}

void TestRoc::samplesOfWeightZeroDoNotExist()
{
    const Numbers scores{0.2, 0.6, 0.4};
    const Labels positive{0, 1, 1};
    const Numbers weights{1, 1, 0};
    QCOMPARE(rocCurve({scores, positive, weights}, Thresholds::All)->threshold,
             (Numbers{qInf(), 0.6, 0.2}));
    const Numbers noPositive{1, 0, 0};
    QVERIFY(!rocCurve({scores, positive, noPositive}));
}

void TestRoc::aucOfReversedScoresIsOneMinusAuc()
{
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal;
    Numbers scores;
    Numbers reversed;
    Labels positive;
    for (int i = 0; i < 2000; ++i) {
        positive.push_back(std::uint8_t(i % 3 == 0));
        scores.push_back(std::round(normal(random) * 50));
        reversed.push_back(-scores.back());
    }
    QCOMPARE(rocAuc({reversed, positive}).value(), 1 - rocAuc({scores, positive}).value());
}

void TestRoc::zeroAndMinusZeroAreTied()
{
    const Numbers scores{0.0, -0.0};
    const Labels positive{0, 1};
    QCOMPARE(rocAuc({scores, positive}).value(), 0.5);
}

void TestRoc::oneClassAloneIsRefusedWithASentence_data()
{
    QTest::addColumn<int>("label");
    QTest::addColumn<QString>("word");
    QTest::newRow("positives only") << 1 << "negative";
    QTest::newRow("negatives only") << 0 << "positive";
}

void TestRoc::oneClassAloneIsRefusedWithASentence()
{
    QFETCH(int, label);
    QFETCH(QString, word);
    const Numbers scores{0.1, 0.2};
    const Labels positive(2, std::uint8_t(label));
    const Result<RocCurve> curve = rocCurve({scores, positive});
    QVERIFY(!curve);
    QVERIFY2(curve.error().message.contains(word), qPrintable(curve.error().message));
}

void TestRoc::scoresThatCannotBeRankedAreRefused_data()
{
    QTest::addColumn<Numbers>("scores");
    QTest::addColumn<Numbers>("weights");
    QTest::newRow("nan") << Numbers{0.1, qQNaN()} << Numbers{};
    QTest::newRow("infinite") << Numbers{0.1, qInf()} << Numbers{};
    QTest::newRow("too few") << Numbers{0.1} << Numbers{};
    QTest::newRow("negative weight") << Numbers{0.1, 0.2} << Numbers{1, -1};
    QTest::newRow("nan weight") << Numbers{0.1, 0.2} << Numbers{1, qQNaN()};
    QTest::newRow("too few weights") << Numbers{0.1, 0.2} << Numbers{1};
    QTest::newRow("all weights zero") << Numbers{0.1, 0.2} << Numbers{0, 0};
}

void TestRoc::scoresThatCannotBeRankedAreRefused()
{
    QFETCH(Numbers, scores);
    QFETCH(Numbers, weights);
    const Labels positive{0, 1};
    QVERIFY(!rocCurve({scores, positive, weights}));
    QVERIFY(!precisionRecallCurve({scores, positive, weights}));
}

void TestRoc::meanCurveNeverFallsAndEndsInTheCorners()
{
    std::mt19937_64 random(8);
    std::normal_distribution<double> normal;
    std::vector<RocCurve> curves;
    for (int fold = 0; fold < 5; ++fold) {
        Numbers scores;
        Labels positive;
        for (int i = 0; i < 60; ++i) {
            positive.push_back(std::uint8_t(i % 2));
            scores.push_back(normal(random) + i % 2);
        }
        curves.push_back(rocCurve({scores, positive}).value());
    }
    const MeanRoc roc = meanRoc(curves);
    QVERIFY(std::is_sorted(roc.truePositiveRate.begin(), roc.truePositiveRate.end()));
    QVERIFY(std::is_sorted(roc.falsePositiveRate.begin(), roc.falsePositiveRate.end()));
    QCOMPARE(roc.falsePositiveRate.front(), 0.0);
    QCOMPARE(roc.truePositiveRate.front(), 0.0);
    QCOMPARE(roc.falsePositiveRate.back(), 1.0);
    QCOMPARE(roc.truePositiveRate.back(), 1.0);
    double sum = 0;
    for (const RocCurve &curve : curves)
        sum += curve.auc;
    QCOMPARE(roc.auc, sum / 5);
}

void TestRoc::bandStaysWithinZeroAndOne()
{
    const std::vector<RocCurve> curves{rocCurve({Numbers{1, 0}, Labels{1, 0}}).value(),
                                       rocCurve({Numbers{0, 1}, Labels{1, 0}}).value()};
    const MeanRoc roc = meanRoc(curves, 4);
    QCOMPARE(roc.truePositiveRate, (Numbers{0, 0.5, 0.5, 0.5, 0.5, 1}));
    QCOMPARE(roc.low, (Numbers{0, 0, 0, 0, 0, 1}));
    QCOMPARE(roc.high, (Numbers{0, 1, 1, 1, 1, 1}));
}

void TestRoc::missingClassOfManyIsNamed()
{
    const std::vector<int> truth{0, 1, 0, 1};
    const std::vector<Numbers> scores(3, Numbers{0.1, 0.2, 0.3, 0.4});
    const Result<OneVersusRestRoc> roc = rocOneVersusRest({truth, scores});
    QVERIFY(!roc);
    QVERIFY(roc.error().message.contains(QLatin1String("Class 2")));
}

void TestRoc::precisionRecallOfFourSamplesIsTheOneDrawnByHand()
{
    const Numbers scores{0.1, 0.4, 0.35, 0.8};
    const Labels positive{0, 0, 1, 1};
    const PrecisionRecallCurve curve = precisionRecallCurve({scores, positive}).value();
    QCOMPARE(curve.recall, (Numbers{0, 0.5, 0.5, 1, 1}));
    QCOMPARE(curve.precision, (Numbers{1, 1, 0.5, 2.0 / 3, 0.5}));
    QCOMPARE(curve.averagePrecision, 0.5 + 0.5 * 2 / 3);
    QCOMPARE(curve.prevalence, 0.5);
}

void TestRoc::radixSortOrdersLikeStdSort_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("scale");
    for (const int count : {0, 1, 2, 255, 256, 5000, 100000}) {
        QTest::addRow("%d around zero", count) << count << 1.0;
        QTest::addRow("%d huge", count) << count << 1e300;
        QTest::addRow("%d denormal", count) << count << 1e-310;
    }
}

void TestRoc::radixSortOrdersLikeStdSort()
{
    QFETCH(int, count);
    QFETCH(double, scale);
    std::mt19937_64 random(9);
    std::normal_distribution<double> normal;
    Numbers values;
    for (int i = 0; i < count; ++i)
        values.push_back(i % 10 == 0  ? -0.0
                         : i % 7 == 0 ? 0.25 + i * 1e-16
                                      : normal(random) * scale);
    std::vector<std::uint64_t> keys;
    for (const double value : values)
        keys.push_back(fallingKey(value));
    radixSort(keys);
    Numbers sorted;
    for (const std::uint64_t key : keys)
        sorted.push_back(fromFallingKey(key));
    std::sort(values.begin(), values.end(), std::greater<>());
    QCOMPARE(sorted, values);
}

QTEST_GUILESS_MAIN(TestRoc)
#include "tst_roc.moc"
