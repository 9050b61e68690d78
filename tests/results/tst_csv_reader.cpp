#include "core/results/csv_reader.h"
#include "tests/results/real_results.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

namespace {

using Record = std::vector<std::string>;

// All records, or the error as a record of one field.
std::vector<Record> readAll(const QByteArray &content)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file.csv"));
    real_results::write(path, content);
    CsvReader csv = CsvReader::open(path, 100 << 20).value();
    std::vector<Record> records;
    Record record;
    for (;;) {
        const Result<bool> more = csv.next(record);
        if (!more)
            records.push_back({"error: " + more.error().message.toStdString()});
        if (!more || !*more)
            return records;
        records.push_back(record);
    }
}

} // namespace

class TestCsvReader : public QObject
{
    Q_OBJECT

private slots:
    void recordsOfAllLineEndingsAreTheSame();
    void quotedFieldsHoldCommasQuotesAndLines();
    void fieldsAcrossBlocksStayWhole();
    void unclosedQuoteIsAnErrorWithItsLine();
    void recordsWithoutEndAreRefused();
    void foldersAndLargeFilesAreRefused();
    void numbersAreWhatPythonWrites();
};

void TestCsvReader::recordsOfAllLineEndingsAreTheSame()
{
    const std::vector<Record> expected{{"a", "b"}, {"1", ""}, {"", "2"}};
    QCOMPARE(readAll("a,b\n1,\n,2"), expected);
    QCOMPARE(readAll("a,b\r\n1,\r\n\r\n,2\r\n"), expected);
    QVERIFY(readAll("").empty());
    QVERIFY(readAll("\n\r\n").empty());
}

void TestCsvReader::quotedFieldsHoldCommasQuotesAndLines()
{
    QCOMPARE(readAll("\"a,b\",\"say \"\"yes\"\"\",\"two\nlines\",\"\"\nx"),
             (std::vector<Record>{{"a,b", "say \"yes\"", "two\nlines", ""}, {"x"}}));
}

void TestCsvReader::fieldsAcrossBlocksStayWhole()
{
    QByteArray content;
    for (int i = 0; i < 30'000; ++i)
        content += QByteArray::number(i) + ",\"é\"\"\"\r\n";
    const std::vector<Record> records = readAll(content);
    QCOMPARE(records.size(), std::size_t(30'000));
    for (std::size_t i = 0; i < records.size(); ++i)
        QCOMPARE(records[i], (Record{std::to_string(i), "é\""}));
}

void TestCsvReader::unclosedQuoteIsAnErrorWithItsLine()
{
    const std::vector<Record> records = readAll("a,b\n1,\"2\n3,4\n");
    QCOMPARE(records.size(), std::size_t(2));
    const QString message = QString::fromStdString(records[1][0]);
    QVERIFY2(message.contains(QLatin1String("line 2")) && message.contains(QLatin1String("quote")),
             qPrintable(message));
}

void TestCsvReader::recordsWithoutEndAreRefused()
{
    QVERIFY(readAll(QByteArray(2 << 20, 'x'))[0][0].find("too long") != std::string::npos);
    QVERIFY(readAll(QByteArray(5000, ','))[0][0].find("too long") != std::string::npos);
}

void TestCsvReader::foldersAndLargeFilesAreRefused()
{
    const QTemporaryDir folder;
    QVERIFY(!CsvReader::open(folder.path(), 100));
    QVERIFY(!CsvReader::open(QStringLiteral("/dev/zero"), 100));
    QVERIFY(!CsvReader::open(folder.filePath(QStringLiteral("none.csv")), 100));
    const QString path = folder.filePath(QStringLiteral("large.csv"));
    real_results::write(path, QByteArray(101, 'x'));
    QVERIFY(!CsvReader::open(path, 100));
    QVERIFY(CsvReader::open(path, 101));
}

void TestCsvReader::numbersAreWhatPythonWrites()
{
    QCOMPARE(parseNumber("1e-05"), 1e-05);
    QCOMPARE(parseNumber("-0.25"), -0.25);
    QVERIFY(std::isnan(*parseNumber("nan")));
    QCOMPARE(parseNumber("-inf"), -qInf());
    for (const char *bad : {"", " 1", "1 ", "0x10", "1,5", "one", "+1"})
        QVERIFY2(!parseNumber(bad), bad);
    QCOMPARE(parseWhole("12"), 12);
    QVERIFY(!parseWhole("1.0") && !parseWhole("99999999999999999999"));
}

QTEST_GUILESS_MAIN(TestCsvReader)
#include "tst_csv_reader.moc"
