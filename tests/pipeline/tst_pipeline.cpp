#include "core/pipeline/pipeline.h"
#include "core/pipeline/pipeline_changes.h"
#include "tests/pipeline/samples.h"

#include <QSet>
#include <QtTest>

using namespace outcrop;
using samples::Builder;
using samples::text;

namespace {

const char *const scaler = "sklearn.StandardScaler";
const char *const ridge = "sklearn.Ridge";

Block block(const char *id)
{
    Block made;
    made.id = text(id);
    made.type = text(scaler);
    return made;
}

Builder chain()
{
    return Builder()
        .add(scaler, "a")
        .add(scaler, "b")
        .add(ridge, "c")
        .connect("a.table -> b.table")
        .connect("b.table -> c.table");
}

QVector<QString> idsOf(const Pipeline &pipeline)
{
    QVector<QString> ids;
    pipeline.forEachBlock([&](BlockId, const Block &b) { ids << b.id; });
    return ids;
}

QSet<quint32> reachable(const Pipeline &pipeline, BlockId from)
{
    QSet<quint32> reached{quint32(from)};
    for (QVector<BlockId> open{from}; !open.isEmpty();) {
        for (const Connection &connection : pipeline.outputsOf(open.takeLast())) {
            if (!reached.contains(quint32(connection.to.block)))
                open << connection.to.block;
            reached << quint32(connection.to.block);
        }
    }
    return reached;
}

void dropOldest(Pipeline &pipeline)
{
    if (pipeline.connectionCount() > 0)
        pipeline.disconnect(pipeline.connections()[0]);
}

} // namespace

class TestPipeline : public QObject
{
    Q_OBJECT

private slots:
    void findsBlocksByHandleAndById()
    {
        const Pipeline p = chain();
        const BlockId b = p.findById(text("b"));
        QCOMPARE(p.find(b)->id, text("b"));
        QVERIFY(p.findById(text("nobody")) == BlockId{});
        QVERIFY(!p.find(BlockId{}));
        QVERIFY(!p.find(BlockId{99}));
    }

    void ofTwoBlocksWithOneIdTheFirstIsFoundAndBothAreKept()
    {
        Pipeline p;
        const BlockId first = p.append(block("twin"));
        const BlockId second = p.append(block("twin"));
        QVERIFY(p.findById(text("twin")) == first);
        p.remove(first);
        QVERIFY(p.findById(text("twin")) == second);
    }

    void renamedBlockIsFoundByItsNewIdOnly()
    {
        Pipeline p = chain();
        const BlockId b = p.findById(text("b"));
        Block renamed = *p.find(b);
        renamed.id = text("scale");
        p.replace(b, renamed);
        QVERIFY(p.findById(text("scale")) == b);
        QVERIFY(p.findById(text("b")) == BlockId{});
    }

    void removingABlockRemovesItsConnectionsAndNoOthers()
    {
        Pipeline p = chain().add(ridge, "d").connect("a.table -> d.table");
        p.remove(p.findById(text("b")));
        QCOMPARE(idsOf(p), (QVector<QString>{text("a"), text("c"), text("d")}));
        QCOMPARE(p.connectionCount(), 1);
        QCOMPARE(p.outputsOf(p.findById(text("a"))).size(), 1);
        QCOMPARE(p.inputsOf(p.findById(text("c"))).size(), 0);
    }

    void aBlockConnectedWithItselfCanBeRemoved()
    {
        Pipeline p = Builder().add(scaler, "a").connect("a.table -> a.table");
        p.remove(p.findById(text("a")));
        QVERIFY(p == Pipeline());
    }

    void anIdGivenOnceIsNeverGivenAgainWhicheverCopyIsEdited()
    {
        const Pipeline start = chain();
        QSet<quint32> given;
        for (BlockId id : start.blockIds())
            given.insert(quint32(id));
        for (int i = 0; i < 100; ++i) {
            Pipeline fork = start; // As after an undo.
            const quint32 id = quint32(fork.append(block("new")));
            QVERIFY(!given.contains(id));
            given.insert(id);
            fork.remove(BlockId{id});
        }
    }

