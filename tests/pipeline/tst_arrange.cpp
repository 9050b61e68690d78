#include "core/pipeline/arrange.h"
#include "tests/pipeline/samples.h"

#include <QtTest>

using namespace outcrop;

namespace {

QPointF placeOf(const Pipeline &pipeline, const char *id)
{
    return pipeline.find(pipeline.findById(samples::text(id)))->position;
}

Pipeline fan()
{
    return samples::Builder()
        .add("a", "best")
        .add("a", "data")
        .add("a", "one")
        .add("a", "two")
        .add("a", "three")
        .connect("data.table -> one.table")
        .connect("data.table -> two.table")
        .connect("data.table -> three.table")
        .connect("one.model -> best.model")
        .connect("two.model -> best.model")
        .connect("three.model -> best.model");
}

int overlaps(const Pipeline &pipeline)
{
    QVector<QRectF> cards;
    pipeline.forEachBlock(
        [&](BlockId, const Block &block) { cards << QRectF(block.position, QSizeF(176, 64)); });
    int count = 0;
    for (int i = 0; i < cards.size(); ++i) {
        for (int k = 0; k < i; ++k)
            count += cards[i].intersects(cards[k]);
    }
    return count;
}

} // namespace

class TestArrange : public QObject
{
    Q_OBJECT

private slots:
    void everyBlockStandsRightOfAllThatFeedIt()
    {
        const Pipeline arranged = arrange(samples::large(300));
        for (const Connection &connection : arranged.connections())
            QVERIFY(arranged.find(connection.from.block)->position.x() + 176
                    < arranged.find(connection.to.block)->position.x());
        QCOMPARE(overlaps(arranged), 0);
    }

    void fanIsCentredBetweenItsEnds()
    {
        const Pipeline arranged = arrange(fan());
        const double middle = placeOf(arranged, "data").y();
        QCOMPARE(placeOf(arranged, "best").y(), middle);
        QCOMPARE(placeOf(arranged, "two").y(), middle);
        QVERIFY(placeOf(arranged, "one").y() < middle);
        QVERIFY(placeOf(arranged, "three").y() > middle);
    }

    void rowsAreOrderedSoThatConnectionsDoNotCross()
    {
        // given: a lies above b, but feeds the block that was written last
        const Pipeline crossed = samples::Builder()
                                     .add("x", "a")
                                     .add("x", "b")
                                     .add("x", "of_b")
                                     .add("x", "of_a")
                                     .connect("a.table -> of_a.table")
                                     .connect("b.table -> of_b.table");
        const Pipeline arranged = arrange(crossed);
        QCOMPARE(placeOf(arranged, "a").y() < placeOf(arranged, "b").y(),
                 placeOf(arranged, "of_a").y() < placeOf(arranged, "of_b").y());
    }

    void sourceStandsRightBeforeWhatItFeeds()
    {
        const Pipeline arranged = arrange(samples::Builder()
                                              .add("x", "first")
                                              .add("x", "second")
                                              .add("x", "third")
                                              .add("x", "extra")
                                              .connect("first.table -> second.table")
                                              .connect("second.table -> third.table")
                                              .connect("extra.table -> third.table"));
        QCOMPARE(placeOf(arranged, "extra").x(), placeOf(arranged, "second").x());
    }

    void upperLeftCornerStaysAndSecondTimeChangesNothing()
    {
        Pipeline pipeline = fan();
        for (BlockId id : pipeline.blockIds()) {
            Block block = *pipeline.find(id);
            block.position = QPointF(500, -300);
            pipeline.replace(id, block);
        }
        const Pipeline arranged = arrange(pipeline);
        QCOMPARE(placeOf(arranged, "data").x(), 500.0);
        QCOMPARE(placeOf(arranged, "one").y(), -300.0);
        QCOMPARE(arrange(arranged), arranged);
    }

    void circlesAndLooseBlocksArePlacedToo()
    {
        const Pipeline arranged = arrange(samples::Builder()
                                              .add("x", "a")
                                              .add("x", "b")
                                              .add("x", "itself")
                                              .add("x", "loose")
                                              .add("x", "alone")
                                              .connect("a.table -> b.table")
                                              .connect("b.table -> a.table")
                                              .connect("itself.table -> itself.table"));
        QCOMPARE(overlaps(arranged), 0);
        QVERIFY(placeOf(arranged, "loose").y() > placeOf(arranged, "b").y() + 64);
        QCOMPARE(arrange(Pipeline()), Pipeline());
    }

    void onlyAPipelineWithoutAnyPlaceIsUnplaced()
    {
        Pipeline pipeline = fan();
        QVERIFY(!isPlaced(pipeline));
        QVERIFY(isPlaced(arrange(pipeline)));
    }
};

QTEST_GUILESS_MAIN(TestArrange)
#include "tst_arrange.moc"
