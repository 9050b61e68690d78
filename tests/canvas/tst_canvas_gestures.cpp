#include "tests/canvas/fixture.h"
#include "widgets/canvas/port_fits.h"

using namespace outcrop;
using samples::Canvas;
using samples::text;

class TestCanvasGestures : public QObject
{
    Q_OBJECT

private slots:
    void draggingFromOutputToInputConnectsInOneNamedStep()
    {
        Canvas canvas;
        canvas.drag(canvas.on(canvas.end("scale", "table", Side::Output)),
                    canvas.on(canvas.end("forest", "table", Side::Input)));
        QVERIFY(canvas.connections().contains(text("scale.table -> forest.table")));
        QCOMPARE(canvas.undoLabel(), text("Connect"));
        canvas.document.undo();
        QCOMPARE(canvas.connections(), QStringList{text("data.table -> scale.table")});
    }

    void draggingFromInputBackToOutputConnectsToo()
    {
        Canvas canvas;
        canvas.drag(canvas.on(canvas.end("evaluate", "models", Side::Input)),
                    canvas.on(canvas.end("forest", "model", Side::Output)));
        QVERIFY(canvas.connections().contains(text("forest.model -> evaluate.models")));
    }

    void dropOnACardConnectsToItsFirstPortThatFits()
    {
        Canvas canvas;
        canvas.drag(canvas.on(canvas.end("data", "table", Side::Output)), canvas.on("forest"));
        QVERIFY(canvas.connections().contains(text("data.table -> forest.table")));
    }

    void refusalSaysWhyAndChangesNothing()
    {
        Canvas canvas;
        QSignalSpy status(canvas.view.get(), &CanvasView::status);
        const QStringList before = canvas.connections();
        canvas.drag(canvas.on(canvas.end("data", "table", Side::Output)),
                    canvas.on(canvas.end("evaluate", "models", Side::Input)));
        QCOMPARE(canvas.connections(), before);
        QVERIFY(!status.isEmpty());
        QVERIFY2(status.last()[0].toString().contains(text("takes a model")),
                 qPrintable(status.last()[0].toString()));
        QVERIFY(!canvas.document.history().canUndo());
    }

    void circleIsRefused()
    {
        Canvas canvas(samples::placed(samples::Builder()
                                          .add("sklearn.StandardScaler", "one")
                                          .add("sklearn.StandardScaler", "two")
                                          .connect("one.table -> two.table"),
                                      {{"one", {0, 0}}, {"two", {300, 0}}}));
        QSignalSpy status(canvas.view.get(), &CanvasView::status);
        canvas.drag(canvas.on(canvas.end("two", "table", Side::Output)),
                    canvas.on(canvas.end("one", "table", Side::Input)));
        QCOMPARE(canvas.connections().size(), 1);
        QVERIFY(status.last()[0].toString().contains(text("circle")));
    }

    void occupiedInputGetsTheNewConnectionInstead()
    {
        Canvas canvas(samples::placed(samples::Builder()
                                          .add("input.csv", "old")
                                          .add("input.csv", "new")
                                          .add("sklearn.StandardScaler", "scale")
                                          .connect("old.table -> scale.table"),
                                      {{"old", {0, 0}}, {"new", {0, 120}}, {"scale", {300, 0}}}));
        canvas.drag(canvas.on(canvas.end("new", "table", Side::Output)),
                    canvas.on(canvas.end("scale", "table", Side::Input)));
        QCOMPARE(canvas.connections(), QStringList{text("new.table -> scale.table")});
        QCOMPARE(canvas.undoLabel(), text("Replace connection"));
    }

    void portsThatFitLightUpWhileAConnectionIsPulled()
    {
        Canvas canvas;
        const PortEnd from = canvas.end("scale", "table", Side::Output);
        canvas.press(canvas.on(from));
        canvas.moveTo(canvas.on(from) + QPoint(40, 30));
        const PortFits *fits = canvas.view->canvas().marks().fits;
        QVERIFY(fits);
        QVERIFY(fits->fitsAny(canvas.block("forest")));
        QVERIFY(!fits->fitsAny(canvas.block("evaluate")));
        const auto halo = [&] {
            const QPoint port = canvas.on(canvas.end("forest", "table", Side::Input));
            return canvas.view->viewport()
                ->grab(QRect(port - QPoint(8, 8), QSize(16, 16)))
                .toImage();
        };
        const QImage lit = halo();
        canvas.key(Qt::Key_Escape);
        QVERIFY(!canvas.view->canvas().marks().fits);
        QVERIFY(halo() != lit);
    }

