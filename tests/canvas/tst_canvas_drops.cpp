#include "tests/canvas/fixture.h"

#include <QMimeData>

using namespace outcrop;
using samples::Canvas;
using samples::text;

namespace {

std::unique_ptr<QMimeData> blockType(const char *key)
{
    auto data = std::make_unique<QMimeData>();
    data->setData(text("application/x-outcrop-block-type"), key);
    return data;
}

bool drop(const Canvas &canvas, const QMimeData &data, QPoint at)
{
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(canvas.view->viewport(), &enter);
    if (!enter.isAccepted())
        return false;
    QDragMoveEvent move(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(canvas.view->viewport(), &move);
    QDropEvent dropped(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(canvas.view->viewport(), &dropped);
    return dropped.isAccepted();
}

} // namespace

class TestCanvasDrops : public QObject
{
    Q_OBJECT

private slots:
    void blockOfThePaletteComesToWhereItIsDropped()
    {
        Canvas canvas;
        QVERIFY(drop(canvas, *blockType("evaluation.best_model"), canvas.toView({400, 250})));
        QCOMPARE(canvas.at("best_model").position, QPointF(400 - 88, 250 - 32));
        QCOMPARE(canvas.pickedIds(), QStringList{text("best_model")});
        QCOMPARE(canvas.undoLabel(), text("Add Best model"));
    }

    void blockDroppedOnAConnectionIsPutIntoItInOneStep()
    {
        Canvas canvas;
        QVERIFY(drop(canvas, *blockType("sklearn.StandardScaler"), canvas.toView({208, 32})));
        QCOMPARE(canvas.connections(), (QStringList{text("data.table -> standard_scaler.table"),
                                                    text("standard_scaler.table -> scale.table")}));
        QCOMPARE(canvas.undoLabel(), text("Insert Standard scaler"));
        canvas.document.undo();
        QCOMPARE(canvas.document.pipeline(), samples::row());
    }

    void connectionLightsUpWhileABlockThatFitsIsOverIt()
    {
        Canvas canvas;
        const auto data = blockType("sklearn.StandardScaler");
        const QPoint at = canvas.toView({208, 32});
        const QImage before = canvas.view->viewport()->grab().toImage();
        QDragEnterEvent enter(at, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(canvas.view->viewport(), &enter);
        QDragMoveEvent move(at, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(canvas.view->viewport(), &move);
        QVERIFY(canvas.view->viewport()->grab().toImage() != before);
        QDragLeaveEvent leave;
        QApplication::sendEvent(canvas.view->viewport(), &leave);
        QCOMPARE(canvas.view->viewport()->grab().toImage(), before);
    }

    void csvFileIsHandedOnWithItsPlace()
    {
        Canvas canvas;
        QSignalSpy files(canvas.view.get(), &CanvasView::fileDropped);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(text("/tmp/my loans.csv"))});
        QVERIFY(drop(canvas, data, canvas.toView({100, 200})));
        QCOMPARE(files.size(), 1);
        QCOMPARE(files[0][0].toString(), text("/tmp/my loans.csv"));
        QCOMPARE(files[0][1].toPointF().toPoint(), QPoint(100, 200));
    }

    void somethingElseIsRefusedWithASentence()
    {
        Canvas canvas;
        QSignalSpy status(canvas.view.get(), &CanvasView::status);
        QMimeData data;
        data.setText(text("hello"));
        QVERIFY(!drop(canvas, data, canvas.toView({100, 200})));
        QVERIFY(status.last()[0].toString().contains(text("CSV")));
    }

    void typeThatTheCatalogDoesNotKnowAddsNothing()
    {
        Canvas canvas;
        QVERIFY(drop(canvas, *blockType("no.such.type"), canvas.toView({100, 200})));
        QVERIFY(!canvas.document.history().canUndo());
    }
};

QTEST_MAIN(TestCanvasDrops)
#include "tst_canvas_drops.moc"
