#include "core/base/files.h"
#include "core/pipeline/edits.h"
#include "core/pipeline/selection.h"
#include "core/pipeline_file/pipeline_file.h"
#include "tests/pipeline/samples.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace outcrop;
using samples::Builder;
using samples::text;

namespace {

// As in the format's description.
const char *const loans = R"(outcrop: 1
name: Loan default
seed: 0
blocks:
  - id: loans
    type: input.csv
    title: Loans
    attributes: {path: data/loans.csv, target: default}
  - id: impute
    type: sklearn.SimpleImputer
    attributes: {columns: numeric, strategy: median}
  - id: forest
    type: sklearn.RandomForestClassifier
    attributes:
      n_estimators: {search: {int: [50, 500], log: true}}
connections:
  - loans.table -> impute.table
  - impute.table -> forest.table
groups: []
notes: []
layout: {loans: [40, 160], impute: [240, 160], forest: [640, 80]}
)";

Pipeline parsed(const QByteArray &bytes)
{
    const auto pipeline = parsePipeline(bytes, text("test.outcrop"));
    if (!pipeline)
        qWarning("%s", qPrintable(pipeline.error().message));
    return pipeline.value_or(Pipeline());
}

// A file around some lines of its blocks.
QByteArray fileWith(const char *blocks, const char *rest = "")
{
    return QByteArray("outcrop: 1\nname: x\nseed: 0\nblocks:\n") + blocks + rest;
}

class RandomPipeline
{
public:
    explicit RandomPipeline(unsigned seed) : m_random(seed) {}

    Pipeline make()
    {
        Pipeline p;
        p.setName(word());
        p.setSeed(qint64(m_random()) - (1LL << 31));
        const int blocks = number(12);
        for (int i = 0; i < blocks; ++i)
            p.append(block(i));
        const QVector<BlockId> ids = p.blockIds();
        for (int i = 0; blocks > 0 && i < number(20); ++i)
            p.connect({{ids[number(blocks)], text("table")}, {ids[number(blocks)], text("model")}});
        for (int i = 0; i < number(3); ++i)
            p = addGroup(p, {word(), {text("b0"), word()}, word(), kept()});
        for (int i = 0; i < number(3); ++i)
            p = addNote(p, {lines(), place(), place(), kept()});
        p.setUnknown(kept());
        return p;
    }

private:
    int number(int below) { return int(m_random() % unsigned(below)); }
    QPointF place()
    {
        return {double(number(9999)) - 5000, number(4) == 0 ? 0.25 * number(100) : number(100)};
    }

    Block block(int i)
    {
        Block made;
        made.id = QStringLiteral("b%1").arg(i);
        made.type = text("sklearn.Ridge");
        made.title = number(2) ? word() : QString();
        made.position = place();
        for (int k = 0; k < number(8); ++k)
            made.attributes.insert(word() + text("k"), value(0));
        made.unknown = kept();
        return made;
    }

    UnknownFields kept()
    {
        UnknownFields fields;
        if (number(4) == 0)
            fields.insert(text("later_") + QString::number(number(9)),
                          text("{a: [1, 2.0, x], b: null, c: true}"));
        return fields;
    }

    AttributeValue value(int depth)
    {
        switch (number(depth < 4 ? 8 : 5)) {
        case 0:
            return {};
        case 1:
            return AttributeValue(number(2) == 1);
        case 2:
            return AttributeValue(qint64(m_random()) << number(30));
        case 3:
            return AttributeValue(std::ldexp(double(m_random()), number(1200) - 600));
        case 4:
            return AttributeValue(word());
        case 5:
            return AttributeValue(lines());
        case 6:
            return AttributeValue(searchSpace());
        default:
            break;
        }
        AttributeValue::List list;
        for (int i = 0; i < number(4); ++i)
            list << value(depth + 1);
        return AttributeValue(list);
    }

    SearchSpace searchSpace()
    {
        SearchSpace space;
        space.kind = std::array{SearchSpace::Kind::Int, SearchSpace::Kind::Float,
                                SearchSpace::Kind::Choice}[size_t(number(3))];
        if (space.kind == SearchSpace::Kind::Choice) {
            space.choices = {AttributeValue(word()), AttributeValue(1), AttributeValue(1.0),
                             AttributeValue()};
            return space;
        }
        space.low = number(100);
        space.high = space.low + number(100);
        space.log = number(2) == 1;
        return space;
    }

