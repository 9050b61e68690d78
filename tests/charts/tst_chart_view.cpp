#include "core/results/event_record.h"
#include "core/results/report_reader.h"
#include "tests/results/real_results.h"
#include "widgets/charts/chart_parts.h"
#include "widgets/charts/chart_view.h"
#include "widgets/charts/job_charts.h"
#include "widgets/charts/log_axis.h"
#include "widgets/charts/panels_chart.h"
#include "widgets/style/style.h"

#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QLabel>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace outcrop;

namespace {

Chart lossOf(int steps, int folds = 2)
{
    PanelsModel model;
    model.title = QStringLiteral("Loss");
    PanelsModel::Line line;
    for (int fold = 0; fold <= folds; ++fold) {
        Series series{fold == folds ? QStringLiteral("Network") : QString(), 0, {}, {}};
        for (int step = 1; step <= steps; ++step) {
            series.x.push_back(step);
            series.y.push_back(1.0 / step + 0.01 * fold);
        }
        if (fold == folds)
            line.mean = series;
        else
            line.folds.push_back(series);
    }
    PanelsModel::Line other = line;
    other.mean.label = QStringLiteral("Boosting");
    other.folds.clear();
    model.panels = {{QStringLiteral("epoch"), QStringLiteral("Log loss"), {line, other}}};
    Chart chart = makePanelsChart(model);
    chart.key = QStringLiteral("loss");
    return chart;
}

} // namespace

class TestChartView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_view.reset(); }

    void wheelZoomsAndHomeAndDoubleClickReset();
    void dragPans();
    void clickOnTheLegendHidesTheLineAndItsFolds();
    void pointerReadsTheNearestLine();
    void nothingIsReadAsNothing();
    void arrowKeysReadLineByLine();
    void newPointsKeepZoomAndHiddenLines();
    void onlyChangedLinesAreGivenNewPoints();
    void tableHasTheFiguresAndCanBeCopied();
    void exportShowsWhatIsSeen();
    void pictureHasRealPixelsAndVectorsAreVectors();
    void enlargedCornerMakesWayForZoom();
    void confusionCellsTellTheirCounts();
    void chartSaysToEverybodyWhatItShows();
    void themeChangesColours();
    void logarithmicAxisCanBeReadInEveryRange_data();
    void logarithmicAxisCanBeReadInEveryRange();
    void everyChartOfAJobFitsSmallPlaces();
    void noteOfTheLegendIsNeverUnderTheZoom();
    void lowPlaceShowsThePanelOfTheBestModelAndSaysThatThereAreMore();

private:
    QCustomPlot *plot() const { return m_view->findChild<QCustomPlot *>(); }
    QCPAxis *axis(QCPAxis::AxisType type) const { return plot()->axisRect(0)->axis(type); }
    int visibleLines() const;
    std::vector<Chart> charts(const char *task) const;
    Chart chart(const char *task, const char *key) const;

    QTemporaryDir m_folder;
    std::unique_ptr<Style> m_style;
    std::unique_ptr<ChartView> m_view;
};

void TestChartView::initTestCase()
{
    real_results::make(m_folder.path(),
                       {QStringLiteral("breast-cancer"), QStringLiteral("diabetes")});
    m_style = std::make_unique<Style>(*qApp, ThemeChoice::Light);
}

