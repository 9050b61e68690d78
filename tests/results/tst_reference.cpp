#include "core/results/percentiles.h"
#include "core/results/precision_recall.h"
#include "core/results/roc.h"
#include "core/results/statistics.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

#include <random>

using namespace outcrop;

namespace {

constexpr double tolerance = 1e-9;

QJsonArray toArray(const std::vector<double> &values)
{
    QJsonArray array;
    for (const double value : values)
        array.append(value);
    return array;
}

std::vector<double> toVector(const QJsonValue &value)
{
    std::vector<double> result;
    for (const QJsonValue &entry : value.toArray())
        result.push_back(entry.toDouble(qQNaN()));
    return result;
}

// How far two lists are apart at most; infinite if they differ in length or hold NaN.
double distance(const std::vector<double> &a, const std::vector<double> &b)
{
    if (a.size() != b.size())
        return qInf();
    double most = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = std::abs(a[i] - b[i]) / std::max(1.0, std::abs(b[i]));
        most = difference >= 0 ? std::max(most, difference) : qInf();
    }
    return most;
}

// The libraries, in one process for all tests.
class Python
{
public:
    Python()
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral("/usr/bin/python3"),
                        {QStringLiteral(OUTCROP_SOURCE_DIR "/tests/results/reference.py")});
    }

    ~Python()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }

    // An answer a case.
    QJsonArray ask(const QJsonArray &cases)
    {
        const QJsonObject question{{QStringLiteral("cases"), cases}};
        m_process.write(QJsonDocument(question).toJson(QJsonDocument::Compact) + '\n');
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(500'000))
                qFatal("reference.py gives no answer");
        }
        return QJsonDocument::fromJson(m_process.readLine())[QStringLiteral("answers")].toArray();
    }

private:
    QProcess m_process;
};

struct RandomSamples
{
    std::vector<double> scores;
    std::vector<std::uint8_t> positive;
    std::vector<double> weights;

    BinaryScores samples() const { return {scores, positive, weights}; }
};

// `levels` > 0 rounds the scores, so that many are tied; 1 makes all the same.
RandomSamples randomSamples(std::mt19937_64 &random, int count, int levels, bool weighted)
{
    std::normal_distribution<double> noise;
    std::uniform_real_distribution<double> uniform;
    RandomSamples result;
    for (int i = 0; i < count; ++i) {
        const bool isPositive = i == 0 || (i != 1 && uniform(random) < 0.3);
        double score = noise(random) + (isPositive ? 1 : 0);
        if (levels > 0)
            score = std::round(score * (levels - 1)) / levels;
        result.positive.push_back(isPositive ? 1 : 0);
        result.scores.push_back(score);
        if (weighted)
            result.weights.push_back(i % 7 == 3 ? 0 : uniform(random) * 3);
    }
    return result;
}

QJsonObject toCase(const RandomSamples &samples)
{
    QJsonArray positive;
    for (const std::uint8_t value : samples.positive)
        positive.append(int(value));
    return {{QStringLiteral("kind"), QStringLiteral("roc")},
            {QStringLiteral("scores"), toArray(samples.scores)},
            {QStringLiteral("positive"), positive},
            {QStringLiteral("weights"),
             samples.weights.empty() ? QJsonValue() : QJsonValue(toArray(samples.weights))}};
}

} // namespace

class TestReference : public QObject
{
    Q_OBJECT

private slots:
    void rocAndPrecisionRecallEqualScikitLearn();
    void multiClassAucEqualsScikitLearn();
    void meanCurveAndBandEqualNumpyInterpolation();
    void percentilesEqualNumpy();
    void histogramEqualsNumpyBinByBin();
    void correctedIntervalEqualsScipy();
    void studentQuantileAndIncompleteBetaEqualScipy();

private:
    Python m_python;
};

