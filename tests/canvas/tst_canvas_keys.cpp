#include "tests/canvas/fixture.h"
#include "widgets/canvas/inline_editor.h"
#include "widgets/canvas/target_list.h"

#include <QClipboard>
#include <QLineEdit>
#include <QListWidget>

using namespace outcrop;
using samples::Canvas;
using samples::text;

class TestCanvasKeys : public QObject
{
    Q_OBJECT

private slots:
    void tabGoesThroughTheBlocksAndThenLeavesTheCanvas()
    {
        Canvas canvas;
        QSignalSpy selected(canvas.view.get(), &CanvasView::selected);
        QStringList order;
        for (int i = 0; i < 4; ++i) {
            canvas.key(Qt::Key_Tab);
            order += canvas.pickedIds();
        }
        QCOMPARE(order,
                 (QStringList{text("data"), text("scale"), text("forest"), text("evaluate")}));
        QCOMPARE(selected.size(), 4);
        canvas.key(Qt::Key_Backtab);
        QCOMPARE(canvas.pickedIds(), QStringList{text("forest")});
    }

    void arrowsMoveWhatIsPickedInOneStepAndShiftMovesAlongTheGrid()
    {
        Canvas canvas;
        canvas.click(canvas.on("scale"));
        canvas.key(Qt::Key_Right);
        canvas.key(Qt::Key_Right);
        canvas.key(Qt::Key_Down);
        QCOMPARE(canvas.at("scale").position, QPointF(248, 4));
        canvas.key(Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(canvas.at("scale").position, QPointF(248, -20));
        QCOMPARE(canvas.undoLabel(), text("Move Standard scaler"));
        canvas.document.undo();
        QCOMPARE(canvas.at("scale").position, QPointF(240, 0));
    }

    void altArrowsFollowTheConnections()
    {
        Canvas canvas;
        canvas.click(canvas.on("data"));
        canvas.key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(canvas.pickedIds(), QStringList{text("scale")});
        canvas.key(Qt::Key_Right, Qt::AltModifier); // Nothing behind it.
        QCOMPARE(canvas.pickedIds(), QStringList{text("scale")});
        canvas.key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(canvas.pickedIds(), QStringList{text("data")});
    }

    void connectingByKeyboardChoosesFromWhatFits_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::newRow("C") << int(Qt::Key_C) << int(Qt::NoModifier);
        QTest::newRow("Ctrl+L") << int(Qt::Key_L) << int(Qt::ControlModifier);
    }

