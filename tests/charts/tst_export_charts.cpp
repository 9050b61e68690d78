#include "tests/results/real_results.h"
#include "widgets/charts/chart_parts.h"
#include "widgets/charts/export_charts.h"

#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

namespace {

// How many different colours a picture has: one if it is blank.
int colorsOf(const QImage &image)
{
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            colors.insert(image.pixel(x, y));
    }
    return colors.size();
}

// Whether all pixels along the border, as wide as the padding, have one colour: nothing is cut off.
bool hasCleanBorder(const QImage &image)
{
    const QRgb background = image.pixel(0, 0);
    for (int i = 0; i < 12; ++i) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, i) != background
                || image.pixel(x, image.height() - 1 - i) != background)
                return false;
        }
        for (int y = 0; y < image.height(); ++y) {
            if (image.pixel(i, y) != background
                || image.pixel(image.width() - 1 - i, y) != background)
                return false;
        }
    }
    return true;
}

} // namespace

class TestExportCharts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void chartsOfATaskAreThoseThatApply_data();
    void chartsOfATaskAreThoseThatApply();
    void picturesAreLargeFullAndUncut();
    void darkPicturesAreDark();
    void otherDataGivesAnotherPicture();
    void longNamesStayWithinThePicture();
    void chartWithoutDataSaysSo();
    void brokenResultsGiveASentence();
    void denseLineIsDrawnAsSegments();

private:
    QString results(const char *task) const { return m_folder.filePath(QLatin1String(task)); }
    QString output(const char *name) const
    {
        return m_folder.filePath(QLatin1String("png/") + QLatin1String(name));
    }

    QTemporaryDir m_folder;
};

void TestExportCharts::initTestCase()
{
    real_results::make(m_folder.path(),
                       {QStringLiteral("breast-cancer"), QStringLiteral("iris"),
                        QStringLiteral("diabetes"), QStringLiteral("wine-clusters")});
}

void TestExportCharts::chartsOfATaskAreThoseThatApply_data()
{
    QTest::addColumn<QString>("files");
    QTest::addColumn<QString>("note");
    QTest::newRow("breast-cancer") << "scores.png roc.png loss.png latency.png"
                                   << "";
    QTest::newRow("iris") << "scores.png roc.png roc-classes.png loss.png latency.png"
                          << "";
    QTest::newRow("diabetes") << "scores.png predicted.png residuals.png loss.png latency.png"
                              << "does not apply to regression";
    QTest::newRow("wine-clusters") << "scores.png loss.png latency.png"
                                   << "does not apply to clusters";
}