void TestReference::rocAndPrecisionRecallEqualScikitLearn()
{
    std::mt19937_64 random(1);
    std::vector<RandomSamples> all;
    for (const int count : {2, 3, 10, 101, 700, 3000}) {
        for (const int levels : {0, 1, 2, 5, 40}) {
            all.push_back(randomSamples(random, count, levels, false));
            all.push_back(randomSamples(random, count, levels, true));
        }
    }
    QJsonArray cases;
    for (const RandomSamples &samples : all)
        cases.append(toCase(samples));
    const QJsonArray answers = m_python.ask(cases);
    QCOMPARE(answers.size(), int(all.size()));

    for (int i = 0; i < answers.size(); ++i) {
        const BinaryScores samples = all[std::size_t(i)].samples();
        const QJsonObject expected = answers[i].toObject();
        for (const auto &[key, thresholds] :
             {std::pair("all", Thresholds::All), std::pair("corners", Thresholds::Corners)}) {
            const Result<RocCurve> curve = rocCurve(samples, thresholds);
            QVERIFY2(curve, qPrintable(curve ? QString() : curve.error().message));
            const QJsonArray lists = expected[QLatin1String(key)].toArray();
            QVERIFY(distance(curve->falsePositiveRate, toVector(lists[0])) <= tolerance);
            QVERIFY(distance(curve->truePositiveRate, toVector(lists[1])) <= tolerance);
            QVERIFY(
                distance({curve->threshold.begin() + 1, curve->threshold.end()}, toVector(lists[2]))
                <= tolerance);
            QVERIFY(std::abs(curve->auc - expected[QLatin1String("auc")].toDouble()) <= tolerance);
        }
        QVERIFY(std::abs(rocAuc(samples).value() - expected[QLatin1String("auc")].toDouble())
                <= tolerance);
        const Result<PrecisionRecallCurve> curve = precisionRecallCurve(samples);
        QVERIFY(distance(curve->recall, toVector(expected[QLatin1String("recall")])) <= tolerance);
        QVERIFY(distance(curve->precision, toVector(expected[QLatin1String("precision")]))
                <= tolerance);
        QVERIFY(std::abs(curve->averagePrecision
                         - expected[QLatin1String("average_precision")].toDouble())
                <= tolerance);
    }
}

void TestReference::multiClassAucEqualsScikitLearn()
{
    std::mt19937_64 random(2);
    std::uniform_real_distribution<double> uniform;
    std::vector<int> truth;
    std::vector<std::vector<double>> scores(4);
    QJsonArray truthArray;
    for (int i = 0; i < 400; ++i) {
        truth.push_back(i % 4);
        truthArray.append(i % 4);
        double sum = 0;
        std::array<double, 4> row{};
        for (std::size_t c = 0; c < 4; ++c)
            sum += row[c] = uniform(random) + (int(c) == i % 4 ? 0.4 : 0);
        for (std::size_t c = 0; c < 4; ++c)
            scores[c].push_back(row[c] / sum);
    }
    QJsonArray columns;
    for (const auto &column : scores)
        columns.append(toArray(column));
    const QJsonObject expected =
        m_python
            .ask({QJsonObject{{QStringLiteral("kind"), QStringLiteral("classes")},
                              {QStringLiteral("truth"), truthArray},
                              {QStringLiteral("scores"), columns}}})[0]
            .toObject();

    const Result<OneVersusRestRoc> roc = rocOneVersusRest({truth, scores});
    QVERIFY(roc);
    QVERIFY(std::abs(roc->macroAuc - expected[QLatin1String("macro")].toDouble()) <= tolerance);
    std::vector<double> each;
    for (const RocCurve &curve : roc->classes)
        each.push_back(curve.auc);
    QVERIFY(distance(each, toVector(expected[QLatin1String("each")])) <= tolerance);
}

void TestReference::meanCurveAndBandEqualNumpyInterpolation()
{
    std::mt19937_64 random(3);
    std::vector<RocCurve> curves;
    QJsonArray scores;
    QJsonArray positives;
    for (int fold = 0; fold < 10; ++fold) {
        const RandomSamples samples = randomSamples(random, 57, fold % 2 == 0 ? 0 : 6, false);
        curves.push_back(rocCurve(samples.samples()).value());
        scores.append(toArray(samples.scores));
        positives.append(toCase(samples)[QLatin1String("positive")]);
    }
    const QJsonObject expected =
        m_python
            .ask({QJsonObject{{QStringLiteral("kind"), QStringLiteral("mean_curve")},
                              {QStringLiteral("intervals"), 200},
                              {QStringLiteral("scores"), scores},
                              {QStringLiteral("positive"), positives}}})[0]
            .toObject();

    const MeanRoc roc = meanRoc(curves, 200);
    QCOMPARE(roc.falsePositiveRate.size(), std::size_t(202)); // (0, 0) stands before the grid.
    const auto rest = [](const std::vector<double> &values) {
        return std::vector<double>(values.begin() + 1, values.end());
    };
    QVERIFY(distance(rest(roc.truePositiveRate), toVector(expected[QLatin1String("mean")]))
            <= tolerance);
    QVERIFY(distance(rest(roc.low), toVector(expected[QLatin1String("low")])) <= tolerance);
    QVERIFY(distance(rest(roc.high), toVector(expected[QLatin1String("high")])) <= tolerance);
}

