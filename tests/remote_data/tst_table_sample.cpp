#include "core/hosts/local_shell.h"
#include "core/remote_data/table_sample.h"
#include "tests/support/verify_result.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>

using namespace outcrop;

namespace {

constexpr int oneMiB = 1 << 20;

QSet<QByteArray> linesOf(const QByteArray &bytes)
{
    const QList<QByteArray> lines = bytes.split('\n');
    return {lines.begin(), lines.end()};
}

} // namespace

class TestTableSample : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    LocalShell m_shell;

    Result<TableSample> sample(const QByteArray &content, const CsvOptions &options = {})
    {
        QFile file(m_folder.filePath(QStringLiteral("it's \"large\"\n$(id).csv")));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        file.close();
        return sampleTable(m_shell, file.fileName(), QStringLiteral("lab:table"), options, {});
    }

private slots:
    void aSmallTableComesByteForByte()
    {
        const QByteArray content = "name,size\r\nann,1\r\n\"b\nc\",2.5\r\nd,";
        const auto taken = sample(content);
        QVERIFY_RESULT(taken);
        QVERIFY(taken->isWhole);
        QCOMPARE(taken->bytes, content);
    }

    void aLargeTableGivesWholeRowsFromAllOverIt()
    {
        QByteArray content = "number,letters,class\n";
        for (int row = 0; content.size() < 5 * oneMiB; ++row)
            content += QByteArray::number(row) + ",\xc3\xa4\xe2\x82\xac \"x\",class "
                       + QByteArray::number(content.size() * 8 / (5 * oneMiB)) + '\n';
        const auto taken = sample(content);
        QVERIFY_RESULT(taken);
        QVERIFY(!taken->isWhole);
        QVERIFY(taken->bytes.size() <= oneMiB && taken->bytes.size() > oneMiB * 9 / 10);
        QVERIFY(linesOf(content).contains(linesOf(taken->bytes)));
        const auto facts =
            readCsvBytes(QStringLiteral("sample"), taken->bytes, CsvPart::Whole, {}, 0);
        QVERIFY_RESULT(facts);
        QCOMPARE(facts->rows, qint64(linesOf(taken->bytes).size() - 2));   // Each of them once.
        QCOMPARE(facts->findColumn(QStringLiteral("class"))->distinct, 8); // Sorted by it.
        QVERIFY(facts->columns[0].numbers->greatest > content.count('\n') * 0.99);
    }

    void whereARowHasSeveralLinesOnlyTheFirstRowsAreTaken()
    {
        QByteArray content = "\xef\xbb\xbf\"the\nnumber\",words\r\n";
        for (int row = 0; content.size() < oneMiB; ++row)
            content += QByteArray::number(row) + ",\"many\r\nwords, 1,2\nis \"\"one\"\"\"\r\n";
        content += QByteArray("1,never\r\n").repeated(oneMiB / 4);
        const auto taken = sample(content);
        QVERIFY_RESULT(taken);
        QVERIFY(!taken->isWhole);
        QVERIFY(taken->bytes.size() > oneMiB * 4 / 10);
        QVERIFY(content.startsWith(taken->bytes));
        QVERIFY(taken->bytes.endsWith("\"\"one\"\"\"\r\n"));
    }

    void piecesInWhichAQuotedFieldMayHoldALineEndAreLeftOut()
    {
        const QByteArray some(15000, 'x'), before = QByteArray("1,2\n").repeated(oneMiB / 4);
        const QByteArray hard = ("\"" + some + "\nnever\"," + some + '\n').repeated(100);
        const QByteArray odd = QByteArray("1,\"2\nnever 3,4\"\n").repeated(oneMiB / 16);
        for (const QByteArray &end : {hard, odd, QByteArray("never\n").repeated(oneMiB / 6)}) {
            const auto taken = sample("a,b\n" + before + "3,\"" + end + "\"\n" + before);
            QVERIFY_RESULT(taken);
            QVERIFY(!taken->bytes.contains("never"));
            QVERIFY(taken->bytes.size() > oneMiB / 2 + (64 << 10)); // But the others are there.
        }
    }

    void withoutAHeaderTheFirstLineIsARow()
    {
        CsvOptions options;
        options.header = false;
        options.separator = QLatin1Char('\t');
        const auto taken = sample(QByteArray("1\t2\n").repeated(oneMiB), options);
        QVERIFY_RESULT(taken);
        QVERIFY(taken->bytes.size() > oneMiB * 9 / 10);
        QCOMPARE(linesOf(taken->bytes), (QSet<QByteArray>{"1\t2", ""}));
    }

    void whatHasNoRowsToTakeSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const QByteArray &content, const char *encoding,
                            const char *reason) {
            QTest::newRow(name) << content << QByteArray(encoding) << QString::fromUtf8(reason);
        };
        row("bytes", QByteArray("\x1f\x8b\x08\0\0", 5), "utf-8", "line 1 is not UTF-8 text");
        row("endless header", QByteArray(2 * oneMiB, 'x'), "utf-8", "its first row has no end");
        row("endless row", "a\n" + QByteArray(2 * oneMiB, 'x'), "utf-8",
            "its first row does not end within");
        row("two bytes a letter", QByteArray("a\0\n\0", 4).repeated(oneMiB), "utf-16",
            "a part of a file in utf-16 is not taken");
        row("empty", {}, "utf-8", "it has no columns");
    }

    void whatHasNoRowsToTakeSaysWhy()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, encoding);
        QFETCH(QString, reason);
        CsvOptions options;
        options.encoding = encoding;
        const auto taken = sample(content, options);
        QVERIFY(!taken);
        QVERIFY2(taken.error().message.startsWith(QStringLiteral("Cannot read lab:table: "))
                     && taken.error().message.contains(reason),
                 qPrintable(taken.error().message));
    }

    void whatIsNotThereIsNotFound()
    {
        const auto taken = sampleTable(m_shell, m_folder.filePath(QStringLiteral("none")),
                                       QStringLiteral("lab:none"), {}, {});
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, ErrorKind::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestTableSample)
#include "tst_table_sample.moc"
