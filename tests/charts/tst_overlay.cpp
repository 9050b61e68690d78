#include "widgets/charts/latency_overlay.h"
#include "widgets/charts/overlay.h"
#include "widgets/charts/resources_model.h"

#include <QtTest>

using namespace outcrop;

namespace {

CurveModel curves(double area)
{
    CurveModel model;
    model.xLabel = QStringLiteral("x");
    model.lines = {{QStringLiteral("Second"), 1, {0, 1}, {0, 1}},
                   {QStringLiteral("Best"), 0, {0, 1}, {area, 1}}};
    return model;
}

PanelsModel panels(const QString &quantity)
{
    PanelsModel model;
    PanelsModel::Line line;
    line.mean = {QStringLiteral("Network"), 0, {1, 2}, {2, 1}};
    line.folds = {line.mean};
    model.panels = {{QStringLiteral("epoch"), quantity, {line}}};
    return model;
}

ScoresModel scores(const QString &axis, double mean)
{
    ScoresModel model;
    model.axisLabel = axis;
    model.low = mean - 0.1;
    model.high = mean + 0.1;
    ScoresModel::Row row;
    row.title = QStringLiteral("Forest");
    row.mean = mean;
    row.tied = true;
    model.rows = {row};
    return model;
}

const QString one = QStringLiteral("one");
const QString two = QStringLiteral("two");

} // namespace

class TestOverlay : public QObject
{
    Q_OBJECT

private slots:
    void curvesAreTheBestOfEachJobWithItsName();
    void panelsOfOneQuantityAreShared();
    void scoresOfAnotherMetricAreLeftOutAndNamed();
    void jobWithoutFiguresIsNamed();
    void latenciesAreSharesOfRequests();
    void resourcesBeginAtZero();
    void resourcesThatCameOutOfTurnAreDrawnInTheOrderOfTime();
};

void TestOverlay::curvesAreTheBestOfEachJobWithItsName()
{
    const CurveModel model =
        overlay({OfJob<CurveModel>{one, curves(0.9)}, OfJob<CurveModel>{two, curves(0.8)}});
    QCOMPARE(model.lines.size(), std::size_t(2));
    QCOMPARE(model.lines[0].label, QStringLiteral("one: Best"));
    QCOMPARE(model.lines[1].y[0], 0.8);
    QVERIFY(model.lines[0].look != model.lines[1].look);
}

void TestOverlay::panelsOfOneQuantityAreShared()
{
    const QString loss = QStringLiteral("Log loss");
    const PanelsModel model =
        overlay({OfJob<PanelsModel>{one, panels(loss)}, OfJob<PanelsModel>{two, panels(loss)},
                 OfJob<PanelsModel>{two, panels(QStringLiteral("RMSE"))}});
    QCOMPARE(model.panels.size(), std::size_t(2));
    QCOMPARE(model.panels[0].lines.size(), std::size_t(2));
    QCOMPARE(model.panels[0].lines[1].mean.label, QStringLiteral("two: Network"));
    QVERIFY(model.panels[0].lines[1].folds.empty());
    QVERIFY(model.panels[0].lines[0].mean.look != model.panels[0].lines[1].mean.look);
}

void TestOverlay::scoresOfAnotherMetricAreLeftOutAndNamed()
{
    const QString auc = QStringLiteral("ROC AUC");
    const ScoresModel model = overlay(
        {OfJob<ScoresModel>{one, scores(auc, 0.9)}, OfJob<ScoresModel>{two, scores(auc, 0.5)},
         OfJob<ScoresModel>{QStringLiteral("other"), scores(QStringLiteral("RMSE"), 50)}});
    QCOMPARE(model.rows.size(), std::size_t(2));
    QCOMPARE(model.rows[1].title, QStringLiteral("two: Forest"));
    QCOMPARE(model.low, 0.4);
    QVERIFY(!model.rows[0].tied); // That was said of one job's candidates.
    QVERIFY(model.note.contains(QLatin1String("other")));
}

void TestOverlay::jobWithoutFiguresIsNamed()
{
    CurveModel none;
    none.empty = QStringLiteral("Nothing.");
    const CurveModel some =
        overlay({OfJob<CurveModel>{one, none}, OfJob<CurveModel>{two, curves(0.8)}});
    QCOMPARE(some.lines.size(), std::size_t(1));
    QVERIFY(some.note.contains(one));
    const CurveModel all = overlay({OfJob<CurveModel>{one, none}, OfJob<CurveModel>{two, none}});
    QCOMPARE(all.empty, none.empty);
    QCOMPARE(all.title, QStringLiteral("the best of 2 jobs"));
}

void TestOverlay::latenciesAreSharesOfRequests()
{
    Report report;
    LatencyRun run{QStringLiteral("a"), 1, 1, 0, {}, {}};
    for (int i = 0; i < 1000; ++i)
        run.milliseconds.push_back(i);
    report.latency = {run};
    const Report silent;
    const PanelsModel model = makeLatencyShares({&report, &silent}, {one, two});
    const Series &line = model.panels.at(0).lines.at(0).mean;
    QCOMPARE(line.label, one);
    QCOMPARE(model.panels[0].lines.size(), std::size_t(1));
    const auto half = std::size_t(std::find(line.y.begin(), line.y.end(), 50.0) - line.y.begin());
    QCOMPARE(line.x.at(half), 499.5);
    QVERIFY(!makeLatencyShares({&silent, &silent}, {one, two}).empty.isEmpty());
}

void TestOverlay::resourcesBeginAtZero()
{
    const std::vector<LoadSample> loads{{1000, {50, 1 << 20, 0.5}}, {1003, {90, 2 << 20, 1}}};
    const PanelsModel model = makeResourcesModel(one, loads);
    QCOMPARE(model.panels.size(), std::size_t(3));
    QCOMPARE(model.panels[1].lines[0].mean.x, (std::vector<double>{0, 3}));
    QCOMPARE(model.panels[1].lines[0].mean.y, (std::vector<double>{1, 2}));
    QVERIFY(!makeResourcesModel(one, {}).empty.isEmpty());
}

void TestOverlay::resourcesThatCameOutOfTurnAreDrawnInTheOrderOfTime()
{
    const PanelsModel model = makeResourcesModel(
        one, {{1006, {92, 1 << 20, 1}}, {1003, {90, 1 << 20, 1}}, {1009, {80, 1 << 20, 1}}});
    QCOMPARE(model.panels[0].lines[0].mean.x, (std::vector<double>{0, 3, 6}));
    QCOMPARE(model.panels[0].lines[0].mean.y, (std::vector<double>{90, 92, 80}));
}

QTEST_GUILESS_MAIN(TestOverlay)
#include "tst_overlay.moc"
