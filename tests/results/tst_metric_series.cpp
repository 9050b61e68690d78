#include "core/results/metric_series.h"

#include <QtTest>

#include <cmath>

using namespace outcrop;

namespace {

MetricEvent loss(qint64 step, double value, std::optional<int> fold = 0)
{
    return {{QString(), QStringLiteral("mlp"), fold},
            QStringLiteral("train"),
            step,
            QStringLiteral("epoch"),
            {{QStringLiteral("loss"), value}}};
}

const std::vector<MetricSample> &onlySeries(const MetricHistory &history)
{
    return history.series().begin()->second.samples;
}

} // namespace

class TestMetricSeries : public QObject
{
    Q_OBJECT

private slots:
    void samplesAreOrderedByStepWhateverTheirArrival();
    void lastSampleOfAStepWins();
    void timeIsThatOfTheFirstSampleOfAStep();
    void foldsSplitsAndNamesAreSeriesOfTheirOwn();
    void longSeriesIsThinnedButKeepsItsPeaks();
    void notANumberSurvivesThinning();
    void namesBeyondFiveHundredAreDroppedAndCounted();
};

void TestMetricSeries::samplesAreOrderedByStepWhateverTheirArrival()
{
    MetricHistory history;
    for (const int step : {3, 1, 2, 10, 5})
        history.add(loss(step, step * 0.1), 0);
    QList<qint64> steps;
    for (const MetricSample &sample : onlySeries(history))
        steps.push_back(sample.step);
    QCOMPARE(steps, (QList<qint64>{1, 2, 3, 5, 10}));
}

void TestMetricSeries::lastSampleOfAStepWins()
{
    MetricHistory history;
    history.add(loss(1, 0.9), 0);
    history.add(loss(2, 0.8), 0);
    history.add(loss(1, qQNaN()), 0);
    history.add(loss(2, 0.7), 0);
    QCOMPARE(onlySeries(history).size(), std::size_t(2));
    QVERIFY(std::isnan(onlySeries(history)[0].value));
    QCOMPARE(onlySeries(history)[1].value, 0.7);
}

void TestMetricSeries::timeIsThatOfTheFirstSampleOfAStep()
{
    MetricHistory history;
    history.add(loss(1, 0.9), 100);
    history.add(loss(1, 0.8), 130);
    MetricEvent late = loss(2, 0.7);
    late.isAfterFit = true;
    history.add(late, 140);
    QCOMPARE(onlySeries(history)[0].time, 100.0);
    QVERIFY(std::isnan(onlySeries(history)[1].time));
}

void TestMetricSeries::foldsSplitsAndNamesAreSeriesOfTheirOwn()
{
    MetricHistory history;
    history.add(loss(1, 1), 0);
    history.add(loss(1, 2, 1), 0);
    history.add(loss(1, 3, {}), 0);
    MetricEvent other = loss(1, 4);
    other.split = QStringLiteral("validation");
    history.add(other, 0);
    other.values.emplace(QStringLiteral("accuracy"), 0.5);
    history.add(other, 0);
    QCOMPARE(history.series().size(), std::size_t(5));
}

void TestMetricSeries::longSeriesIsThinnedButKeepsItsPeaks()
{
    MetricHistory history;
    for (int step = 0; step < 450'000; ++step)
        history.add(loss(step, step == 77'777 ? 1000 : step == 88'888 ? -1000 : std::sin(step)), 0);
    const auto &samples = onlySeries(history);
    QVERIFY(samples.size() <= 200'000);
    QVERIFY(samples.size() > 50'000);
    const auto has = [&samples](qint64 step) {
        return std::any_of(samples.begin(), samples.end(),
                           [step](const auto &s) { return s.step == step; });
    };
    QVERIFY(has(0) && has(77'777) && has(88'888) && has(449'999));
    QVERIFY(std::is_sorted(samples.begin(), samples.end(),
                           [](const auto &a, const auto &b) { return a.step < b.step; }));
}

void TestMetricSeries::notANumberSurvivesThinning()
{
    std::vector<MetricSample> samples;
    for (int i = 0; i < 10; ++i)
        samples.push_back({i, i == 3 ? qQNaN() : i});
    const auto kept = thinned(samples);
    QVERIFY(kept.size() < samples.size());
    QVERIFY(
        std::any_of(kept.begin(), kept.end(), [](const auto &s) { return std::isnan(s.value); }));
}

void TestMetricSeries::namesBeyondFiveHundredAreDroppedAndCounted()
{
    MetricHistory history;
    for (int i = 0; i < 510; ++i) {
        MetricEvent event = loss(1, 0);
        event.values = {{QStringLiteral("m%1").arg(i), 1.0}};
        history.add(event, 0);
    }
    QCOMPARE(history.series().size(), std::size_t(500));
    QCOMPARE(history.dropped(), 10);
}

QTEST_GUILESS_MAIN(TestMetricSeries)
#include "tst_metric_series.moc"