    QString word()
    {
        static const QStringList words{text("gini"),
                                       text(""),
                                       text("no"),
                                       text("1.0"),
                                       text("12"),
                                       text("null"),
                                       text("2024-01-01"),
                                       text("a: b"),
                                       text("# not a comment"),
                                       text("- x"),
                                       text("[1"),
                                       text("{"),
                                       text("'"),
                                       text("\""),
                                       text("\\n"),
                                       text(" padded "),
                                       text("\t"),
                                       QString::fromUtf8("\xc3\xa9t\xc3\xa9 \xf0\x9f\x8c\xb2"),
                                       text("&a"),
                                       text("*a"),
                                       text("!tag"),
                                       text("<<"),
                                       text("---"),
                                       text("0x10"),
                                       text("~"),
                                       text("%"),
                                       text("@"),
                                       text("a.b -> c.d"),
                                       QString(QChar(0x202e)),
                                       QString(QChar(0xfeff)),
                                       QString(QChar(7)),
                                       QString(200, QLatin1Char('w'))};
        return words[number(words.size())];
    }

    QString lines()
    {
        static const QStringList texts{text("def f(x):\n    return x\n"),
                                       text("a\n\nb"),
                                       text("\n"),
                                       text("  a\nb"),
                                       text("a\r\nb\n"),
                                       text("a\n\n"),
                                       text("# x\n- y\n")};
        return texts[number(texts.size())];
    }

    std::mt19937 m_random;
};

} // namespace

