#include "tests/canvas/fixture.h"
#include "widgets/canvas/card_text.h"
#include "widgets/canvas/hit.h"
#include "widgets/canvas/tool_tips.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <cmath>
#include <thread>

using namespace outcrop;
using samples::Canvas;
using samples::text;

namespace {

Block block(const char *type, const char *title = "",
            const QMap<QString, AttributeValue> &attributes = {})
{
    Block made;
    made.id = text("it");
    made.type = text(type);
    made.title = text(title);
    made.attributes = attributes;
    return made;
}

QStringList titleOf(const Block &block, const Catalog &catalog = samples::smallCatalog())
{
    QStringList lines;
    for (const CardText::Line &line : cardText(block, catalog, TextRuns()).title)
        lines << line.text;
    return lines;
}

QStringList linesOf(const Block &block, const Catalog &catalog = samples::smallCatalog())
{
    QStringList lines;
    for (const CardText::Line &line : cardText(block, catalog, TextRuns()).lines)
        lines << line.text;
    return lines;
}

QImage cardImage(const Canvas &canvas, const char *id)
{
    const QRect card =
        canvas.view->viewportTransform()
            .mapRect(cardBounds().translated(canvas.view->canvas().find(canvas.block(id))->pos()))
            .toAlignedRect();
    return canvas.view->viewport()->grab(card).toImage();
}

// Pixels that a level connection is wide where there are so many.
double inkAcross(int count, double zoom)
{
    const Theme theme = lightTheme();
    ConnectionsItem item(theme);
    for (int i = 0; i < count; ++i) // Far apart.
        item.add({{BlockId(i + 1), text("table")}, {BlockId(count + i + 1), text("table")}},
                 {0, 40 + 1000.0 * i}, {200, 40 + 1000.0 * i}, PortType::Table);
    QImage image(60, 60, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.scale(zoom, zoom);
    QStyleOptionGraphicsItem option;
    option.exposedRect = {0, 0, 200, 100};
    item.paint(&painter, &option, nullptr);
    painter.end();
    double ink = 0;
    for (int y = 0; y < image.height(); ++y)
        ink += image.pixelColor(30, y).alphaF();
    return ink;
}

bool isAbout(double ink, double wanted)
{
    return std::abs(ink - wanted) < 0.1;
}

} // namespace

class TestCanvasCards : public QObject
{
    Q_OBJECT

private slots:
    void titleIsNotCutWhileThereIsRoomForIt()
    {
        for (const char *title : {"SVC", "Logistic regression", "Gradient boosting classifier",
                                  "Histogram gradient boosting"}) {
            const QStringList lines = titleOf(block("input.csv", title));
            QCOMPARE(lines.join(QLatin1Char(' ')), text(title));
            QVERIFY(lines.size() <= 2);
        }
        QVERIFY(titleOf(block("input.csv", "A title that is so long that two lines of a card "
                                           "cannot hold it, whatever one does"))
                    .last()
                    .endsWith(QChar(0x2026)));
        const QString word(80, QLatin1Char('w'));
        QVERIFY(titleOf(block("input.csv", qPrintable(word))).first().endsWith(QChar(0x2026)));
    }

    void lateFrameLaysOutAFewTextsAndSaysThatThereAreMore()
    {
        TextRuns texts;
        texts.startFrame();
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        int laidOut = 0;
        while (laidOut < 1000 && texts.spend())
            ++laidOut;
        QVERIFY2(laidOut > 0 && laidOut < 20, qPrintable(QString::number(laidOut)));
        QVERIFY(texts.isUnfinished());
        texts.startFrame();
        QVERIFY(!texts.isUnfinished());
        QVERIFY(texts.spend());
    }

    void linesOfTextStayOnTheCardAndBesideItsIcon()
    {
        for (const char *title : {"SVC", "Gradient boosting classifier"}) {
            const CardText card = cardText(block("sklearn.RandomForestClassifier", title,
                                                 {{text("n_estimators"), AttributeValue(200)},
                                                  {text("max_depth"), AttributeValue(4)}}),
                                           samples::smallCatalog(), TextRuns());
            double last = 0;
            for (const auto &line : card.title + card.lines) {
                QVERIFY(line.at.x() > iconBox().right());
                QVERIFY(line.at.y() > last + 10);
                QVERIFY(TextRuns().metrics(line.font).horizontalAdvance(line.text)
                        <= textWidth() + 0.5);
                last = line.at.y();
            }
            QVERIFY(last < cardRect().bottom() - 2);
        }
    }

    void attributesThatDifferFromTheirDefaultsAreShown()
    {
        QVERIFY(linesOf(block("sklearn.RandomForestClassifier")).isEmpty());
        QCOMPARE(linesOf(block("sklearn.RandomForestClassifier", "",
                               {{text("n_estimators"), AttributeValue(200)}})),
                 QStringList{text("n_estimators 200")});
        QCOMPARE(linesOf(block("sklearn.RandomForestClassifier", "",
                               {{text("n_estimators"), AttributeValue(200)},
                                {text("max_depth"), AttributeValue(4)}})),
                 (QStringList{text("n_estimators 200"), text("max_depth 4")}));
        QCOMPARE(linesOf(block("input.csv", "",
                               {{text("path"), AttributeValue(text("/data/1998/loans.csv"))}})),
                 QStringList{text("loans.csv")});
    }