    void connectingByKeyboardChoosesFromWhatFits()
    {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        Canvas canvas;
        canvas.click(canvas.on("forest"));
        canvas.key(key, Qt::KeyboardModifiers(modifiers));
        auto *list = canvas.view->findChild<TargetList *>();
        QVERIFY(list && list->isVisible());
        auto *field = list->findChild<QLineEdit *>();
        QTest::keyClicks(field, text("evalu"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(canvas.connections().contains(text("forest.model -> evaluate.models")));
        QCOMPARE(canvas.undoLabel(), text("Connect"));
    }

    void listOfTargetsHoldsNoneThatDoesNotFit()
    {
        Canvas canvas;
        const auto possible =
            possibleConnections(canvas.document.pipeline(), canvas.catalog, canvas.block("forest"));
        QStringList targets;
        for (const Connection &connection : possible) {
            const bool forwards = connection.from.block == canvas.block("forest");
            const BlockId other = forwards ? connection.to.block : connection.from.block;
            targets << canvas.document.pipeline().find(other)->id;
        }
        targets.sort();
        QCOMPARE(targets, (QStringList{text("data"), text("evaluate"), text("scale")}));
    }

    void escapeClosesTheListAndChangesNothing()
    {
        Canvas canvas;
        canvas.click(canvas.on("forest"));
        canvas.key(Qt::Key_C);
        auto *list = canvas.view->findChild<TargetList *>();
        QTest::keyClick(list->findChild<QLineEdit *>(), Qt::Key_Escape);
        QVERIFY(!list->isVisible());
        QVERIFY(!canvas.document.history().canUndo());
    }

    void connectingWithoutABlockSaysWhatToDo()
    {
        Canvas canvas;
        QSignalSpy status(canvas.view.get(), &CanvasView::status);
        canvas.key(Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(status.size(), 1);
        QVERIFY(status[0][0].toString().contains(text("Select one block")));
    }

    void enterWishesForTheAttributes()
    {
        Canvas canvas;
        QSignalSpy edits(canvas.view.get(), &CanvasView::editAttributes);
        canvas.key(Qt::Key_Return);
        QVERIFY(edits.isEmpty());
        canvas.click(canvas.on("forest"));
        canvas.key(Qt::Key_Return);
        QCOMPARE(edits.size(), 1);
        QCOMPARE(edits[0][0].value<BlockId>(), canvas.block("forest"));
    }

    void renamingInPlaceIsAnUndoableStep()
    {
        Canvas canvas;
        canvas.click(canvas.on("forest"));
        canvas.key(Qt::Key_F2);
        auto *editor = canvas.view->findChild<InlineEditor *>();
        QVERIFY(editor && editor->hasFocus());
        QCOMPARE(editor->toPlainText(), text("Random forest"));
        QTest::keyClicks(editor, text("  Deep forest "));
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(canvas.at("forest").title, text("Deep forest"));
        QCOMPARE(canvas.undoLabel(), text("Rename Random forest"));
        QVERIFY(canvas.view->hasFocus());
    }

    void escapeLeavesTheTitleAsItWas()
    {
        Canvas canvas;
        canvas.click(canvas.on("forest"));
        canvas.key(Qt::Key_F2);
        auto *editor = canvas.view->findChild<InlineEditor *>();
        QTest::keyClicks(editor, text("x"));
        QTest::keyClick(editor, Qt::Key_Escape);
        QVERIFY(canvas.at("forest").title.isEmpty());
        QVERIFY(!canvas.document.history().canUndo());
    }

    void titleOfTheTypeIsNotStored()
    {
        Canvas canvas;
        for (const char *title : {"Mine", "Random forest"}) {
            canvas.click(canvas.on("forest"));
            canvas.key(Qt::Key_F2);
            auto *editor = canvas.view->findChild<InlineEditor *>();
            QTest::keyClicks(editor, text(title));
            QTest::keyClick(editor, Qt::Key_Return);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        QVERIFY(canvas.at("forest").title.isEmpty());
    }

    void deleteRemovesBlocksAndConnectionsThatArePicked()
    {
        Canvas canvas;
        canvas.click(canvas.toView({208, 32})); // On the connection.
        QCOMPARE(canvas.view->canvas().selection().connections.size(), 1);
        canvas.key(Qt::Key_Delete);
        QVERIFY(canvas.connections().isEmpty());
        QCOMPARE(canvas.undoLabel(), text("Delete connection"));
        canvas.document.undo();
        canvas.key(Qt::Key_A, Qt::ControlModifier);
        canvas.key(Qt::Key_Delete);
        QCOMPARE(canvas.document.pipeline().blockCount(), 0);
        QCOMPARE(canvas.undoLabel(), text("Delete 4 blocks"));
        canvas.document.undo();
        QCOMPARE(canvas.connections(), QStringList{text("data.table -> scale.table")});
    }

    void duplicateTakesItsFeedAndIsPicked()
    {
        Canvas canvas;
        canvas.click(canvas.on("scale"));
        canvas.key(Qt::Key_D, Qt::ControlModifier);
        QVERIFY(canvas.connections().contains(text("data.table -> scale_2.table")));
        QCOMPARE(canvas.pickedIds(), QStringList{text("scale_2")});
        QVERIFY(!canvas.view->canvas()
                     .rectOf(canvas.block("scale_2"))
                     .intersects(canvas.view->canvas().rectOf(canvas.block("scale"))));
        QCOMPARE(canvas.undoLabel(), text("Duplicate Standard scaler"));
    }

    void duplicatesCoverNoCard()
    {
        Canvas canvas;
        for (int i = 0; i < 2; ++i) {
            canvas.click(canvas.on("scale"));
            canvas.key(Qt::Key_D, Qt::ControlModifier);
        }
        const CanvasScene &scene = canvas.view->canvas();
        QVERIFY(!scene.rectOf(canvas.block("scale_2"))
                     .intersects(scene.rectOf(canvas.block("scale_3"))));
    }

    void copiedBlocksArePastedAsTextIntoAnotherWindowUnderIdsOfTheirOwn()
    {
        Canvas from, to;
        from.key(Qt::Key_A, Qt::ControlModifier);
        from.key(Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(text("data.table -> scale.table")));
        to.view->setFocus();
        to.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(to.document.pipeline().blockCount(), 8);
        QVERIFY(to.connections().contains(text("data_2.table -> scale_2.table")));
        QCOMPARE(to.pickedIds(), (QStringList{text("data_2"), text("evaluate_2"), text("forest_2"),
                                              text("scale_2")}));
        QCOMPARE(to.undoLabel(), text("Paste 4 blocks"));
        QVERIFY(to.view->viewport()->rect().contains(to.on("data_2")));
    }

    void whatIsPastedCoversNoBlock()
    {
        Canvas canvas;
        canvas.click(canvas.on("scale"));
        canvas.key(Qt::Key_C, Qt::ControlModifier);
        canvas.view->centerOn(canvas.view->canvas().rectOf(canvas.block("forest")).center());
        canvas.key(Qt::Key_V, Qt::ControlModifier);
        const CanvasScene &scene = canvas.view->canvas();
        const QRectF pasted = scene.rectOf(canvas.block("scale_2"));
        QVERIFY(!pasted.isEmpty());
        for (const char *id : {"data", "scale", "forest", "evaluate"})
            QVERIFY(!scene.rectOf(canvas.block(id)).intersects(pasted));
    }

    void cutIsCopyAndDelete()
    {
        Canvas canvas;
        canvas.click(canvas.on("forest"));
        canvas.key(Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(canvas.document.pipeline().blockCount(), 3);
        canvas.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(canvas.document.pipeline().blockCount(), 4);
        QCOMPARE(canvas.pickedIds(), QStringList{text("forest")});
    }

    void pastingSomethingElseSaysSo()
    {
        Canvas canvas;
        QSignalSpy status(canvas.view.get(), &CanvasView::status);
        QGuiApplication::clipboard()->setText(text("Dear Sir or Madam: [1"));
        canvas.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(canvas.document.pipeline().blockCount(), 4);
        QVERIFY(status.last()[0].toString().contains(text("no blocks")));
    }

    void spaceAndDoubleClickWishForABlock()
    {
        Canvas canvas;
        QSignalSpy wishes(canvas.view.get(), &CanvasView::blockWished);
        canvas.key(Qt::Key_Space);
        QCOMPARE(wishes.size(), 1);
        const QPoint empty = canvas.toView({100, 200});
        canvas.mouse(QEvent::MouseButtonDblClick, empty, Qt::LeftButton, Qt::LeftButton);
        QCOMPARE(wishes.size(), 2);
        const QPointF corner = wishes[1][0].toPointF();
        QCOMPARE((corner + cardRect().center()).toPoint(), QPoint(100, 200));
        canvas.view->addBlock(text("input.csv"), corner);
        QCOMPARE(canvas.pickedIds(), QStringList{text("csv_file")});
    }

    void spaceOnABlockWishesForItsRightNeighbour()
    {
        Canvas canvas;
        QSignalSpy wishes(canvas.view.get(), &CanvasView::blockWished);
        canvas.click(canvas.on("forest"));
        canvas.key(Qt::Key_Space);
        const Pipeline &pipeline = canvas.document.pipeline();
        QCOMPARE(wishes.last()[0].toPointF(),
                 pipeline.find(pipeline.findById(text("forest")))->position + QPointF(240, 0));
    }

    void blocksThatAreAddedAtOnePlaceDoNotCoverEachOther()
    {
        Canvas canvas;
        for (int i = 0; i < 12; ++i)
            canvas.view->addBlockAtCenter(text("input.csv"));
        const CanvasScene &scene = canvas.view->canvas();
        const QVector<BlockId> blocks = canvas.document.pipeline().blockIds();
        for (int i = 0; i < blocks.size(); ++i) {
            for (int other = 0; other < i; ++other)
                QVERIFY(!scene.rectOf(blocks[i]).intersects(scene.rectOf(blocks[other])));
        }
        QVERIFY(scene.contentRect().width() < 1600); // Near where they were wished.
    }

    void groupingFramesWhatIsPickedAndAsksForATitle()
    {
        Canvas canvas;
        canvas.click(canvas.on("scale"));
        canvas.click(canvas.on("forest"), Qt::ShiftModifier);
        canvas.key(Qt::Key_G, Qt::ControlModifier);
        auto *editor = canvas.view->findChild<InlineEditor *>();
        QVERIFY(editor);
        QTest::keyClicks(editor, text("Candidates"));
        QTest::keyClick(editor, Qt::Key_Return);
        const Group group = canvas.document.pipeline().groups().value(0);
        QCOMPARE(group.title, text("Candidates"));
        QCOMPARE(group.blocks.size(), 2);
        const GroupItem *frame = canvas.view->canvas().groups().value(0);
        QVERIFY(frame->frame().contains(canvas.view->canvas().rectOf(canvas.block("forest"))));
        canvas.click(canvas.on("scale"));
        canvas.key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(canvas.document.pipeline().groups().isEmpty());
        QCOMPARE(canvas.undoLabel(), text("Ungroup"));
    }

    void zoomKeysZoomAndFit()
    {
        Canvas canvas;
        canvas.key(Qt::Key_Equal, Qt::ControlModifier);
        QCOMPARE(canvas.view->zoom(), 1.1);
        canvas.key(Qt::Key_Minus);
        QCOMPARE(canvas.view->zoom(), 1.0);
        canvas.click(canvas.on("data"));
        canvas.key(Qt::Key_8, Qt::ControlModifier);
        QCOMPARE(canvas.view->zoom(), 1.5);
        canvas.key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(canvas.view->zoom(), 1.0);
    }

    void findPicksAndCyclesThroughWhatMatches()
    {
        Canvas canvas;
        QSignalSpy status(canvas.view.get(), &CanvasView::status);
        canvas.view->find(text("s")); // CSV, scaler, forest
        const QStringList first = canvas.pickedIds();
        canvas.view->find(text("s"));
        QVERIFY(canvas.pickedIds() != first);
        canvas.view->find(text("random"));
        QCOMPARE(canvas.pickedIds(), QStringList{text("forest")});
        QVERIFY((canvas.on("forest") - canvas.view->viewport()->rect().center()).manhattanLength()
                < 4);
        canvas.view->find(text("nothing of that name"));
        QVERIFY(status.last()[0].toString().contains(text("No block")));
    }
};

QTEST_MAIN(TestCanvasKeys)
#include "tst_canvas_keys.moc"