void TestChartView::init()
{
    m_view = std::make_unique<ChartView>(*m_style);
    m_view->resize(640, 480);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

std::vector<Chart> TestChartView::charts(const char *task) const
{
    const QString folder = m_folder.filePath(QString::fromLatin1(task));
    ChartedJob job;
    job.title = QStringLiteral("calm-oak-1");
    job.report =
        std::make_shared<Report>(readReport(folder + QLatin1String("/training_result")).value());
    job.events = std::make_shared<EventRecord>(readEvents(folder + QLatin1String("/events.jsonl")));
    job.hasResults = true;
    return makeCharts({job});
}

Chart TestChartView::chart(const char *task, const char *key) const
{
    for (const Chart &one : charts(task)) {
        if (one.key == QString::fromLatin1(key))
            return one;
    }
    qFatal("no such chart");
}

int TestChartView::visibleLines() const
{
    int count = 0;
    for (int i = 0; i < plot()->plottableCount(); ++i)
        count += plot()->plottable(i)->visible() ? 1 : 0;
    return count;
}

void TestChartView::wheelZoomsAndHomeAndDoubleClickReset()
{
    m_view->showChart(lossOf(50));
    const QCPRange home = axis(QCPAxis::atBottom)->range();
    const QPoint center = plot()->rect().center();
    const auto zoom = [&] {
        QWheelEvent event(center, plot()->mapToGlobal(center), {}, {0, 120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(plot(), &event);
        QVERIFY(axis(QCPAxis::atBottom)->range().size() < home.size());
        QVERIFY(m_view->isZoomed());
    };
    zoom();
    QTest::keyClick(plot(), Qt::Key_Home);
    QCOMPARE(axis(QCPAxis::atBottom)->range(), home);
    zoom();
    QTest::mouseDClick(plot(), Qt::LeftButton, {}, center);
    QVERIFY(!m_view->isZoomed());
    QTest::keyClick(plot(), Qt::Key_Plus);
    QVERIFY(axis(QCPAxis::atLeft)->range().size() < home.size());
    QVERIFY(m_view->isZoomed());
}

void TestChartView::dragPans()
{
    m_view->showChart(lossOf(50));
    const QCPRange home = axis(QCPAxis::atBottom)->range();
    const QPoint from = plot()->axisRect(0)->center();
    const QPoint to = from + QPoint(60, 0);
    QTest::mousePress(plot(), Qt::LeftButton, {}, from);
    for (const QPoint &place : {from + QPoint(20, 0), to}) {
        QMouseEvent move(QEvent::MouseMove, place, Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(plot(), &move);
    }
    QTest::mouseRelease(plot(), Qt::LeftButton, {}, to);
    QVERIFY(axis(QCPAxis::atBottom)->range().lower < home.lower);
    QCOMPARE(axis(QCPAxis::atBottom)->range().size(), home.size());
}

void TestChartView::clickOnTheLegendHidesTheLineAndItsFolds()
{
    m_view->showChart(lossOf(50));
    QCOMPARE(visibleLines(), 4);
    QCPLegend *legend = plot()->findChild<QCPLegend *>();
    const QPoint place = legend->item(0)->outerRect().center();
    QTest::mouseClick(plot(), Qt::LeftButton, {}, place);
    QCOMPARE(m_view->hiddenSeries(), QStringList{QStringLiteral("Network")});
    QCOMPARE(visibleLines(), 1);
    QTest::mouseClick(plot(), Qt::LeftButton, {}, legend->item(0)->outerRect().center());
    QCOMPARE(visibleLines(), 4);
}

void TestChartView::pointerReadsTheNearestLine()
{
    m_view->showChart(lossOf(50));
    const QPointF place = plot()->graph(2)->coordsToPixels(10, 0.12);
    QTest::mouseMove(plot(), place.toPoint() + QPoint(3, -3));
    QTRY_VERIFY(m_view->readout().startsWith(QLatin1String("Network")));
    QVERIFY2(m_view->readout().contains(QLatin1String("epoch 10")), qPrintable(m_view->readout()));
    const auto crossing = [this] { // Where the lines of the crosshair meet.
        QPointF point;
        for (int i = 0; i < plot()->itemCount(); ++i) {
            const auto *const line = qobject_cast<QCPItemLine *>(plot()->item(i));
            if (!line || !line->visible() || line->layer()->name() != QLatin1String("overlay"))
                continue;
            const QPointF from = line->start->pixelPosition(), to = line->end->pixelPosition();
            if (from.x() == to.x())
                point.setX(from.x());
            else
                point.setY(from.y());
        }
        return point.toPoint();
    };
    QVERIFY((crossing() - place.toPoint()).manhattanLength() < 8);
    QTest::mouseMove(plot(), plot()->axisRect(0)->topLeft() + QPoint(300, 150));
    QTRY_COMPARE(m_view->readout(), QString());
    QCOMPARE(crossing(), QPoint());
}

// What a place on the screen is turned back into is 1e-17 where the curve has 0.
void TestChartView::nothingIsReadAsNothing()
{
    m_view->showChart(chart("breast-cancer", "roc"));
    QSet<QString> read;
    for (int width = 600; width < 640; ++width) { // Some widths make such a rest, others none.
        m_view->resize(width, 500);
        QCoreApplication::processEvents();
        QCPAxisRect &axes = *plot()->axisRect(0);
        axes.axis(QCPAxis::atBottom)->setRange(-0.02, 1.02); // As somebody pans it.
        const int zero = qRound(axes.axis(QCPAxis::atBottom)->coordToPixel(0));
        QTest::mouseMove(plot(), {zero + 1, axes.center().y()});
        QTest::mouseMove(plot(), {zero + 2, axes.center().y()});
        QCoreApplication::processEvents();
        read.insert(
            m_view->readout().section(QLatin1Char('\n'), 1).section(QLatin1Char(','), 0, 0));
    }
    QCOMPARE(read, QSet<QString>{QStringLiteral("False positive rate 0")});
}

void TestChartView::arrowKeysReadLineByLine()
{
    m_view->showChart(lossOf(50));
    QTest::keyClick(plot(), Qt::Key_Right);
    const QString first = m_view->readout();
    QVERIFY(first.startsWith(QLatin1String("Network")));
    QTest::keyClick(plot(), Qt::Key_Right);
    QVERIFY(m_view->readout() != first);
    QTest::keyClick(plot(), Qt::Key_Down);
    QVERIFY(m_view->readout().startsWith(QLatin1String("Boosting")));
    QCOMPARE(plot()->accessibleDescription(), m_view->readout());
    QTest::keyClick(plot(), Qt::Key_Escape);
    QCOMPARE(m_view->readout(), QString());
}

void TestChartView::newPointsKeepZoomAndHiddenLines()
{
    m_view->showChart(lossOf(50));
    m_view->setSeriesHidden(QStringLiteral("Boosting"), true);
    axis(QCPAxis::atBottom)->setRange(5, 9);
    m_view->showChart(lossOf(60));
    QCOMPARE(axis(QCPAxis::atBottom)->range(), QCPRange(5, 9));
    QCOMPARE(m_view->hiddenSeries(), QStringList{QStringLiteral("Boosting")});
    QCOMPARE(plot()->graph(0)->dataCount(), 60);
    m_view->resetView();
    QCOMPARE(axis(QCPAxis::atBottom)->range().upper, 60.0);
    // And what is drawn anew, since a line was added, keeps them too.
    axis(QCPAxis::atBottom)->setRange(5, 9);
    m_view->showChart(lossOf(60, 3));
    QCOMPARE(plot()->graphCount(), 5);
    QCOMPARE(axis(QCPAxis::atBottom)->range(), QCPRange(5, 9));
    QCOMPARE(m_view->hiddenSeries(), QStringList{QStringLiteral("Boosting")});
}

void TestChartView::onlyChangedLinesAreGivenNewPoints()
{
    m_view->showChart(lossOf(50));
    const QCPGraph *before = plot()->graph(0);
    m_view->showChart(lossOf(51));
    QCOMPARE(plot()->graph(0), before); // Not drawn anew.
    Series same{QString(), 0, {1, 2}, {3, qQNaN()}};
    LineGraph *graph = addLine(*plot()->axisRect(0), same, QPen(), nullptr);
    graph->data()->begin()->value = 3.0;
    const auto *place = &*graph->data()->constBegin();
    setPoints(*graph, same);
    QCOMPARE(&*graph->data()->constBegin(), place);
    same.y[0] = 4;
    setPoints(*graph, same);
    QCOMPARE(graph->data()->constBegin()->value, 4.0);
}

void TestChartView::tableHasTheFiguresAndCanBeCopied()
{
    QLocale::setDefault(QLocale::c());
    m_view->showChart(lossOf(3, 0));
    QTest::keyClick(plot(), Qt::Key_T);
    QVERIFY(m_view->isTable());
    auto *table = m_view->findChild<QTableView *>();
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 6);
    table->selectAll();
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 6);
    QCOMPARE(lines[1], QStringLiteral("Log loss\tNetwork\t2\t0.5"));
    QTest::keyClick(table, Qt::Key_T);
    QVERIFY(!m_view->isTable());
}

void TestChartView::exportShowsWhatIsSeen()
{
    m_view->showChart(lossOf(50));
    const QByteArray whole = *m_view->picture(QStringLiteral("svg"));
    QVERIFY(whole.contains("Network") && whole.contains("Log loss"));
    m_view->setSeriesHidden(QStringLiteral("Network"), true);
    const QByteArray hidden = *m_view->picture(QStringLiteral("svg"));
    QVERIFY(hidden.count("<path") + hidden.count("<polyline")
            < whole.count("<path") + whole.count("<polyline"));
    m_view->setSeriesHidden(QStringLiteral("Network"), false);
    axis(QCPAxis::atBottom)->setRange(100, 200);
    QVERIFY(whole.contains(">30<"));
    QVERIFY(!m_view->picture(QStringLiteral("svg"))->contains(">30<"));
    const QByteArray csv = *m_view->picture(QStringLiteral("csv"));
    QVERIFY(csv.contains("Log loss,Network,2.0,0.52\r\n"));
}

void TestChartView::pictureHasRealPixelsAndVectorsAreVectors()
{
    const Chart roc = chart("breast-cancer", "roc");
    m_view->showChart(roc);
    const QImage image = QImage::fromData(*m_view->picture(QStringLiteral("png")), "PNG");
    QCOMPARE(image.size(), roc.printSize);
    QCOMPARE(image.dotsPerMeterX(), 11811); // 300 dots per inch
    const QByteArray svg = *m_view->picture(QStringLiteral("svg"));
    QVERIFY(svg.startsWith("<?xml"));
    QVERIFY(svg.contains("False positive rate"));
    QVERIFY(!svg.contains("<image"));
}

void TestChartView::enlargedCornerMakesWayForZoom()
{
    m_view->showChart(chart("breast-cancer", "roc"));
    QVERIFY(plot()->layer(QStringLiteral("zoom"))->visible());
    QTest::keyClick(plot(), Qt::Key_Plus);
    QVERIFY(!plot()->layer(QStringLiteral("zoom"))->visible());
    QTest::keyClick(plot(), Qt::Key_Home);
    QVERIFY(plot()->layer(QStringLiteral("zoom"))->visible());
}

void TestChartView::confusionCellsTellTheirCounts()
{
    m_view->showChart(chart("breast-cancer", "confusion"));
    const QCPAxisRect *matrix = plot()->axisRect(0);
    const QPoint corner(matrix->left() + matrix->width() / 4, matrix->top() + matrix->height() / 4);
    QTest::mouseMove(plot(), corner);
    QTRY_VERIFY2(m_view->readout().startsWith(QLatin1String("malignant taken for malignant")),
                 qPrintable(m_view->readout()));
    QVERIFY(m_view->readout().contains(QLatin1Char('%')));
    // The counts below do not shine through.
    auto *bubble = m_view->findChild<QLabel *>(QStringLiteral("readout"));
    QVERIFY(bubble && bubble->isVisible());
    const QImage image = bubble->grab().toImage();
    QCOMPARE(image.pixelColor(3, image.height() / 2), m_style->theme().card);
}

void TestChartView::chartSaysToEverybodyWhatItShows()
{
    for (const char *task : {"breast-cancer", "diabetes"}) {
        for (const Chart &one : charts(task)) {
            m_view->showChart(one);
            QVERIFY(!one.title.isEmpty() && !one.tab.isEmpty());
            QCOMPARE(plot()->accessibleName(), one.title);
            QVERIFY2(!plot()->accessibleDescription().isEmpty(), qPrintable(one.key));
            QCOMPARE(one.empty.isEmpty(), !one.table.rows.empty());
        }
    }
}

void TestChartView::themeChangesColours()
{
    m_view->showChart(lossOf(50));
    m_style->choose(ThemeChoice::Dark);
    const QImage dark = m_view->grab().toImage();
    m_style->choose(ThemeChoice::Light);
    const QImage light = m_view->grab().toImage();
    QVERIFY(qGray(dark.pixel(3, 3)) < 60);
    QVERIFY(qGray(light.pixel(3, 3)) > 200);
}

void TestChartView::logarithmicAxisCanBeReadInEveryRange_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("decades") << 1e-14 << 10.0;
    QTest::newRow("one decade") << 0.1 << 1.2;
    QTest::newRow("inside a decade") << 0.2 << 0.8;
    QTest::newRow("nearly flat") << 0.691 << 0.694;
}

void TestChartView::logarithmicAxisCanBeReadInEveryRange()
{
    QFETCH(double, low);
    QFETCH(double, high);
    m_view->showChart(lossOf(50));
    QCPAxis *y = axis(QCPAxis::atLeft);
    makeLogarithmic(*y);
    y->setRange(low, high);
    plot()->replot();
    int seen = 0;
    for (const double tick : y->tickVector())
        seen += y->range().contains(tick) ? 1 : 0;
    QVERIFY2(seen >= 3 && seen <= 12, qPrintable(QString::number(seen)));
}

void TestChartView::everyChartOfAJobFitsSmallPlaces()
{
    for (const char *task : {"breast-cancer", "diabetes"}) {
        for (const Chart &one : charts(task)) {
            for (const QSize &size : {QSize(1200, 700), QSize(220, 160), QSize(300, 700)}) {
                m_view->resize(size);
                m_view->showChart(one);
                QCoreApplication::processEvents();
                QCOMPARE(m_view->grab().toImage().size(), size);
            }
        }
    }
}

void TestChartView::lowPlaceShowsThePanelOfTheBestModelAndSaysThatThereAreMore()
{
    const std::vector<Chart> all = charts("breast-cancer");
    const auto loss = std::find_if(all.begin(), all.end(), [](const Chart &chart) {
        return chart.key == QLatin1String("loss");
    });
    QVERIFY(loss != all.end());
    m_view->resize(400, 215);
    m_view->showChart(*loss);
    QTRY_COMPARE(plot()->axisRectCount(), 1);
    QCOMPARE(axis(QCPAxis::atBottom)->label(), QStringLiteral("epoch")); // Of the neural network.
    m_view->showChart(*loss); // The same again: figures that have just come.
    QCOMPARE(plot()->axisRectCount(), 1);
    m_view->resize(400, 500);
    QTRY_COMPARE(plot()->axisRectCount(), 2); // Below each other,
    m_view->resize(600, 215);
    QTRY_VERIFY(plot()->axisRectCount() == 2
                && plot()->axisRect(0)->top() == plot()->axisRect(1)->top()); // or beside.
}

void TestChartView::noteOfTheLegendIsNeverUnderTheZoom()
{
    const std::vector<Chart> all = charts("breast-cancer");
    const auto roc = std::find_if(all.begin(), all.end(), [](const Chart &chart) {
        return chart.key == QLatin1String("roc");
    });
    QVERIFY(roc != all.end());
    for (const QSize &size :
         {QSize(440, 440), QSize(640, 640), QSize(800, 760), QSize(1000, 420)}) {
        m_view->resize(size);
        m_view->showChart(*roc);
        QCoreApplication::processEvents();
        plot()->replot();
        QRect zoom;
        for (QCPAxisRect *rect : plot()->axisRects()) {
            if (rect->layout() == plot()->axisRect(0)->insetLayout())
                zoom = rect->outerRect();
        }
        for (auto *text : plot()->findChildren<QCPTextElement *>()) {
            if (text->text().contains(QLatin1String("distinguishable")))
                QVERIFY2(!zoom.intersects(text->rect()), qPrintable(text->text()));
        }
    }
}

QTEST_MAIN(TestChartView)
#include "tst_chart_view.moc"
