#include "core/document/pipeline_document.h"
#include "core/pipeline/edits.h"
#include "core/pipeline/selection.h"
#include "tests/pipeline/samples.h"

#include <QSet>
#include <QSignalSpy>
#include <QtTest>

#include <random>

using namespace outcrop;
using samples::Builder;
using samples::text;

namespace {

const char *const scaler = "sklearn.StandardScaler";

Pipeline chain()
{
    return Builder().add(scaler, "a").add(scaler, "b").connect("a.table -> b.table");
}

Block block(const QString &id)
{
    Block made;
    made.id = id;
    made.type = text(scaler);
    return made;
}

class Digest
{
public:
    void add(const QString &part) { addNumber(qHash(part, 0)); }
    void addNumber(size_t part) { m_value = m_value * 1000003 + part + 1; }
    void add(const Port &port)
    {
        addNumber(size_t(port.block));
        add(port.name);
    }
    size_t value() const { return m_value; }

private:
    size_t m_value = 0;
};

// All that a pipeline holds, handles included: what equality of pipelines is checked against.
size_t digest(const Pipeline &p)
{
    Digest all;
    all.add(p.name());
    all.addNumber(size_t(p.seed()));
    const auto addAll = [&](const QVector<Connection> &connections) {
        for (const Connection &c : connections) {
            all.add(c.from);
            all.add(c.to);
        }
    };
    p.forEachBlock([&](BlockId id, const Block &b) {
        all.addNumber(size_t(id));
        all.add(b.id);
        all.add(b.title);
        all.addNumber(size_t(b.position.x()));
        for (const AttributeValue &value : b.attributes)
            all.addNumber(size_t(*value.as<qint64>()));
        addAll(p.inputsOf(id));
        addAll(p.outputsOf(id));
    });
    addAll(p.connections());
    for (const Group &group : p.groups()) {
        all.add(group.title);
        for (const QString &id : group.blocks)
            all.add(id);
    }
    for (const Note &note : p.notes())
        all.add(note.text);
    return all.value();
}

// A person who never stops: one edit of any kind after another.
class Script
{
public:
    explicit Script(unsigned seed) : m_random(seed) {}

    Pipeline edit(const Pipeline &p)
    {
        const QVector<BlockId> ids = p.blockIds();
        const int kind = ids.size() < 3 ? 0 : number(ids.size() > 20 ? 12 : 10);
        const auto any = [&] { return ids[number(ids.size())]; };
        switch (kind) {
        case 0:
        case 1:
            return appended(p);
        case 2:
            return connected(p, any(), any());
        case 3:
            return moveBlocks(p, {any(), any()}, QPointF(number(9) + 1, 0));
        case 4:
            return setAttribute(p, any(), text("depth"), AttributeValue(number(50)), {});
        case 5:
            return setTitle(p, any(), QString::number(number(1000)));
        case 6:
            return duplicate(p, {any()}, {10, 10}).pipeline;
        case 7:
            return renameId(p, any(), QStringLiteral("r%1").arg(number(100000))).value_or(p);
        case 8:
            return framed(p, *p.find(any()));
        case 9:
            return p.connectionCount() ? disconnected(p) : setSeed(p, number(1000));
        default:
            return removeBlocks(p, {any(), any(), any()});
        }
    }

private:
    int number(int below) { return int(m_random() % unsigned(below)); }

    Pipeline appended(Pipeline p)
    {
        p.append(block(QStringLiteral("n%1").arg(m_random())));
        return p;
    }

    static Pipeline connected(Pipeline p, BlockId from, BlockId to)
    {
        p.connect({{from, text("table")}, {to, text("table")}});
        return p;
    }

    Pipeline disconnected(Pipeline p)
    {
        p.disconnect(p.connections()[number(p.connectionCount())]);
        return p;
    }

    Pipeline framed(const Pipeline &p, const Block &b)
    {
        if (p.groups().size() > 5)
            return removeNote(removeGroup(p, number(5)), 0);
        return addGroup(addNote(p, {b.id, {}, {}, {}}), {b.title, {b.id}, {}, {}});
    }

    std::mt19937 m_random;
};

} // namespace

class TestPipelineDocument : public QObject
{
    Q_OBJECT

private slots:
    void undoRestoresRemovedBlockAndItsConnections()
    {
        PipelineDocument document;
        document.reset(chain());
        document.apply(text("Delete"), removeBlocks(document.pipeline(),
                                                    {document.pipeline().findById(text("a"))}));
        QCOMPARE(document.pipeline().connectionCount(), 0);

        document.undo();
        QVERIFY(document.pipeline() == chain());
        QCOMPARE(document.history().redoLabel(), text("Delete"));
    }

    void typingInOneFieldIsOneUndoStep()
    {
        PipelineDocument document;
        document.reset(chain());
        const BlockId a = document.pipeline().findById(text("a"));
        for (int value : {1, 12, 128})
            document.apply(
                text("Set depth"),
                setAttribute(document.pipeline(), a, text("depth"), AttributeValue(value), {}),
                text("1/depth"));
        document.undo();
        QVERIFY(document.pipeline() == chain());
        QVERIFY(!document.history().canUndo());
        QVERIFY(document.history().isClean());
    }

    void typingInTwoFieldsIsTwoUndoSteps()
    {
        PipelineDocument document;
        document.reset(chain());
        document.apply(text("x"), setName(document.pipeline(), text("x")), text("name"));
        document.apply(text("y"), setSeed(document.pipeline(), 4), text("seed"));
        document.undo();
        QCOMPARE(document.pipeline().name(), text("x"));
    }

