#include "tests/canvas/fixture.h"
#include "widgets/canvas/card_text.h"
#include "widgets/canvas/hit.h"
#include "widgets/canvas/tool_tips.h"

using namespace outcrop;
using samples::Canvas;
using samples::text;

namespace {

RunView runOf(const char *id, const BlockRun &run)
{
    RunView view;
    view.uuid = text("7f");
    view.title = text("swift-fern-12");
    view.state = JobState::Running;
    view.blocks[text(id)] = run;
    return view;
}

BlockRun running()
{
    BlockRun run;
    run.state = BlockRunState::Running;
    run.done = 7;
    run.total = 10;
    run.unit = text("folds");
    run.seconds = 4;
    run.secondsLeft = 2;
    return run;
}

QImage picture(const Canvas &canvas)
{
    QCoreApplication::processEvents();
    return canvas.view->viewport()->grab().toImage();
}

} // namespace

class TestCanvasRun : public QObject
{
    Q_OBJECT

private slots:
    void lineBelowACardTellsAmountTimeAndEstimate()
    {
        QCOMPARE(runLine(running()), QStringLiteral("7/10 folds · 4.0 s · 2.0 s left"));
        BlockRun done = running();
        done.state = BlockRunState::Done;
        QCOMPARE(runLine(done), text("4.0 s"));
        BlockRun failed;
        failed.state = BlockRunState::Failed;
        failed.message = text("ValueError: no\nsecond line");
        QVERIFY(!runLine(failed).contains(QLatin1Char('\n')));
        QCOMPARE(progressText(BlockRun()), QString());
    }

    void everyStateLooksDifferentAlsoWithoutColour()
    {
        Canvas canvas;
        QVector<QImage> seen{picture(canvas).convertToFormat(QImage::Format_Grayscale8)};
        for (const BlockRunState state :
             {BlockRunState::Waiting, BlockRunState::Running, BlockRunState::Done,
              BlockRunState::Failed, BlockRunState::Cancelled}) {
            BlockRun run;
            run.state = state;
            canvas.view->showRun(runOf("forest", run));
            const QImage grey = picture(canvas).convertToFormat(QImage::Format_Grayscale8);
            QVERIFY(!seen.contains(grey));
            seen << grey;
        }
        canvas.view->showRun({});
        QCOMPARE(picture(canvas).convertToFormat(QImage::Format_Grayscale8), seen[0]);
    }

    void titleOfASmallCardLeavesRoomForItsState()
    {
        Canvas canvas;
        while (canvas.view->zoom() > 0.45)
            canvas.view->zoomOut();
        BlockRun done;
        done.state = BlockRunState::Done;
        canvas.view->showRun(runOf("forest", done));
        const auto corner = [&](const char *title) {
            const Pipeline before = canvas.document.pipeline();
            canvas.document.apply(text("x"), setTitle(before, canvas.block("forest"), text(title)));
            const QImage all = picture(canvas);
            const QRectF card = canvas.view->canvas().rectOf(canvas.block("forest"));
            const QPoint end = canvas.toView(card.bottomRight());
            return all.copy(QRect(end - QPoint(7, 8), end - QPoint(1, 1)));
        };
        QCOMPARE(corner("Mm WWWWWWWWWWWWWWW"), corner("Mm i")); // The second line reaches the end.
    }

    void progressLossesAndWarningsAreShown()
    {
        Canvas canvas;
        BlockRun run = running();
        canvas.view->showRun(runOf("forest", run));
        const QImage some = picture(canvas);
        run.done = 9;
        canvas.view->showRun(runOf("forest", run));
        const QImage more = picture(canvas);
        QVERIFY(more != some);
        run.losses = {1.0, 0.5, qQNaN(), 0.3, 0.25};
        canvas.view->showRun(runOf("forest", run));
        const QImage spark = picture(canvas);
        QVERIFY(spark != more);
        run.warnings = 3;
        canvas.view->showRun(runOf("forest", run));
        QVERIFY(picture(canvas) != spark);
    }

    void lossesThatAreAllEqualOrNotFiniteAreDrawnWithoutHarm()
    {
        Canvas canvas;
        for (const QVector<double> &losses :
             {QVector<double>{1, 1, 1}, QVector<double>{qQNaN(), qInf()}, QVector<double>{1},
              QVector<double>{1e308, -1e308}}) {
            BlockRun run = running();
            run.losses = losses;
            run.total = -1;
            canvas.view->showRun(runOf("forest", run));
            QVERIFY(!picture(canvas).isNull());
        }
    }

    void clickOnAStateIsToldAndDragIsNot()
    {
        Canvas canvas;
        QSignalSpy clicks(canvas.view.get(), &CanvasView::stateClicked);
        canvas.view->showRun(runOf("forest", running()));
        const QPoint state = canvas.toView(
            canvas.view->canvas().rectOf(canvas.block("forest")).topLeft() + stateRect().center());
        canvas.click(state);
        QCOMPARE(clicks.size(), 1);
        QCOMPARE(clicks[0][0].value<BlockId>(), canvas.block("forest"));
        canvas.drag(state, state + QPoint(40, 40));
        QCOMPARE(clicks.size(), 1);
        canvas.view->showRun({});
        canvas.click(canvas.on("forest"));
        QCOMPARE(clicks.size(), 1);
    }

    void tipOfAStateTellsWarningsAndError()
    {
        Canvas canvas;
        BlockRun run = running();
        run.state = BlockRunState::Failed;
        run.warnings = 2;
        run.message = text("ValueError: no");
        canvas.view->showRun(runOf("forest", run));
        const Hit hit = hitAt(canvas.view->canvas(),
                              canvas.view->canvas().rectOf(canvas.block("forest")).topLeft()
                                  + stateRect().center(),
                              4);
        const QString tip = toolTipOf(canvas.view->canvas(), hit);
        QVERIFY(tip.contains(text("Failed")) && tip.contains(text("2 warnings"))
                && tip.contains(text("ValueError: no")));
    }

    void blocksChangedSinceTheSubmittedVersionLookSo()
    {
        Canvas canvas;
        canvas.view->showRun(runOf("forest", running()));
        const QImage before = picture(canvas);
        canvas.view->setChangedSince({text("forest"), text("no such block")});
        QVERIFY(picture(canvas) != before);
        canvas.view->setChangedSince({});
        QCOMPARE(picture(canvas), before);
    }

    void onlyBlocksWhoseRunChangedArePaintedAgain()
    {
        Canvas canvas;
        RunView run = runOf("forest", running());
        run.blocks[text("data")] = BlockRun();
        canvas.view->showRun(run);
        QCoreApplication::processEvents();
        canvas.view->canvas().takePainted();
        run.blocks[text("data")].state = BlockRunState::Done;
        canvas.view->showRun(run);
        QCoreApplication::processEvents();
        QCOMPARE(canvas.view->canvas().takePainted(), 1);
        canvas.view->showRun(run);
        QCoreApplication::processEvents();
        QCOMPARE(canvas.view->canvas().takePainted(), 0);
    }
};

QTEST_MAIN(TestCanvasRun)
#include "tst_canvas_run.moc"
