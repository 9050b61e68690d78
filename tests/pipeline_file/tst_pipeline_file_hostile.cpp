#include "core/pipeline_file/pipeline_file.h"
#include "tests/pipeline/samples.h"

#include <QtTest>

using namespace outcrop;
using samples::text;

namespace {

QByteArray repeated(const QByteArray &bytes, int times)
{
    QByteArray all;
    all.reserve(bytes.size() * times);
    for (int i = 0; i < times; ++i)
        all += bytes;
    return all;
}

QByteArray file(const QByteArray &rest)
{
    return "outcrop: 1\nname: x\nseed: 0\n" + rest;
}

} // namespace

// Files that mean harm, or that somebody cut in half.
class TestPipelineFileHostile : public QObject
{
    Q_OBJECT

private slots:
    void isRefusedWithPlaceAndReason_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("start");
        const auto row = [](const char *name, const QByteArray &bytes, const char *start) {
            QTest::newRow(name) << bytes << text(start);
        };
        row("empty", "", "f.outcrop:1: this is no Outcrop pipeline");
        row("a key that cannot be written again",
            file("odd: {? " + QByteArray(1001, 'k') + "\n    : 1}\n"),
            "f.outcrop:4: this key is too long");
        row("a key of escapes", file("odd: {\"" + repeated("\\ufeff", 167) + "\": 1}\n"),
            "f.outcrop:4: this key is too long");
        QByteArray unknown;
        for (int i = 0; i <= 10'000; ++i)
            unknown += 'k' + QByteArray::number(i) + ": 1\n";
        row("more that is not known than a newer version has", file(unknown),
            "f.outcrop:10004: more than 10000 fields are not known here");
        row("a list", "[1, 2]", "f.outcrop:1: this is no Outcrop pipeline");
        row("other YAML", "name: x\n", "f.outcrop:1: this is no Outcrop pipeline");
        row("newer", "outcrop: 2\nblocks: {}\n",
            "f.outcrop:1: this file was made by a newer Outcrop");
        row("version as text", "outcrop: \"1\"\n", "f.outcrop:1: outcrop: expected a whole number");
        row("version as float", "outcrop: 1.0\n", "f.outcrop:1: outcrop: expected a whole number");
        row("version zero", "outcrop: 0\n", "f.outcrop:1: there is no format 0");
        row("huge version", "outcrop: 99999999999999999999\n",
            "f.outcrop:1: outcrop: expected a whole number");
        row("name is a list", "outcrop: 1\nname: [a]\n", "f.outcrop:2: name: expected text");
        row("seed is text", "outcrop: 1\nname: x\nseed: many\n",
            "f.outcrop:3: seed: expected a whole number");
        row("blocks are a mapping", file("blocks: {a: b}\n"),
            "f.outcrop:4: blocks: expected a list");
        row("block is text", file("blocks: [a]\n"), "f.outcrop:4: a block: expected keys");
        row("block is nothing", file("blocks: [null]\n"), "f.outcrop:4: this block has no id");
        row("no id", file("blocks:\n  - type: x\n"), "f.outcrop:5: this block has no id");
        row("no type", file("blocks:\n  - id: x\n"), "f.outcrop:5: the block x has no type");
        row("attributes are a list", file("blocks:\n  - {id: a, type: b, attributes: [1]}\n"),
            "f.outcrop:5: attributes: expected keys");
        row("attribute is a mapping",
            file("blocks:\n  - {id: a, type: b, attributes: {c: {d: 1}}}\n"), "f.outcrop:5: ");
        row("search space of nothing",
            file("blocks:\n  - {id: a, type: b, attributes: {c: {search: 1}}}\n"), "f.outcrop:5: ");
        row("search space of halves",
            file("blocks:\n  - {id: a, type: b, attributes: {c: {search: {int: [0.5, 1]}}}}\n"),
            "f.outcrop:5: ");
        row("search space beyond doubles",
            file("blocks:\n  - {id: a, type: b, attributes: {c: {search: {int: [0, "
                 "9007199254740993]}}}}\n"),
            "f.outcrop:5: ");
        row("connection is a mapping", file("connections:\n  - a.x: b.y\n"),
            "f.outcrop:5: a connection is written");
        row("layout of text", file("layout: {a: left}\n"), "f.outcrop:4: a: expected two numbers");
        row("layout of three", file("layout: {a: [1, 2, 3]}\n"),
            "f.outcrop:4: a: expected two numbers");
        row("layout of infinity", file("layout: {a: [.inf, 1]}\n"),
            "f.outcrop:4: a: expected two numbers");
        row("groups of numbers", file("groups: [1]\n"), "f.outcrop:4: a group: expected keys");
        row("group of groups", file("groups: [{blocks: [[a]]}]\n"), "f.outcrop:4: ");
        row("notes are text", file("notes: hello\n"), "f.outcrop:4: notes: expected a list");
        row("alias", file("blocks: &a [*a]\n"), "f.outcrop:4: ");
        row("tag", file("blocks: !!python/object:os.system [ls]\n"), "f.outcrop:4: ");
        row("duplicate key", file("name: y\n"), "f.outcrop:4: ");
        row("second document", file("---\noutcrop: 1\n"), "f.outcrop:4: ");
        row("a hundred lists deep", file("blocks: " + repeated("[", 100) + repeated("]", 100)),
            "f.outcrop:4: ");
        row("cut in a quoted text", "outcrop: 1\nname: \"Loan", "f.outcrop:2: ");
        row("binary",
            QByteArray("\x7f"
                       "ELF\0\0\1\2",
                       8),
            "f.outcrop:1: ");
        row("broken UTF-8", "outcrop: 1\nname: \xff\xfe\n", "f.outcrop:1: the file is not UTF-8");
    }

