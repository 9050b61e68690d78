#include "core/pipeline/edits.h"
#include "tests/canvas/fixture.h"

#include <QPushButton>
#include <QScreen>
#include <QToolButton>

using namespace outcrop;
using samples::Canvas;
using samples::text;

class TestCanvasSelection : public QObject
{
    Q_OBJECT

private slots:
    void clickPicksAndIsTold()
    {
        Canvas canvas;
        QSignalSpy selected(canvas.view.get(), &CanvasView::selected);
        canvas.click(canvas.on("scale"));
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected[0][0].value<QVector<BlockId>>(), QVector<BlockId>{canvas.block("scale")});
        canvas.click(canvas.toView({100, 200}));
        QVERIFY(selected.last()[0].value<QVector<BlockId>>().isEmpty());
    }

    void selectionFromElsewhereIsShownAndNotToldBack()
    {
        Canvas canvas;
        QSignalSpy selected(canvas.view.get(), &CanvasView::selected);
        canvas.view->select({canvas.block("forest"), canvas.block("data")});
        QCOMPARE(canvas.pickedIds(), (QStringList{text("data"), text("forest")}));
        QVERIFY(selected.isEmpty());
    }

    void shiftAndControlClickAddAndTakeAway()
    {
        Canvas canvas;
        canvas.click(canvas.on("scale"));
        canvas.click(canvas.on("forest"), Qt::ShiftModifier);
        canvas.click(canvas.on("data"), Qt::ControlModifier);
        QCOMPARE(canvas.pickedIds().size(), 3);
        canvas.click(canvas.on("forest"), Qt::ControlModifier);
        QCOMPARE(canvas.pickedIds(), (QStringList{text("data"), text("scale")}));
    }

    void clickOnOneOfSeveralLeavesItAloneButADragTakesAllAlong()
    {
        Canvas canvas;
        const QVector<BlockId> both{canvas.block("scale"), canvas.block("forest")};
        canvas.view->select(both);
        canvas.click(canvas.on("forest"));
        QCOMPARE(canvas.pickedIds(), QStringList{text("forest")});

        canvas.view->select(both);
        const QPointF before = canvas.at("scale").position;
        canvas.drag(canvas.on("forest"), canvas.on("forest") + QPoint(60, 40));
        QCOMPARE(canvas.pickedIds(), (QStringList{text("forest"), text("scale")}));
        QVERIFY(canvas.at("scale").position != before);
    }

    void rubberBandPicksWhatItTouches()
    {
        Canvas canvas;
        canvas.drag(canvas.toView({-40, -30}), canvas.toView({260, 50}));
        QCOMPARE(canvas.pickedIds(), (QStringList{text("data"), text("scale")}));
        QCOMPARE(canvas.view->canvas().selection().connections.size(), 1);
        canvas.drag(canvas.toView({440, 240}), canvas.toView({560, 160}), Qt::ShiftModifier);
        QCOMPARE(canvas.pickedIds(), (QStringList{text("data"), text("evaluate"), text("scale")}));
    }

    void blockThatIsUndoneIsNoLongerPicked()
    {
        Canvas canvas;
        canvas.view->addBlock(text("input.csv"), {0, 200});
        QCOMPARE(canvas.pickedIds(), QStringList{text("csv_file")});
        QSignalSpy selected(canvas.view.get(), &CanvasView::selected);
        canvas.document.undo();
        QVERIFY(canvas.view->canvas().selection().isEmpty());
        QCOMPARE(selected.size(), 1);
    }

    void whatUndoBringsBackOrMovesComesIntoSight()
    {
        Canvas canvas;
        const auto isInSight = [&](const char *id) {
            QCoreApplication::processEvents();
            return canvas.view->viewport()->rect().contains(canvas.on(id));
        };
        canvas.view->select({canvas.block("forest")});
        canvas.key(Qt::Key_Delete);
        for (int i = 0; i < 30; ++i)
            canvas.view->zoomIn();
        canvas.view->centerOn(0, 0);
        canvas.document.undo();
        QVERIFY(isInSight("forest"));
        canvas.view->centerOn(0, 0);
        canvas.document.redo();
        QVERIFY(canvas.block("forest") == BlockId{});

        canvas.view->selectAll();
        canvas.key(Qt::Key_Delete);
        canvas.document.undo(); // There was nothing to look at in between.
        QVERIFY(isInSight("data"));

        const QPointF before = canvas.view->mapToScene(0, 0);
        canvas.document.apply(
            text("x"), setTitle(canvas.document.pipeline(), canvas.block("data"), text("Another")));
        canvas.document.undo(); // It is in sight: nothing moves.
        QCOMPARE(canvas.view->mapToScene(0, 0), before);
    }

    void fadingLeavesUpAndDownstreamOfTheSelection()
    {
        Canvas canvas;
        canvas.view->setFading(true);
        QVERIFY(!canvas.view->canvas().isFaded(canvas.block("forest")));
        canvas.click(canvas.on("data"));
        QVERIFY(!canvas.view->canvas().isFaded(canvas.block("scale")));
        QVERIFY(canvas.view->canvas().isFaded(canvas.block("forest")));
        const QImage faded = canvas.view->grab().toImage();
        canvas.view->setFading(false);
        QVERIFY(!canvas.view->canvas().isFaded(canvas.block("forest")));
        QVERIFY(canvas.view->grab().toImage() != faded);
    }

    void revealBringsABlockIntoSight()
    {
        Pipeline far = samples::row();
        Block block = *far.find(far.findById(text("evaluate")));
        block.position = {9000, 7000};
        far.replace(far.findById(text("evaluate")), block);
        Canvas canvas(far);
        QVERIFY(!canvas.view->viewport()->rect().contains(canvas.on("evaluate")));
        canvas.view->reveal(canvas.block("evaluate"));
        QVERIFY(canvas.view->viewport()->rect().contains(canvas.on("evaluate")));
        QCOMPARE(canvas.pickedIds(), QStringList{text("evaluate")});
    }

    void arrangingIsOneUndoableStepAndAllComesIntoSight()
    {
        Canvas canvas;
        canvas.view->arrangeBlocks();
        QCOMPARE(canvas.undoLabel(), text("Arrange blocks"));
        QVERIFY(canvas.at("scale").position.x() > canvas.at("data").position.x() + 176);
        QVERIFY(canvas.view->viewport()->rect().contains(canvas.on("evaluate")));
        canvas.document.undo();
        QCOMPARE(canvas.document.pipeline(), samples::row());
    }

    void gestureThatLosesItsBlockIsGivenUp()
    {
        Canvas canvas;
        canvas.press(canvas.on("forest"));
        canvas.moveTo(canvas.on("forest") + QPoint(40, 40));
        canvas.document.apply(text("Delete"),
                              removeBlocks(canvas.document.pipeline(), {canvas.block("forest")}));
        canvas.moveTo({300, 300});
        canvas.release({300, 300});
        QCOMPARE(canvas.undoLabel(), text("Delete"));
        QCOMPARE(canvas.view->canvas().boxes().size(), size_t(3));
    }

    void emptyCanvasOffersTheFirstStep()
    {
        Canvas canvas{Pipeline()};
        auto *button = canvas.view->findChild<QPushButton *>();
        QVERIFY(button && button->isVisible());
        QSignalSpy wishes(canvas.view.get(), &CanvasView::blockWished);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(wishes.size(), 1);
        canvas.view->addBlock(text("input.csv"), {0, 0});
        QVERIFY(!button->isVisible());
    }

    void everyControlHasANameAndATip()
    {
        Canvas canvas;
        QVERIFY(!canvas.view->accessibleName().isEmpty());
        for (const QToolButton *button : canvas.view->findChildren<QToolButton *>()) {
            QVERIFY(!button->accessibleName().isEmpty());
            QVERIFY(!button->toolTip().isEmpty());
        }
    }

    void minimapMovesTheCanvasAndCanBeHidden()
    {
        Canvas canvas;
        auto *map = canvas.view->findChild<QWidget *>(text("minimap"));
        QVERIFY(map && map->isVisible());
        map->grab(); // Its scale is known once it has been painted.
        const QPoint before = canvas.on("data");
        QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(4, 4));
        QVERIFY(canvas.on("data") != before);
        canvas.view->setMinimapShown(false);
        QVERIFY(!canvas.view->isMinimapShown());
    }

    void minimapTakesTheColoursOfANewTheme()
    {
        Canvas canvas;
        auto *map = canvas.view->findChild<QWidget *>(text("minimap"));
        const auto paper = [map] { return map->grab().toImage().pixelColor(3, 3); };
        QCOMPARE(paper(), canvas.style.theme().panel);
        canvas.style.choose(ThemeChoice::Dark);
        QTRY_COMPARE(paper(), darkTheme().panel);
    }

    void panningLeavesNothingBehindAlsoNotUnderTheMinimapAndTheZoomBar()
    {
        Canvas canvas;
        const auto seen = [&] {
            QCoreApplication::processEvents();
            return canvas.view->screen()->grabWindow(canvas.view->winId()).toImage();
        };
        const QImage before = seen();
        for (const QPointF &to : {QPointF(60, 260), QPointF(620, -150), QPointF(130, 230)}) {
            canvas.view->centerOn(to);
            const QImage panned = seen();
            QVERIFY(panned != before);
            canvas.view->update();
            canvas.view->viewport()->update();
            for (QWidget *const over : canvas.view->findChildren<QWidget *>())
                over->update();
            QCOMPARE(panned, seen());
        }
    }
};

QTEST_MAIN(TestCanvasSelection)
#include "tst_canvas_selection.moc"