class TestPipelineFile : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryPartOfTheDescribedFormat()
    {
        const Pipeline p = parsed(loans);
        QCOMPARE(p.name(), text("Loan default"));
        QCOMPARE(p.blockCount(), 3);
        QCOMPARE(p.connectionCount(), 2);
        const Block *csv = p.find(p.findById(text("loans")));
        QCOMPARE(csv->title, text("Loans"));
        QCOMPARE(csv->position, QPointF(40, 160));
        QVERIFY(csv->attributes.value(text("target")) == samples::choice("default"));
        const Block *forest = p.find(p.findById(text("forest")));
        SearchSpace space;
        space.kind = SearchSpace::Kind::Int;
        space.low = 50;
        space.high = 500;
        space.log = true;
        QVERIFY(forest->attributes.value(text("n_estimators")) == AttributeValue(space));
    }

    void savingWithoutAnEditChangesNoByte()
    {
        QCOMPARE(formatPipeline(parsed(loans)), QByteArray(loans));
    }

    void theExamplesAreInTheCanonicalForm()
    {
        const QDir examples(QStringLiteral(OUTCROP_SOURCE_DIR "/resources/examples"));
        const QStringList files = examples.entryList({text("*.outcrop")});
        QVERIFY(!files.isEmpty());
        for (const QString &file : files) {
            const QByteArray bytes = readFile(examples.filePath(file)).value();
            QCOMPARE(QString::fromUtf8(formatPipeline(parsed(bytes))), QString::fromUtf8(bytes));
        }
    }

    void anyPipelineIsReadBackAsItWas()
    {
        for (unsigned seed = 0; seed < 400; ++seed) {
            const Pipeline p = RandomPipeline(seed).make();
            const QByteArray bytes = formatPipeline(p);
            const auto back = parsePipeline(bytes, {});
            QVERIFY2(back.has_value(),
                     back ? "" : qPrintable(back.error().message + QString::fromUtf8(bytes)));
            QVERIFY2(*back == p, bytes.constData());
            QCOMPARE(formatPipeline(*back), bytes);
        }
    }

    void equalPipelinesOfDifferentHistoryGiveEqualBytes()
    {
        Pipeline p = parsed(loans);
        const Insertion copied = duplicate(p, {p.findById(text("forest"))}, {10, 10});
        p = removeBlocks(copied.pipeline, copied.blocks);
        QCOMPARE(formatPipeline(p), QByteArray(loans));
    }

    void movingABlockChangesOneLine()
    {
        const Pipeline p = parsed(loans);
        const QList<QByteArray> before = QByteArray(loans).split('\n');
        const QList<QByteArray> after =
            formatPipeline(moveBlocks(p, {p.findById(text("impute"))}, {8, 0})).split('\n');
        QCOMPARE(after.size(), before.size());
        int changed = 0;
        for (int i = 0; i < before.size(); ++i)
            changed += before[i] != after[i] ? 1 : 0;
        QCOMPARE(changed, 1);
    }

    void wholeNumbersAndFloatsStayWhatTheyAre()
    {
        const Pipeline p =
            parsed(fileWith("  - {id: a, type: t, attributes: {f: 1.0, i: 1, t: \"1\"}}\n"));
        const auto attributes = p.find(p.findById(text("a")))->attributes;
        QVERIFY(attributes.value(text("f")) == AttributeValue(1.0));
        QVERIFY(attributes.value(text("i")) == AttributeValue(1));
        QVERIFY(attributes.value(text("t")) == samples::choice("1"));
        QVERIFY(formatPipeline(p).contains("attributes: {f: 1.0, i: 1, t: \"1\"}"));
    }

    void whatALaterVersionMayAddIsKept()
    {
        const QByteArray file =
            fileWith("  - id: a\n    type: quantum.Forest\n    attributes: {spin: 0.5}\n"
                     "    entangled: {with: [b, c], strength: 1.0}\n",
                     "plan: [1, {x: null}]\n");
        const QByteArray saved = formatPipeline(parsed(file));
        QVERIFY2(saved.contains("    entangled: {with: [b, c], strength: 1.0}\n"),
                 saved.constData());
        QVERIFY2(saved.contains("plan: [1, {x: null}]\n"), saved.constData());
        QVERIFY2(saved.contains("type: quantum.Forest\n    attributes: {spin: 0.5}\n"),
                 saved.constData());
        QCOMPARE(formatPipeline(parsed(saved)), saved);
    }

    void connectionsOfMissingBlocksAreKeptAsTheyWereWritten()
    {
        const Pipeline p =
            parsed(fileWith("  - {id: a, type: t}\n", "connections: [a.x -> gone.y, nonsense]\n"));
        QCOMPARE(p.unresolved(), (QStringList{text("a.x -> gone.y"), text("nonsense")}));
        QVERIFY(formatPipeline(p).contains("connections:\n  - a.x -> gone.y\n  - nonsense\n"));
    }

    void blocksWithOneIdAreAllKept()
    {
        const Pipeline p = parsed(fileWith("  - {id: a, type: t}\n  - {id: a, type: u}\n",
                                           "connections: [a.x -> a.y]\nlayout: {a: [1, 2]}\n"));
        QCOMPARE(p.blockCount(), 2);
        QCOMPARE(p.connectionCount(), 1);
        QVERIFY(parsed(formatPipeline(p)) == p);
    }

    void sourceCodeStandsInTheFileAsItsAuthorWroteIt()
    {
        const QString code = text("def transform(table):\n    return table\n");
        const Pipeline p =
            Builder().add("python.script", "script", {{text("code"), AttributeValue(code)}});
        QVERIFY2(formatPipeline(p).contains("      code: |\n        def transform(table):\n"),
                 formatPipeline(p).constData());
    }

    void aFileSavedOnDiskIsLoadedEqual()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(text("x.outcrop"));
        QVERIFY(savePipeline(parsed(loans), path).has_value());
        QVERIFY(loadPipeline(path).value() == parsed(loans));
    }

    void errorsOfLoadingNameTheFileAndNotItsFolder()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(text("broken.outcrop"));
        QVERIFY(saveAtomically(path, "outcrop: 1\nblocks: 3\n").has_value());
        const auto loaded = loadPipeline(path);
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().message.startsWith(text("broken.outcrop:2: ")),
                 qPrintable(loaded.error().message));
    }

    void theClipboardCarriesBlocksAndTheirConnections()
    {
        const Pipeline p = parsed(loans);
        const QVector<BlockId> chosen{p.findById(text("impute")), p.findById(text("forest"))};
        const auto pasted = parseSelection(formatSelection(p, chosen));
        QVERIFY(pasted.has_value());
        QVERIFY(*pasted == selectionOf(p, chosen));
        QCOMPARE(pasted->connectionCount(), 1);
    }

    void textThatIsNoSelectionIsRefused()
    {
        QVERIFY(!parseSelection("Dear Sir or Madam,\n"));
        QVERIFY(!parseSelection(""));
    }
};

QTEST_GUILESS_MAIN(TestPipelineFile)
#include "tst_pipeline_file.moc"
