#include "core/results/smoothing.h"
#include "widgets/charts/loss_chart.h"
#include "widgets/charts/loss_controls.h"
#include "widgets/charts/viewed_panels.h"
#include "widgets/style/style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>
#include <QSlider>
#include <QtTest>

#include <cmath>

using namespace outcrop;

namespace {

PanelsModel panels(const QString &axis, const std::vector<double> &values)
{
    PanelsModel model;
    model.title = QStringLiteral("Loss");
    PanelsModel::Line line;
    line.mean = {QStringLiteral("Network"), 0, {}, values};
    for (std::size_t step = 1; step <= values.size(); ++step)
        line.mean.x.push_back(double(step));
    model.panels = {{axis, QStringLiteral("Log loss"), {line}}};
    return model;
}

LossModels models()
{
    return {panels(QStringLiteral("epoch"), {4, 2, 1}),
            panels(QStringLiteral("seconds of training"), {4, 2, 1})};
}

} // namespace

class TestLossChart : public QObject
{
    Q_OBJECT

private slots:
    void smoothingWeighsAndStartsWithTheFirstValue();
    void smoothingLeavesGaps();
    void smoothedLineKeepsWhatWasMeasuredBehindIt();
    void logarithmLeavesOutWhatHasNone();
    void panelWithoutPositiveValuesStaysLinear();
    void tableKeepsWhatWasMeasured();
    void chartOfAnotherViewHasAnotherFrame();
    void viewIsWrittenAndReadAsWords_data();
    void viewIsWrittenAndReadAsWords();
    void controlsTellWhatAPersonChooses();
};

void TestLossChart::smoothingWeighsAndStartsWithTheFirstValue()
{
    QCOMPARE(smoothed({4, 2, 1}, 0), (std::vector<double>{4, 2, 1}));
    const std::vector<double> half = smoothed({4, 2, 1}, 0.5);
    QCOMPARE(half[0], 4.0);
    QCOMPARE(half[1], (0.5 * 4 + 2) / 1.5);
    QCOMPARE(half[2], (0.25 * 4 + 0.5 * 2 + 1) / 1.75);
}

void TestLossChart::smoothingLeavesGaps()
{
    const std::vector<double> values = smoothed({4, qQNaN(), qInf(), 4}, 0.9);
    QVERIFY(std::isnan(values[1]));
    QVERIFY(std::isinf(values[2]));
    QCOMPARE(values[3], 4.0);
}

void TestLossChart::smoothedLineKeepsWhatWasMeasuredBehindIt()
{
    const PanelsModel model = viewed(panels({}, {4, 2, 1}), {LossView::Axis::Steps, false, 0.5});
    const PanelsModel::Line &line = model.panels[0].lines[0];
    QCOMPARE(line.folds.at(0).y, (std::vector<double>{4, 2, 1}));
    QCOMPARE(line.mean.y, smoothed({4, 2, 1}, 0.5));
    QVERIFY2(model.title.contains(QLatin1String("smoothed by 0.50")), qPrintable(model.title));
}

void TestLossChart::logarithmLeavesOutWhatHasNone()
{
    const PanelsModel model = viewed(panels({}, {4, 0, -1}), {LossView::Axis::Steps, true, 0});
    QVERIFY(model.panels[0].isLogarithmic);
    QCOMPARE(model.panels[0].lines[0].mean.y[0], 4.0);
    QVERIFY(std::isnan(model.panels[0].lines[0].mean.y[1]));
    QVERIFY(std::isnan(model.panels[0].lines[0].mean.y[2]));
    QCOMPARE(model.note, QStringLiteral("values of 0 or less are not drawn"));
}

void TestLossChart::panelWithoutPositiveValuesStaysLinear()
{
    const PanelsModel model = viewed(panels({}, {-4, -2, -1}), {LossView::Axis::Steps, true, 0});
    QVERIFY(!model.panels[0].isLogarithmic);
    QCOMPARE(model.panels[0].lines[0].mean.y, (std::vector<double>{-4, -2, -1}));
}

void TestLossChart::tableKeepsWhatWasMeasured()
{
    const Chart chart = makeLossChart(models()).viewed({LossView::Axis::Time, true, 0.5});
    const QStringList columns = chart.table.columns;
    QCOMPARE(columns.mid(2),
             (QStringList{QStringLiteral("seconds of training"), QStringLiteral("Value"),
                          QStringLiteral("Smoothed by 0.50")}));
    QCOMPARE(chart.table.rows.size(), std::size_t(3));
    QCOMPARE(chart.table.rows[1][3].toDouble(), 2.0);
    QCOMPARE(chart.table.rows[1][4].toDouble(), smoothed({4, 2}, 0.5)[1]);
}

void TestLossChart::chartOfAnotherViewHasAnotherFrame()
{
    const Chart chart = makeLossChart(models());
    QCOMPARE(chart.viewed({LossView::Axis::Steps, false, 0.3}).frame, chart.frame);
    QVERIFY(chart.viewed({LossView::Axis::Time, false, 0}).frame != chart.frame);
    QVERIFY(chart.viewed({LossView::Axis::Steps, true, 0}).frame != chart.frame);
    QCOMPARE(chart.viewed({LossView::Axis::Time, false, 0}).viewed({}).frame, chart.frame);
}

void TestLossChart::viewIsWrittenAndReadAsWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("understood");
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("all") << "time logarithmic 0.60"
                         << "time logarithmic 0.60";
    QTest::newRow("steps") << "steps 0.5"
                           << "0.50";
    QTest::newRow("odd") << "sideways 7 -1 nan logarithmic"
                         << "logarithmic";
}

void TestLossChart::viewIsWrittenAndReadAsWords()
{
    QFETCH(QString, text);
    QFETCH(QString, understood);
    QCOMPARE(lossViewText(lossViewOf(text)), understood);
}

void TestLossChart::controlsTellWhatAPersonChooses()
{
    Style style(*qApp, ThemeChoice::Light);
    LossControls controls(style);
    QSignalSpy changed(&controls, &LossControls::viewChanged);
    controls.setView({LossView::Axis::Time, true, 0.25});
    QVERIFY(changed.isEmpty());
    QCOMPARE(lossViewText(controls.view()), QStringLiteral("time logarithmic 0.25"));
    controls.findChild<QSlider *>()->setValue(60);
    controls.findChild<QCheckBox *>()->click();
    controls.findChild<QComboBox *>()->setCurrentIndex(0);
    QCOMPARE(changed.size(), 3);
    QCOMPARE(lossViewText(changed.last().first().value<LossView>()), QStringLiteral("0.60"));
}

QTEST_MAIN(TestLossChart)
#include "tst_loss_chart.moc"