void TestExportCharts::chartsOfATaskAreThoseThatApply()
{
    QFETCH(QString, files);
    QFETCH(QString, note);
    const char *task = QTest::currentDataTag();
    const Result<ExportedCharts> charts =
        exportCharts(results(task), output(task), ChartStyle::Theme::Light);
    QVERIFY2(charts, qPrintable(charts ? QString() : charts.error().message));
    QStringList names;
    for (const QString &file : charts->files) {
        QVERIFY(QFileInfo(file).size() > 10'000);
        names << QFileInfo(file).fileName();
    }
    QCOMPARE(names.join(QLatin1Char(' ')), files);
    QVERIFY(charts->notes.join(QLatin1Char('\n')).contains(note));
}

void TestExportCharts::picturesAreLargeFullAndUncut()
{
    const auto charts =
        exportCharts(results("breast-cancer"), output("full"), ChartStyle::Theme::Light);
    for (const QString &file : charts->files) {
        const QImage image(file);
        QVERIFY2(image.width() >= 1900 && image.height() >= 1200, qPrintable(file));
        QCOMPARE(image.dotsPerMeterX(), 11811); // 300 dots per inch
        QVERIFY2(colorsOf(image) > 50, qPrintable(file));
        QVERIFY2(hasCleanBorder(image), qPrintable(file));
        QCOMPARE(image.pixel(0, 0), qRgb(255, 255, 255));
    }
}

void TestExportCharts::darkPicturesAreDark()
{
    const auto charts =
        exportCharts(results("breast-cancer"), output("dark"), ChartStyle::Theme::Dark);
    for (const QString &file : charts->files)
        QVERIFY(qGray(QImage(file).pixel(0, 0)) < 40);
}

void TestExportCharts::otherDataGivesAnotherPicture()
{
    const QString other = m_folder.filePath(QStringLiteral("other"));
    real_results::copyFolder(results("breast-cancer"), other);
    const QString report = other + QLatin1String("/training_result/report.json");
    real_results::editJson(report, "candidates.2.folds.0.scores.roc_auc", "0.75");
    const auto before =
        exportCharts(results("breast-cancer"), output("before"), ChartStyle::Theme::Light);
    const auto again =
        exportCharts(results("breast-cancer"), output("again"), ChartStyle::Theme::Light);
    const auto after = exportCharts(other, output("after"), ChartStyle::Theme::Light);
    QCOMPARE(real_results::read(again->files[0]), real_results::read(before->files[0]));
    QVERIFY(real_results::read(after->files[0]) != real_results::read(before->files[0]));
}

void TestExportCharts::longNamesStayWithinThePicture()
{
    const QString folder = m_folder.filePath(QStringLiteral("long"));
    real_results::copyFolder(results("breast-cancer"), folder);
    const QString report = folder + QLatin1String("/training_result/report.json");
    const QByteArray name = '"' + QByteArray("A very long name of a thing ").repeated(20) + '"';
    real_results::editJson(report, "name", name);
    for (const char *place :
         {"candidates.0.title", "candidates.1.title", "candidates.2.title", "candidates.5.title"})
        real_results::editJson(report, place, name);
    const auto charts = exportCharts(folder, output("long"), ChartStyle::Theme::Light);
    for (const QString &file : charts->files)
        QVERIFY2(hasCleanBorder(QImage(file)), qPrintable(file));
}

void TestExportCharts::chartWithoutDataSaysSo()
{
    const auto charts =
        exportCharts(results("wine-clusters"), output("none"), ChartStyle::Theme::Light);
    const QString notes = charts->notes.join(QLatin1Char('\n'));
    QVERIFY2(notes.contains(QLatin1String("loss.png: No loss recorded")), qPrintable(notes));
    QVERIFY2(notes.contains(QLatin1String("latency.png: No latency was measured")),
             qPrintable(notes));
    QVERIFY(colorsOf(QImage(output("none") + QLatin1String("/loss.png")))
            > 10); // The sentence is in it.
}

void TestExportCharts::brokenResultsGiveASentence()
{
    const auto nowhere = exportCharts(m_folder.filePath(QStringLiteral("nowhere")), output("x"),
                                      ChartStyle::Theme::Light);
    QVERIFY(!nowhere);
    QVERIFY(nowhere.error().message.contains(QLatin1String("report.json")));
    QVERIFY(!exportCharts(results("breast-cancer"), QStringLiteral("/proc/none"),
                          ChartStyle::Theme::Light));
}

void TestExportCharts::denseLineIsDrawnAsSegments()
{
    // Given a graph that tells how it is painted
    class Recorder : public QPaintEngine
    {
    public:
        bool begin(QPaintDevice *) override { return true; }
        bool end() override { return true; }
        void updateState(const QPaintEngineState &) override {}
        void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}
        void drawPath(const QPainterPath &path) override
        {
            longest = std::max(longest, path.elementCount());
        }
        void drawPolygon(const QPointF *, int count, PolygonDrawMode) override
        {
            longest = std::max(longest, count);
        }
        void drawLines(const QLineF *, int count) override { segments += count; }
        Type type() const override { return User; }
        int longest = 0;
        int segments = 0;
    };
    class Device : public QPaintDevice
    {
    public:
        QPaintEngine *paintEngine() const override { return &engine; }
        mutable Recorder engine;

    protected:
        int metric(PaintDeviceMetric what) const override { return what == PdmDepth ? 32 : 1000; }
    };
    class Exposed : public LineGraph
    {
    public:
        using LineGraph::drawLinePlot;
        using LineGraph::LineGraph;
    };
    QCustomPlot plot;
    auto *graph = new Exposed(plot.xAxis, plot.yAxis);
    graph->setPen(QPen(Qt::black, 4));
    QVector<QPointF> zigzag;
    for (int i = 0; i < 1000; ++i)
        zigzag.push_back({double(i), i % 2 == 0 ? 0.0 : 500.0});
    zigzag[500].setY(qQNaN());
    Device device;

    // When a zigzag is drawn
    {
        QCPPainter painter(&device);
        graph->drawLinePlot(&painter, zigzag);
    }

    // Then there is no long polyline, and the gap is left out
    QVERIFY(device.engine.longest <= 2);
    QCOMPARE(device.engine.segments, 999 - 2);
}

QTEST_MAIN(TestExportCharts)
#include "tst_export_charts.moc"