    void aCopyKeepsWhatItWasWhenTheOriginalChanges()
    {
        Pipeline p = chain();
        const Pipeline before = p;
        p.remove(p.findById(text("a")));
        p.setName(text("Other"));
        QCOMPARE(idsOf(before), (QVector<QString>{text("a"), text("b"), text("c")}));
        QCOMPARE(before.connectionCount(), 2);
        QVERIFY(before.name().isEmpty());
        QVERIFY(before == chain());
    }

    void equalContentIsEqualWhateverItsHistory()
    {
        Pipeline p = Builder().add(scaler, "gone").add(scaler, "a").add(scaler, "b");
        p.remove(p.findById(text("gone")));
        p.connect({{p.findById(text("a")), text("table")}, {p.findById(text("b")), text("table")}});
        p.disconnect(p.connections()[0]);
        p.append(block("c"));
        Block c = *p.find(p.findById(text("c")));
        c.type = text(ridge);
        p.replace(p.findById(text("c")), c);
        for (const char *ends : {"ab", "bc"})
            p.connect({{p.findById(QString(QLatin1Char(ends[0]))), text("table")},
                       {p.findById(QString(QLatin1Char(ends[1]))), text("table")}});
        QVERIFY(p == chain());
        QVERIFY(chain().pipeline() == p);
    }

    void everyPartOfThePipelineCountsForEquality_data()
    {
        QTest::addColumn<int>("part");
        for (int part = 0; part < 9; ++part)
            QTest::addRow("part %d", part) << part;
    }

    void everyPartOfThePipelineCountsForEquality()
    {
        QFETCH(int, part);
        Pipeline p = chain();
        const BlockId b = p.findById(text("b"));
        Block changed = *p.find(b);
        switch (part) {
        case 0:
            p.setName(text("Other"));
            break;
        case 1:
            p.setSeed(1);
            break;
        case 2:
            p.setGroups({Group{text("Group"), {}, {}, {}}});
            break;
        case 3:
            p.setNotes({Note{text("Note"), {}, {}, {}}});
            break;
        case 4:
            p.setUnknown({{text("key"), text("value")}});
            break;
        case 5:
            p.setUnresolved({text("x.y -> z.u")});
            break;
        case 6:
            changed.attributes.insert(text("copy"), AttributeValue(false));
            p.replace(b, changed);
            break;
        case 7:
            p.disconnect(p.connections()[0]);
            break;
        case 8:
            p.append(block("d"));
            break;
        }
        QVERIFY(p != chain());
        QVERIFY(chain().pipeline() != p);
    }

    void theOrderOfBlocksAndConnectionsCounts()
    {
        const Pipeline ab = Builder().add(scaler, "a").add(scaler, "b");
        const Pipeline ba = Builder().add(scaler, "b").add(scaler, "a");
        QVERIFY(ab != ba);
        Pipeline reconnected = chain();
        const Connection first = reconnected.connections()[0];
        reconnected.disconnect(first);
        reconnected.connect(first);
        QVERIFY(reconnected != chain());
        QVERIFY(reconnected.connections()[1] == first);
    }

    void wholeNumberAndFloatAreDifferentValues()
    {
        Pipeline p = Builder().add(scaler, "a", {{text("x"), AttributeValue(1)}});
        Pipeline q = Builder().add(scaler, "a", {{text("x"), AttributeValue(1.0)}});
        QVERIFY(p != q);
    }

    void theSameConnectionIsNotMadeTwice()
    {
        Pipeline p = chain();
        const Connection first = p.connections()[0];
        p.connect(first);
        QCOMPARE(p.connectionCount(), 2);
        p.disconnect(first);
        QCOMPARE(p.connectionCount(), 1);
        p.connect(first);
        QCOMPARE(p.connectionCount(), 2);
    }

    void aConnectionNeedsBothBlocks()
    {
        Pipeline p = chain();
        p.connect({{BlockId{99}, text("table")}, {p.findById(text("a")), text("table")}});
        QVERIFY(p == chain());
    }

    void pathsFollowTheConnectionsOnly()
    {
        const Pipeline p = chain().add(scaler, "lone");
        const auto at = [&](const char *id) { return p.findById(text(id)); };
        QVERIFY(p.hasPath(at("a"), at("c")));
        QVERIFY(!p.hasPath(at("c"), at("a")));
        QVERIFY(!p.hasPath(at("a"), at("lone")));
        QVERIFY(p.hasPath(at("lone"), at("lone")));
    }