void TestReference::percentilesEqualNumpy()
{
    std::mt19937_64 random(4);
    std::lognormal_distribution<double> skewed(-1, 1);
    std::normal_distribution<double> normal(0, 1e6);
    const std::vector<double> percents{0, 50, 90, 95, 99, 99.9, 100, 12.5, 33.3};
    std::vector<std::vector<double>> all{
        {3}, {1, 2}, {0.0, -0.0, -1, 1}, std::vector<double>(50, 7.25)};
    for (const int count : {7, 100, 2000, 30'000}) {
        std::vector<double> values;
        for (int i = 0; i < count; ++i)
            values.push_back(count % 2 == 0 ? skewed(random) : normal(random));
        all.push_back(values);
    }
    QJsonArray cases;
    for (const auto &values : all)
        cases.append(QJsonObject{{QStringLiteral("kind"), QStringLiteral("percentiles")},
                                 {QStringLiteral("values"), toArray(values)},
                                 {QStringLiteral("percents"), toArray(percents)}});
    const QJsonArray answers = m_python.ask(cases);
    for (int i = 0; i < answers.size(); ++i)
        QVERIFY(distance(percentiles(all[std::size_t(i)], percents).value(),
                         toVector(answers[i][QLatin1String("values")]))
                <= tolerance);
}

void TestReference::histogramEqualsNumpyBinByBin()
{
    std::mt19937_64 random(5);
    std::uniform_int_distribution<int> tenth(0, 100);
    std::vector<double> onEdges; // Values that fall on the edges of bins, where rounding decides.
    for (int i = 0; i < 5000; ++i)
        onEdges.push_back(tenth(random) / 10.0);
    const std::vector<std::vector<double>> all{onEdges, {5}, {-2, 2}};
    QJsonArray cases;
    for (const auto &values : all)
        cases.append(QJsonObject{{QStringLiteral("kind"), QStringLiteral("histogram")},
                                 {QStringLiteral("values"), toArray(values)},
                                 {QStringLiteral("bins"), 30}});
    const QJsonArray answers = m_python.ask(cases);
    for (int i = 0; i < answers.size(); ++i) {
        const Histogram bins = histogram(all[std::size_t(i)], 30).value();
        const std::vector<double> counts(bins.counts.begin(), bins.counts.end());
        std::vector<double> edges;
        for (std::size_t e = 0; e <= counts.size(); ++e)
            edges.push_back(bins.edge(e));
        QCOMPARE(counts, toVector(answers[i][QLatin1String("counts")]));
        QVERIFY(distance(edges, toVector(answers[i][QLatin1String("edges")])) <= tolerance);
    }
}

void TestReference::correctedIntervalEqualsScipy()
{
    std::mt19937_64 random(6);
    std::normal_distribution<double> normal(0.003, 0.01);
    QJsonArray cases;
    std::vector<std::vector<double>> all;
    for (const int count : {2, 5, 10, 30, 100}) {
        std::vector<double> differences;
        for (int i = 0; i < count; ++i)
            differences.push_back(normal(random));
        all.push_back(differences);
        cases.append(QJsonObject{{QStringLiteral("kind"), QStringLiteral("interval")},
                                 {QStringLiteral("differences"), toArray(differences)},
                                 {QStringLiteral("held_per_fit"), 0.25},
                                 {QStringLiteral("confidence"), 0.95}});
    }
    const QJsonArray answers = m_python.ask(cases);
    for (int i = 0; i < answers.size(); ++i) {
        const std::vector<double> &differences = all[std::size_t(i)];
        const Interval interval = correctedInterval(differences, 0.25).value();
        QVERIFY(distance({interval.low, interval.high, mean(differences), sampleSd(differences)},
                         {answers[i][QLatin1String("low")].toDouble(),
                          answers[i][QLatin1String("high")].toDouble(),
                          answers[i][QLatin1String("mean")].toDouble(),
                          answers[i][QLatin1String("sd")].toDouble()})
                <= tolerance);
    }
}

void TestReference::studentQuantileAndIncompleteBetaEqualScipy()
{
    QJsonArray cases;
    std::vector<double> computed;
    for (const double degrees : {1.0, 2.0, 4.0, 9.0, 29.0, 99.0, 1000.0}) {
        for (const double probability : {0.001, 0.025, 0.3, 0.5, 0.9, 0.975, 0.9995}) {
            computed.push_back(probability);
            cases.append(QJsonObject{{QStringLiteral("kind"), QStringLiteral("student")},
                                     {QStringLiteral("t"), studentQuantile(probability, degrees)},
                                     {QStringLiteral("degrees"), degrees}});
        }
    }
    for (const double a : {0.5, 1.0, 3.5, 40.0}) {
        for (const double x : {0.0, 1e-6, 0.2, 0.5, 0.93, 1.0}) {
            computed.push_back(incompleteBeta(a, 0.5, x));
            cases.append(QJsonObject{{QStringLiteral("kind"), QStringLiteral("beta")},
                                     {QStringLiteral("a"), a},
                                     {QStringLiteral("b"), 0.5},
                                     {QStringLiteral("x"), x}});
        }
    }
    std::vector<double> expected;
    for (const QJsonValue &answer : m_python.ask(cases))
        expected.push_back(answer.toObject().begin()->toDouble());
    QVERIFY(distance(computed, expected) <= 1e-12);
}

QTEST_GUILESS_MAIN(TestReference)
#include "tst_reference.moc"
