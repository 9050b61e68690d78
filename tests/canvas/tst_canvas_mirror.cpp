#include "core/pipeline/arrange.h"
#include "core/pipeline/connecting.h"
#include "core/pipeline/selection.h"
#include "tests/canvas/fixture.h"
#include "tests/support/canvas_difference.h"

#include <random>

using namespace outcrop;
using samples::Canvas;
using samples::text;

namespace {

// Edits as people and other panels make them, from a seed.
class Script
{
public:
    Script(Canvas &canvas, unsigned seed) : m_canvas(canvas), m_random(seed) {}

    void step()
    {
        Pipeline p = m_canvas.document.pipeline();
        switch (number(16)) {
        case 0:
        case 1:
            return apply(addBlock(p, m_canvas.catalog.types()[number(5)], place()).pipeline);
        case 2:
            return apply(removeBlocks(p, some(1 + number(3))));
        case 3:
        case 4:
            return apply(moveBlocks(p, some(1 + number(4)), place()));
        case 5:
        case 6:
        case 7:
            return connectAny(p);
        case 8:
            if (p.connectionCount() > 0)
                p.disconnect(p.connections()[number(p.connectionCount())]);
            return apply(p);
        case 9:
            return apply(p.blockCount() ? setType(p, one(), anyType()) : p);
        case 10:
            return apply(duplicate(p, some(2), QPointF(24, 24)).pipeline);
        case 11:
            return frames(p);
        case 12:
            return apply(number(4) == 0 ? arrange(p) : p);
        case 13:
            return apply(p.blockCount() ? setTitle(p, one(), QString::number(number(99))) : p);
        case 14:
            for (int i = number(4); i >= 0; --i)
                m_canvas.document.undo();
            return;
        default:
            m_canvas.document.redo();
            m_canvas.view->selectAll();
        }
    }

private:
    int number(int limit) { return int(m_random() % unsigned(limit)); }
    QPointF place() { return QPointF(number(3000) - 1500, number(2000) - 1000); }
    BlockId one()
    {
        const QVector<BlockId> ids = m_canvas.document.pipeline().blockIds();
        return ids.isEmpty() ? BlockId{} : ids[number(ids.size())];
    }
    QVector<BlockId> some(int count)
    {
        QVector<BlockId> ids;
        for (int i = 0; i < count && one() != BlockId{}; ++i)
            ids << one();
        return ids;
    }
    QString anyType()
    {
        return number(4) == 0 ? text("vendor.Strange") : m_canvas.catalog.types()[number(5)].key;
    }
    void apply(const Pipeline &next) { m_canvas.document.apply(text("edit"), next); }

    void connectAny(const Pipeline &p)
    {
        const BlockId from = one(), to = one();
        const BlockType *source = m_canvas.view->canvas().typeOf(from);
        const BlockType *sink = m_canvas.view->canvas().typeOf(to);
        if (!source || !sink || source->outputs.isEmpty() || sink->inputs.isEmpty())
            return;
        const auto next =
            connectPorts(p, {{from, source->outputs[0].name}, {to, sink->inputs[0].name}},
                         m_canvas.catalog, Occupied::Replace);
        if (next)
            apply(*next);
    }

    void frames(const Pipeline &p)
    {
        Group group;
        group.title = text("g");
        for (BlockId id : some(3))
            group.blocks << p.find(id)->id;
        Note note;
        note.position = place();
        switch (number(4)) {
        case 0:
            return apply(group.blocks.isEmpty() ? p : addGroup(p, group));
        case 1:
            return apply(addNote(p, note));
        case 2:
            return apply(removeNote(p, 0));
        default:
            return apply(removeGroup(p, 0));
        }
    }

    Canvas &m_canvas;
    std::mt19937 m_random;
};

} // namespace

class TestCanvasMirror : public QObject
{
    Q_OBJECT

private slots:
    void sceneIsTheDocumentAfterEveryRandomEdit_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 4; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void sceneIsTheDocumentAfterEveryRandomEdit()
    {
        QFETCH(unsigned, seed);
        Canvas canvas;
        Script script(canvas, seed);
        for (int i = 0; i < 400; ++i) {
            script.step();
            const QString differs = difference(canvas.view->canvas());
            QVERIFY2(differs.isEmpty(), qPrintable(QStringLiteral("%1: %2").arg(i).arg(differs)));
            if (i % 40 == 0)
                QVERIFY(!canvas.view->grab().isNull());
        }
        while (canvas.document.history().canUndo())
            canvas.document.undo();
        QCOMPARE(difference(canvas.view->canvas()), QString());
        QCOMPARE(canvas.document.pipeline(), samples::row());
    }

    void anotherFileReplacesEverything()
    {
        Canvas canvas;
        canvas.document.reset(samples::large(50));
        QCOMPARE(difference(canvas.view->canvas()), QString());
        canvas.document.reset(Pipeline());
        QCOMPARE(difference(canvas.view->canvas()), QString());
        canvas.document.reset(samples::row());
        QCOMPARE(difference(canvas.view->canvas()), QString());
    }

    void brokenFilesAreShown()
    {
        Pipeline pipeline = samples::row();
        Block twin = *pipeline.find(pipeline.findById(text("data")));
        twin.position = {qInf(), 1e300};
        pipeline.append(twin); // A second block of the same id, nowhere.
        const BlockId data = pipeline.findById(text("data"));
        pipeline.connect({{data, text("no such port")}, {data, text("nor this")}});
        Group group;
        group.blocks = {text("gone")};
        pipeline.setGroups({group});
        Note note;
        note.size = {qQNaN(), -5};
        pipeline.setNotes({note});
        Canvas canvas(pipeline);
        QVERIFY(!canvas.view->grab().isNull());
        canvas.view->fitAll();
        QVERIFY(!canvas.view->grab().isNull());
        QCOMPARE(canvas.view->canvas().connections().count(), 2);
    }
};

QTEST_MAIN(TestCanvasMirror)
#include "tst_canvas_mirror.moc"