    void pathsOfACircleAreFoundAndEnd()
    {
        const Pipeline p = chain().connect("c.table -> a.table").add(scaler, "d");
        QVERIFY(p.hasPath(p.findById(text("c")), p.findById(text("b"))));
        QVERIFY(!p.hasPath(p.findById(text("c")), p.findById(text("d"))));
    }

    void pathsAgainstTheFileOrderAreFoundUntilTheirConnectionIsRemoved()
    {
        Pipeline p = Builder()
                         .add(scaler, "a")
                         .add(scaler, "b")
                         .add(scaler, "c")
                         .connect("a.table -> c.table");
        const auto at = [&](const char *id) { return p.findById(text(id)); };
        const Connection back{{at("c"), text("table")}, {at("b"), text("table")}};
        p.connect(back);
        QVERIFY(p.hasPath(at("a"), at("b")));
        QVERIFY(!p.hasPath(at("b"), at("a")));
        p.disconnect(back);
        QVERIFY(!p.hasPath(at("a"), at("b")));
    }

    // Pipelines remember what they searched; this walks over what they say of themselves.
    void pathsAreThoseOfTheConnectionsThereAreNow()
    {
        std::mt19937 random(3);
        Pipeline current = samples::large(60, 0);
        QVector<Pipeline> earlier;
        for (int step = 0; step < 600; ++step) {
            const QVector<BlockId> blocks = current.blockIds();
            const auto any = [&] { return blocks[int(random() % unsigned(blocks.size()))]; };
            if (step % 100 == 0)
                earlier << current;
            const Connection connection{{any(), text("table")}, {any(), text("table")}};
            if (step % 50 == 0)
                current.remove(any());
            else if (step % 50 == 1)
                current.append(block("more"));
            else if (random() % 3 != 0)
                current.connect(connection);
            else
                dropOldest(current);
            dropOldest(earlier.last());
            for (const Pipeline &pipeline : {current, earlier.last(), earlier.first()}) {
                const BlockId from = pipeline.blockIds().first();
                const BlockId to = pipeline.blockIds().last();
                QCOMPARE(pipeline.hasPath(from, to),
                         reachable(pipeline, from).contains(quint32(to)));
                QCOMPARE(pipeline.hasPath(to, from),
                         reachable(pipeline, to).contains(quint32(from)));
            }
        }
    }

    void changesNameWhatAViewMustDo()
    {
        const Pipeline before = chain();
        Pipeline after = before;
        after.remove(before.findById(text("c")));
        const BlockId added = after.append(block("new"));
        Block moved = *after.find(after.findById(text("a")));
        moved.position = QPointF(10, 20);
        after.replace(after.findById(text("a")), moved);
        after.connect({{before.findById(text("b")), text("table")}, {added, text("table")}});
        after.setSeed(3);

        const PipelineChanges changes = changesBetween(before, after);
        QCOMPARE(changes.added, QVector<BlockId>{added});
        QCOMPARE(changes.removed, QVector<BlockId>{before.findById(text("c"))});
        QCOMPARE(changes.changed, QVector<BlockId>{before.findById(text("a"))});
        QCOMPARE(changes.connected.size(), 1);
        QCOMPARE(changes.disconnected.size(), 1);
        QVERIFY(changes.settings && !changes.groups && !changes.notes);
        QVERIFY(changesBetween(after, after).isEmpty());
    }

    void replacingByAnEqualBlockChangesNothing()
    {
        const Pipeline before = chain();
        Pipeline after = before;
        after.replace(before.findById(text("a")), *before.find(before.findById(text("a"))));
        QVERIFY(changesBetween(before, after).isEmpty());
    }

    void tenThousandBlocksAreKeptInOrder()
    {
        const Pipeline p = samples::large(10000);
        QCOMPARE(p.blockCount(), 10000);
        QVERIFY(p.connectionCount() > 14000);
        int place = 0;
        p.forEachBlock([&](BlockId id, const Block &b) {
            QCOMPARE(b.id, QStringLiteral("block_%1").arg(place++));
            QVERIFY(p.findById(b.id) == id);
        });
    }
};

QTEST_GUILESS_MAIN(TestPipeline)
#include "tst_pipeline.moc"