    void isRefusedWithPlaceAndReason()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, start);
        const auto pipeline = parsePipeline(bytes, text("f.outcrop"));
        QVERIFY(!pipeline);
        QVERIFY(pipeline.error().kind == ErrorKind::InvalidInput);
        QVERIFY2(pipeline.error().message.startsWith(start), qPrintable(pipeline.error().message));
        QVERIFY(!pipeline.error().message.contains(QLatin1Char('\n')));
    }

    void isKeptThoughItIsWrong_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const QByteArray &bytes) {
            QTest::newRow(name) << file(bytes);
        };
        row("no blocks at all", "");
        row("a block connected with itself",
            "blocks: [{id: a, type: t}]\nconnections: [a.x -> a.x]\n");
        row("a circle", "blocks: [{id: a, type: t}, {id: b, type: t}]\nconnections: [a.x -> b.x, "
                        "b.x -> a.x]\n");
        row("ports that no type has",
            "blocks: [{id: a, type: t}, {id: b, type: t}]\nconnections: [a. -> b.!]\n");
        row("connections of nobody",
            "connections: [a -> b, \" -> \", \".\", \"\", \"a.b -> c.d -> e.f\"]\n");
        row("an id with an arrow",
            "blocks: [{id: \"a.b -> c\", type: t}]\nconnections: [\"a.b -> c.d -> a.b -> c.e\"]\n");
        row("an id of a megabyte", "blocks: [{id: " + repeated("a", 1 << 20) + ", type: t}]\n");
        row("ids that are none",
            "blocks: [{id: 1, type: t}, {id: \"../x\", type: t}, {id: \"\\n\", type: t}]\n");
        row("groups in groups",
            "groups: [{title: a, blocks: [b, b, a]}, {title: a, blocks: [a]}, {}]\n");
        row("layout of nobody", "layout: {ghost: [1, 2]}\n");
        row("sixty lists deep", "blocks: [{id: a, type: t, attributes: {x: " + repeated("[", 59)
                                    + repeated("]", 59) + "}}]\n");
        row("unknown, sixty lists deep", "later: " + repeated("[", 62) + repeated("]", 62) + "\n");
        row("far away", "blocks: [{id: a, type: t}]\nlayout: {a: [1.0e+300, -5.0e-324]}\n");
        row("coordinates beyond integers",
            "blocks: [{id: a, type: t}]\nlayout: {a: [9223372036854775807, 0.5]}\n");
        row("a line full of arrows", "connections:\n  - " + repeated("a.b -> ", 100000) + "c.d\n");
        QByteArray ports;
        for (int i = 0; i < 50000; ++i)
            ports += "  - a.x" + QByteArray::number(i) + " -> b.y\n";
        row("fifty thousand connections of two blocks",
            "blocks: [{id: a, type: t}, {id: b, type: t}]\nconnections:\n" + ports);
        row("ten thousand equal ids", "blocks:\n" + repeated("  - {id: a, type: t}\n", 10000));
        row("ten thousand connections with itself",
            "blocks: [{id: a, type: t}]\nconnections:\n" + repeated("  - a.x -> a.y\n", 10000));
    }

    void isKeptThoughItIsWrong()
    {
        QFETCH(QByteArray, bytes);
        const auto pipeline = parsePipeline(bytes, text("f.outcrop"));
        QVERIFY2(pipeline.has_value(), pipeline ? "" : qPrintable(pipeline.error().message));
        const QByteArray saved = formatPipeline(*pipeline);
        const auto again = parsePipeline(saved, text("f.outcrop"));
        QVERIFY2(again.has_value(), again ? "" : qPrintable(again.error().message));
        QVERIFY(*again == *pipeline);
        QCOMPARE(formatPipeline(*again), saved);
    }

    void cutAnywhereAFileIsReadOrRefusedButNeverCrashes()
    {
        const QByteArray whole = formatPipeline(samples::large(6, 2));
        for (int length = 0; length < whole.size(); ++length) {
            const auto pipeline = parsePipeline(whole.left(length), text("f.outcrop"));
            QVERIFY(pipeline || pipeline.error().message.startsWith(text("f.outcrop:")));
        }
    }

    void tenThousandBlocksAreReadBackEqual()
    {
        const Pipeline large = samples::large(10000);
        const auto back = parsePipeline(formatPipeline(large), text("f.outcrop"));
        QVERIFY(back.has_value());
        QVERIFY(*back == large);
    }

    void allConnectionsIntoOneBlockAreRead()
    {
        Pipeline star;
        Block hub;
        hub.id = hub.type = text("hub");
        const BlockId center = star.append(hub);
        for (int i = 0; i < 5000; ++i) {
            Block leaf;
            leaf.type = text("leaf");
            leaf.id = QStringLiteral("leaf_%1").arg(i);
            star.connect({{star.append(leaf), text("x")}, {center, text("y")}});
        }
        QVERIFY(parsePipeline(formatPipeline(star), {}).value() == star);
    }
};

QTEST_GUILESS_MAIN(TestPipelineFileHostile)
#include "tst_pipeline_file_hostile.moc"