    void connectionPulledIntoEmptySpaceWishesForABlockThatFits()
    {
        Canvas canvas;
        std::optional<Port> from;
        std::optional<PortFilter> fits;
        QPointF where;
        connect(canvas.view.get(), &CanvasView::blockWished, this,
                [&](const QPointF &scene, const QPoint &, const std::optional<Port> &port,
                    const std::optional<PortFilter> &filter) {
                    where = scene;
                    from = port;
                    fits = filter;
                });
        canvas.drag(canvas.on(canvas.end("forest", "model", Side::Output)),
                    canvas.toView({700, 40}));
        QVERIFY(from && from->block == canvas.block("forest"));
        QVERIFY(fits && fits->needs == PortFilter::Needs::Input && fits->type == PortType::Model);
        canvas.view->addBlock(text("evaluation.evaluate"), where, from);
        QVERIFY(canvas.connections().contains(text("forest.model -> evaluate_2.models")));
        QCOMPARE(canvas.undoLabel(), text("Add Evaluate"));
    }

    void connectionPulledFromAnInputIsFedByTheNewBlock()
    {
        Canvas canvas;
        std::optional<Port> from;
        connect(canvas.view.get(), &CanvasView::blockWished, this,
                [&](const QPointF &, const QPoint &, const std::optional<Port> &port,
                    const std::optional<PortFilter> &filter) {
                    from = port;
                    QCOMPARE(filter->needs, PortFilter::Needs::Output);
                });
        canvas.drag(canvas.on(canvas.end("scale", "table", Side::Input)),
                    canvas.toView({150, 200}));
        QVERIFY(from.has_value());
        // `scale` has an output `table` too: the wish remembers which of the two it was.
        canvas.document.apply(text("x"), disconnectPorts(canvas, 0));
        canvas.view->addBlock(text("input.csv"), {0, 150}, from);
        QVERIFY2(canvas.connections().contains(text("csv_file.table -> scale.table")),
                 qPrintable(canvas.connections().join(QLatin1Char(';'))));
    }

    void escapeGivesUpEveryGesture()
    {
        Canvas canvas;
        const auto give = [&](QPoint from, QPoint to) {
            canvas.press(from);
            canvas.moveTo((from + to) / 2);
            canvas.moveTo(to);
            canvas.key(Qt::Key_Escape);
            canvas.release(to);
        };
        give(canvas.on(canvas.end("scale", "table", Side::Output)),
             canvas.on(canvas.end("forest", "table", Side::Input)));
        QCOMPARE(canvas.connections().size(), 1);
        give(canvas.on("scale"), canvas.on("scale") + QPoint(60, 60));
        QCOMPARE(canvas.at("scale").position, QPointF(240, 0));
        QCOMPARE(canvas.view->canvas().find(canvas.block("scale"))->pos(), QPointF(240, 0));
        give(canvas.toView({-60, -60}), canvas.toView({700, 100}));
        QCOMPARE(canvas.pickedIds(), QStringList{text("scale")}); // As before the rubber band.
        QVERIFY(!canvas.document.history().canUndo());
    }

    void movingABlockIsOneStepOnRelease()
    {
        Canvas canvas;
        const QPoint from = canvas.on("forest");
        canvas.press(from);
        canvas.moveTo(from + QPoint(30, 20));
        QVERIFY(!canvas.document.history().canUndo());
        QCOMPARE(canvas.view->canvas().rectOf(canvas.block("forest")).topLeft(), QPointF(510, 20));
        canvas.release(from + QPoint(50, 40));
        QCOMPARE(canvas.at("forest").position, QPointF(530, 40));
        QCOMPARE(canvas.undoLabel(), text("Move Random forest"));
        canvas.document.undo();
        QVERIFY(!canvas.document.history().canUndo());
        QCOMPARE(canvas.view->canvas().rectOf(canvas.block("forest")).topLeft(), QPointF(480, 0));
    }

    void movingSeveralBlocksMovesThemTogether()
    {
        Canvas canvas;
        canvas.key(Qt::Key_A, Qt::ControlModifier);
        canvas.drag(canvas.on("scale"), canvas.on("scale") + QPoint(24, 48));
        QCOMPARE(canvas.at("data").position, QPointF(24, 48));
        QCOMPARE(canvas.at("evaluate").position, QPointF(504, 192));
        QCOMPARE(canvas.undoLabel(), text("Move 4 blocks"));
    }

    void movingWithShiftKeepsToTheGrid()
    {
        Canvas canvas;
        canvas.click(canvas.on("forest"));
        const QPoint from = canvas.on("forest");
        canvas.press(from);
        canvas.moveTo(from + QPoint(29, 17), Qt::ShiftModifier);
        canvas.release(from + QPoint(29, 17), Qt::ShiftModifier);
        QCOMPARE(canvas.at("forest").position, QPointF(504, 24));
    }