    void transformerSaysOnWhatItIsFitted()
    {
        QCOMPARE(linesOf(block("sklearn.StandardScaler")),
                 QStringList{text("fitted on training part")});
    }

    void unknownTypeIsShownAsSuch()
    {
        const QStringList lines = linesOf(block("vendor.Strange"));
        QCOMPARE(lines, QStringList{text("unknown: Strange")});
        Pipeline pipeline = samples::row();
        Block changed = *pipeline.find(pipeline.findById(text("forest")));
        changed.type = text("vendor.Strange");
        pipeline.replace(pipeline.findById(text("forest")), changed);
        Canvas known, unknown(pipeline);
        QVERIFY(cardImage(known, "forest") != cardImage(unknown, "forest"));
        QVERIFY(toolTipOf(unknown.view->canvas(), hitAt(unknown.view->canvas(), {560, 30}, 5))
                    .contains(text("does not know")));
    }

    void hostileTextIsOneLineWithoutControlCharacters()
    {
        const QString evil = QStringLiteral("a\u202Eb\n<b>c</b>");
        Pipeline pipeline = setTitle(samples::row(), samples::row().findById(text("data")), evil);
        Canvas canvas(pipeline);
        for (const QString &line : titleOf(block("input.csv", evil.toUtf8().constData())))
            QVERIFY(!line.contains(QLatin1Char('\n')) && !line.contains(QChar(0x202E)));
        QVERIFY(!canvas.view->grab().isNull());
    }

    void problemsHaveABadgeAndItsTipSaysThem()
    {
        Canvas canvas;
        const QImage before = cardImage(canvas, "forest");
        Problem error;
        error.block = canvas.block("forest");
        error.message = text("The input table of Random forest is not connected.");
        Problem whole = error;
        whole.block = BlockId{};
        canvas.view->showProblems({error, whole});
        QVERIFY(cardImage(canvas, "forest") != before);
        const QPointF badge =
            canvas.view->canvas().rectOf(canvas.block("forest")).topLeft() + badgeRect().center();
        const Hit hit = hitAt(canvas.view->canvas(), badge, 4);
        QCOMPARE(hit.on, Hit::On::Badge);
        QCOMPARE(toolTipOf(canvas.view->canvas(), hit), error.message);
        canvas.view->showProblems({});
        QCOMPARE(cardImage(canvas, "forest"), before);
    }

    void portsAreFoundAndExplained()
    {
        Canvas canvas;
        const QPointF port =
            canvas.view->canvas().centerOf(canvas.end("evaluate", "models", Side::Input));
        const Hit hit = hitAt(canvas.view->canvas(), port + QPointF(-3, 2), 6);
        QCOMPARE(hit.on, Hit::On::Port);
        QCOMPARE(hit.port.port.name, text("models"));
        QVERIFY(toolTipOf(canvas.view->canvas(), hit).contains(text("model, from several")));
    }

    void everyThemeAndZoomPaintsDifferentPictures()
    {
        Canvas canvas;
        const QImage light = canvas.view->grab().toImage();
        canvas.style.choose(ThemeChoice::Dark);
        QCoreApplication::processEvents();
        const QImage dark = canvas.view->grab().toImage();
        QVERIFY(light != dark);
        QCOMPARE(dark.pixelColor(40, 40).lightness() < 80, true);
    }

    void titlesStayLegibleWhereCardsAreSmall()
    {
        Canvas canvas;
        for (const double zoom : {0.38, 0.2}) {
            while (canvas.view->zoom() > zoom)
                canvas.view->zoomOut();
            const QImage with = canvas.view->grab().toImage();
            Pipeline renamed = canvas.document.pipeline();
            renamed = setTitle(renamed, canvas.block("evaluate"), text("WWWWWWW"));
            canvas.document.apply(text("x"), renamed);
            QCoreApplication::processEvents();
            QVERIFY(canvas.view->grab().toImage() != with);
            canvas.document.undo();
        }
    }

    void connectionsKeepTheirWidthFromAfarWhereThereAreFew()
    {
        QVERIFY(isAbout(inkAcross(1, 1), 1.8));
        QVERIFY(isAbout(inkAcross(1, 0.8), 0.8 * 1.8));
        QVERIFY(isAbout(inkAcross(1, 0.4), 1.0));
        QVERIFY(isAbout(inkAcross(1000, 0.8), 1.0));
        QVERIFY(isAbout(inkAcross(1000, 1), 1.8));
    }
};

QTEST_MAIN(TestCanvasCards)
#include "tst_canvas_cards.moc"
