#include "widgets/code/block_lines.h"
#include "widgets/code/code_colors.h"

#include <QFile>
#include <QtTest>

using namespace outcrop;

namespace {

QString golden(const QString &name)
{
    QFile file(QStringLiteral(OUTCROP_SOURCE_DIR "/tests/codegen/golden/%1").arg(name));
    if (!file.open(QFile::ReadOnly))
        qFatal("%s is not there", qPrintable(file.fileName()));
    return QString::fromUtf8(file.readAll());
}

// The lines of a block, as "first text … last text" of each place.
QStringList placesOf(const QString &block, const QString &fileName, const QString &text,
                     const QSet<QString> &blocks)
{
    const QStringList lines = text.split(QLatin1Char('\n'));
    QStringList places;
    for (const BlockLines &found : blockLines(fileName, text, blocks)) {
        if (found.block == block)
            places.append(lines[found.first].trimmed() + QStringLiteral(" … ")
                          + lines[found.last].trimmed());
    }
    return places;
}

const QString train = QStringLiteral("train.py");
const QSet<QString> ids{QStringLiteral("cancer"), QStringLiteral("forest"),
                        QStringLiteral("split"),  QStringLiteral("best"),
                        QStringLiteral("scale"),  QStringLiteral("latency")};

} // namespace

class TestBlockLines : public QObject
{
    Q_OBJECT

private slots:
    void functionOfABlockEndsWhereTheNextBegins()
    {
        const QString text = golden(QStringLiteral("classification/train.py"));
        QCOMPARE(placesOf(QStringLiteral("forest"), train, text, ids),
                 QStringList(QStringLiteral(
                     "def make_forest(): … return Pipeline([(\"forest\", estimator)])")));
        QCOMPARE(placesOf(QStringLiteral("cancer"), train, text, ids),
                 QStringList(QStringLiteral("def load_cancer(): … return table")));
    }

    void blockWithoutAFunctionIsFoundWhereTheCodeReportsIt()
    {
        const QString text = golden(QStringLiteral("classification/train.py"));
        const QStringList split = placesOf(QStringLiteral("split"), train, text, ids);
        QCOMPARE(split.size(), 2);
        QVERIFY(split[0].startsWith(QLatin1String("SPLIT = ")));
        QVERIFY(split[1].startsWith(QLatin1String("with report.block(\"split\"):")));
        QCOMPARE(placesOf(QStringLiteral("latency"), train, text, ids),
                 QStringList(QStringLiteral("report.latency( … )")));
        QVERIFY(placesOf(QStringLiteral("best"), train, text, ids)[0].contains(
            QLatin1String("test_once(")));
    }

    void whatIsNoBlockHasNoLines()
    {
        const QString text = golden(QStringLiteral("classification/train.py"));
        QVERIFY(placesOf(QStringLiteral("baseline"), train, text, ids).isEmpty());
        QVERIFY(placesOf(QStringLiteral("table"), train, text, ids).isEmpty()); // def load_table
        QVERIFY(blockLines(QStringLiteral("requirements.txt"), text, ids).isEmpty());
        QVERIFY(blockLines(train, {}, ids).isEmpty());
    }

    void scriptAndPipelineFileBelongToTheirBlocks()
    {
        const auto script =
            blockLines(QStringLiteral("scripts/ratio.py"), QStringLiteral("a = 1\nb = 2\n"), {});
        QCOMPARE(script.size(), 1);
        QCOMPARE(script[0].block, QStringLiteral("ratio"));
        QCOMPARE(script[0].last, 1);
        const QString pipeline = QStringLiteral(
            "blocks:\n  - id: split\n    type: table.split\n  - id: best\n    type: x\n"
            "connections:\n");
        const auto found = blockLines(QStringLiteral("pipeline.outcrop"), pipeline, ids);
        QCOMPARE(found.size(), 2);
        QCOMPARE(found[0].first, 1);
        QCOMPARE(found[0].last, 2);
        QCOMPARE(found[1].last, 4);
    }

    void pythonIsColouredAndAnUnknownLanguageIsNot()
    {
        CodeColors colors;
        const auto lines =
            colors.read(train, QStringLiteral("import sys\nx = \"a\"  # b\ny = 12\n"));
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0][0].role, CodeRole::Keyword);
        const auto has = [&](int line, CodeRole role, int start) {
            return std::any_of(lines[line].begin(), lines[line].end(), [=](const CodeSpan &span) {
                return span.role == role && span.start == start;
            });
        };
        QVERIFY(has(1, CodeRole::String, 4));
        QVERIFY(has(1, CodeRole::Comment, 9));
        QVERIFY(has(2, CodeRole::Number, 4));
        QVERIFY(!colors.read(QStringLiteral("pipeline.outcrop"), QStringLiteral("a: 1\n"))[0]
                     .isEmpty());
        const auto plain =
            colors.read(QStringLiteral("data.nothing-known"), QStringLiteral("import x\n"));
        QCOMPARE(plain.size(), 2);
        QVERIFY(plain[0].isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBlockLines)
#include "tst_block_lines.moc"