    void typingOnAfterASaveIsANewStep()
    {
        PipelineDocument document;
        document.apply(text("x"), setName(document.pipeline(), text("x")), text("name"));
        document.markSaved();
        document.apply(text("xy"), setName(document.pipeline(), text("xy")), text("name"));
        QVERIFY(!document.history().isClean());
        document.undo();
        QCOMPARE(document.pipeline().name(), text("x"));
        QVERIFY(document.history().isClean());
    }

    void typingOnAfterUndoIsANewStep()
    {
        PipelineDocument document;
        document.apply(text("a"), setSeed(document.pipeline(), 1), text("seed"));
        document.apply(text("b"), setName(document.pipeline(), text("n")));
        document.undo();
        document.apply(text("a"), setSeed(document.pipeline(), 2), text("seed"));
        document.undo();
        QCOMPARE(document.pipeline().seed(), 1);
    }

    void emitsOnlyWhatChanged()
    {
        PipelineDocument document;
        document.reset(chain());
        const BlockId b = document.pipeline().findById(text("b"));
        QSignalSpy spy(&document, &PipelineDocument::changed);
        document.apply(text("Move"), moveBlocks(document.pipeline(), {b}, {10, 20}));
        document.undo();
        QCOMPARE(spy.size(), 2);
        for (const QList<QVariant> &emitted : spy) {
            const auto changes = emitted[0].value<PipelineChanges>();
            QCOMPARE(changes.changed, QVector<BlockId>{b});
            QVERIFY(changes.added.isEmpty() && changes.removed.isEmpty()
                    && changes.connected.isEmpty());
        }
    }

    void anEditThatChangesNothingIsNoStep()
    {
        PipelineDocument document;
        document.reset(chain());
        QSignalSpy spy(&document, &PipelineDocument::historyChanged);
        document.apply(text("Nothing"), setName(document.pipeline(), {}));
        QCOMPARE(spy.size(), 0);
        QVERIFY(!document.history().canUndo());
    }

    void undoAndRedoAtTheEndsDoNothing()
    {
        PipelineDocument document;
        document.undo();
        document.redo();
        QVERIFY(document.pipeline() == Pipeline());
    }

    void savedStateSurvivesUndoAndIsLostWhenOverwritten()
    {
        PipelineDocument document;
        document.apply(text("a"), setSeed(document.pipeline(), 1));
        document.markSaved();
        document.undo();
        QVERIFY(!document.history().isClean());
        document.redo();
        QVERIFY(document.history().isClean());
        document.undo();
        document.apply(text("b"), setSeed(document.pipeline(), 2));
        document.undo();
        document.redo();
        QVERIFY(!document.history().isClean());
    }

    void anIdThatUndoTookBackIsNotGivenAgain()
    {
        PipelineDocument document;
        document.reset(chain());
        QSet<quint32> given;
        for (int i = 0; i < 50; ++i) {
            Pipeline next = document.pipeline();
            const quint32 id = quint32(next.append(block(text("n"))));
            QVERIFY(!given.contains(id));
            given.insert(id);
            document.apply(text("Add"), next);
            document.undo();
        }
    }

    void aMirrorThatFollowsTheSignalIsAlwaysRight()
    {
        Script script(11);
        PipelineDocument document;
        QSet<quint32> blocks;
        QVector<Connection> connections;
        connect(&document, &PipelineDocument::changed, this, [&](const PipelineChanges &changes) {
            for (const Connection &c : changes.disconnected)
                QVERIFY(connections.removeOne(c));
            for (BlockId id : changes.removed)
                QVERIFY(blocks.remove(quint32(id)));
            for (BlockId id : changes.added)
                blocks.insert(quint32(id));
            connections += changes.connected;
        });
        for (int i = 0; i < 1500; ++i) {
            document.apply(text("edit"), script.edit(document.pipeline()));
            if (i % 3 == 0)
                document.undo();
            if (i % 5 == 0)
                document.redo();
        }
        const QVector<BlockId> ids = document.pipeline().blockIds();
        QCOMPARE(blocks.size(), ids.size());
        for (BlockId id : ids)
            QVERIFY(blocks.contains(quint32(id)));
        QCOMPARE(connections.size(), document.pipeline().connectionCount());
        for (const Connection &c : document.pipeline().connections())
            QVERIFY(connections.contains(c));
    }

    void tenThousandEditsUndoToTheStartAndRedoToTheEnd()
    {
        Script script(42);
        PipelineDocument document;
        std::vector<size_t> seen{digest(document.pipeline())};
        for (int i = 0; i < 10000; ++i) {
            const Pipeline before = document.pipeline();
            const Pipeline next = script.edit(before);
            const size_t digested = digest(next);
            QCOMPARE(next == before, digested == seen.back());
            document.apply(text("edit"), next);
            if (digested != seen.back())
                seen.push_back(digested);
        }
        QVERIFY(seen.size() > 8000);
        for (size_t i = seen.size() - 1; i-- > 0;) {
            document.undo();
            QCOMPARE(digest(document.pipeline()), seen[i]);
        }
        QVERIFY(!document.history().canUndo());
        for (size_t i = 1; i < seen.size(); ++i) {
            document.redo();
            QCOMPARE(digest(document.pipeline()), seen[i]);
        }
        QVERIFY(!document.history().canRedo());
    }
};

QTEST_GUILESS_MAIN(TestPipelineDocument)
#include "tst_pipeline_document.moc"
