// Ten thousand blocks: what is counted is what is painted and made, for time would depend on the
// machine.

#include "tests/canvas/fixture.h"

using namespace outcrop;
using samples::Canvas;
using samples::text;

namespace {

constexpr int many = 10000;

int seen(const CanvasScene &scene)
{
    int count = 0;
    for (const CanvasScene::Box &box : scene.boxes())
        count += scene.find(box.id)->wasSeen();
    return count;
}

int inSight(const Canvas &canvas)
{
    const QRectF area = canvas.view->mapToScene(canvas.view->viewport()->rect()).boundingRect();
    int count = 0;
    for (const CanvasScene::Box &box : canvas.view->canvas().boxes())
        count += cardBounds().translated(box.corner).intersects(area);
    return count;
}

} // namespace

class TestCanvasMany : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_canvas = std::make_unique<Canvas>(samples::large(many, 0)); }
    void cleanupTestCase() { m_canvas.reset(); }

    void init()
    {
        m_canvas->view->zoomToActualSize();
        m_canvas->view->centerOn(11000, 7000);
        settle();
    }

    void openingMakesTextOnlyOfWhatIsInSight()
    {
        QCOMPARE(int(scene().boxes().size()), many);
        QVERIFY(seen(scene()) > 0);
        QVERIFY2(seen(scene()) < 400, qPrintable(QString::number(seen(scene()))));
    }

    void fullFramePaintsWhatIsInSight()
    {
        m_canvas->view->viewport()->repaint();
        const int painted = scene().takePainted();
        QVERIFY(painted > 0);
        QVERIFY(painted <= inSight(*m_canvas) + 2);
        QVERIFY(painted < 60);
    }

    void movingOneBlockPaintsItsNeighbourhood()
    {
        const BlockId block = m_canvas->document.pipeline().blockIds()[many / 2 + 50];
        m_canvas->view->centerOn(scene().rectOf(block).center());
        settle();
        const QPointF before = m_canvas->document.pipeline().find(block)->position;
        const QPoint at = m_canvas->toView(scene().rectOf(block).center());
        m_canvas->press(at);
        settle();
        m_canvas->moveTo(at + QPoint(20, 0));
        settle();
        m_canvas->moveTo(at + QPoint(26, 4));
        QCoreApplication::processEvents();
        const int painted = scene().takePainted();
        QVERIFY(painted > 0);
        QVERIFY2(painted < 30, qPrintable(QString::number(painted)));
        m_canvas->release(at + QPoint(26, 4));
        QCOMPARE(m_canvas->document.pipeline().find(block)->position, before + QPointF(26, 4));
        m_canvas->document.undo();
    }

    void editingUndoAndSelectionPaintTheBlockAlone()
    {
        const BlockId block = m_canvas->document.pipeline().blockIds()[many / 2 + 50];
        m_canvas->view->centerOn(scene().rectOf(block).center());
        settle();
        m_canvas->document.apply(text("Rename"),
                                 setTitle(m_canvas->document.pipeline(), block, text("Here")));
        QCoreApplication::processEvents();
        QVERIFY(scene().takePainted() <= 4);
        m_canvas->document.undo();
        QCoreApplication::processEvents();
        QVERIFY(scene().takePainted() <= 4);
        m_canvas->view->select({block});
        QCoreApplication::processEvents();
        QVERIFY(scene().takePainted() <= 4);
    }

    void changeOutOfSightPaintsNothing()
    {
        const BlockId far = m_canvas->document.pipeline().blockIds()[0];
        m_canvas->document.apply(text("Rename"),
                                 setTitle(m_canvas->document.pipeline(), far, text("Far")));
        QCoreApplication::processEvents();
        QCOMPARE(scene().takePainted(), 0);
        m_canvas->document.undo();
    }

    void overviewPaintsNoItemAtAll()
    {
        m_canvas->view->fitAll();
        settle();
        m_canvas->view->viewport()->repaint();
        QCOMPARE(scene().takePainted(), 0);
        const QImage all = m_canvas->view->viewport()->grab().toImage();
        int coloured = 0;
        for (int x = 0; x < all.width(); ++x)
            coloured += all.pixelColor(x, all.height() / 2) != m_canvas->style.theme().canvas;
        QVERIFY(coloured > all.width() / 10);
    }

    void blockMovedInTheOverviewLeavesNothingBehind()
    {
        m_canvas->view->fitAll();
        settle();
        const BlockId block = m_canvas->document.pipeline().blockIds()[many / 2 + 50];
        m_canvas->document.apply(
            text("Move"), moveBlocks(m_canvas->document.pipeline(), {block}, QPointF(3000, 0)));
        settle();
        m_canvas->document.undo();
        settle();
        const QImage undone = m_canvas->view->viewport()->grab().toImage();
        m_canvas->view->viewport()->repaint();
        QCOMPARE(m_canvas->view->viewport()->grab().toImage(), undone);
    }

    void panningPaintsTheStripThatComesIntoSight()
    {
        m_canvas->view->setMinimapShown(false);
        settle();
        m_canvas->drag({500, 300}, {488, 300}, Qt::NoModifier, Qt::MiddleButton);
        QCoreApplication::processEvents();
        QVERIFY(scene().takePainted() < 60);
        m_canvas->view->setMinimapShown(true);
    }

private:
    CanvasScene &scene() { return m_canvas->view->canvas(); }
    void settle()
    {
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
        scene().takePainted();
    }

    std::unique_ptr<Canvas> m_canvas;
};

QTEST_MAIN(TestCanvasMany)
#include "tst_canvas_many.moc"