    void blockDroppedOntoAConnectionIsPutIntoIt()
    {
        Canvas canvas(
            samples::placed(samples::Builder()
                                .add("input.csv", "data")
                                .add("sklearn.StandardScaler", "scale")
                                .add("sklearn.RandomForestClassifier", "forest")
                                .connect("data.table -> forest.table"),
                            {{"data", {0, 0}}, {"scale", {240, 200}}, {"forest", {480, 0}}}));
        const QPoint from = canvas.on("scale"), to = canvas.toView({328, 32});
        canvas.drag(from, to);
        QCOMPARE(canvas.connections(), (QStringList{text("data.table -> scale.table"),
                                                    text("scale.table -> forest.table")}));
        QCOMPARE(canvas.undoLabel(), text("Insert Standard scaler"));
        canvas.document.undo();
        QCOMPARE(canvas.connections(), QStringList{text("data.table -> forest.table")});
        QCOMPARE(canvas.at("scale").position, QPointF(240, 200));
    }

    void blockThatDoesNotFitIsOnlyMovedOntoAConnection()
    {
        Canvas canvas;
        const QPoint middle = canvas.toView({208, 32});
        canvas.drag(canvas.on("evaluate"), middle);
        QCOMPARE(canvas.connections(), QStringList{text("data.table -> scale.table")});
        QCOMPARE(canvas.undoLabel(), text("Move Evaluate"));
    }

    void middleButtonAndSpaceWithDragMoveTheCanvasAndAskForNothing()
    {
        Canvas canvas;
        QSignalSpy wishes(canvas.view.get(), &CanvasView::blockWished);
        const QPoint before = canvas.on("data");
        canvas.drag({300, 300}, {340, 330}, Qt::NoModifier, Qt::MiddleButton);
        QCOMPARE(canvas.on("data"), before + QPoint(40, 30));
        QTest::keyPress(canvas.view.get(), Qt::Key_Space);
        canvas.drag({300, 300}, {290, 290});
        QTest::keyRelease(canvas.view.get(), Qt::Key_Space);
        QCOMPARE(canvas.on("data"), before + QPoint(30, 20));
        QVERIFY(wishes.isEmpty());
        QVERIFY(!canvas.document.history().canUndo());
    }

    void wheelZoomsByTenPerCentANotchAtThePointer()
    {
        Canvas canvas;
        const QPoint at = canvas.on("forest");
        const QPointF scene = canvas.view->canvas().rectOf(canvas.block("forest")).center();
        const auto wheel = [&](QPoint angle, QPoint pixels, Qt::KeyboardModifiers modifiers) {
            QWheelEvent event(at, canvas.view->viewport()->mapToGlobal(at), pixels, angle,
                              Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
            QApplication::sendEvent(canvas.view->viewport(), &event);
        };
        wheel({0, 120}, {}, Qt::NoModifier);
        QCOMPARE(canvas.view->zoom(), 1.1);
        QVERIFY((canvas.toView(scene) - at).manhattanLength() <= 2);
        wheel({0, -120}, {}, Qt::ControlModifier);
        QCOMPARE(canvas.view->zoom(), 1.0);
        // Two fingers on a trackpad move the canvas.
        wheel({0, -30}, {0, -15}, Qt::NoModifier);
        QCOMPARE(canvas.view->zoom(), 1.0);
        QVERIFY((canvas.toView(scene) - at - QPoint(0, -15)).manhattanLength() <= 2);
    }

    void blocksCanNotBeLostBesideTheCanvas()
    {
        Canvas canvas;
        for (int i = 0; i < 50; ++i)
            canvas.drag({100, 100}, {900, 500}, Qt::NoModifier, Qt::MiddleButton);
        QVERIFY(canvas.view->viewport()->rect().intersects(
            canvas.view->viewportTransform()
                .mapRect(canvas.view->canvas().contentRect())
                .toRect()));
        canvas.view->fitAll();
        QVERIFY(canvas.view->viewport()->rect().contains(canvas.on("data")));
        QVERIFY(canvas.view->viewport()->rect().contains(canvas.on("evaluate")));
    }

private:
    static Pipeline disconnectPorts(const Canvas &canvas, int index)
    {
        Pipeline pipeline = canvas.document.pipeline();
        pipeline.disconnect(pipeline.connections()[index]);
        return pipeline;
    }
};

QTEST_MAIN(TestCanvasGestures)
#include "tst_canvas_gestures.moc"
