#include "core/base/hash.h"
#include "core/table/csv_tokenizer.h"
#include "core/table/table.h"

#include <QTemporaryDir>
#include <QTextCodec>
#include <QtTest>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace outcrop;

// Freed memory goes back at once: peaks are the reader's own.
extern "C" const char *__asan_default_options();
extern "C" const char *__asan_default_options()
{
    return "quarantine_size_mb=1";
}

namespace {

using Rows = QVector<QStringList>;

// What the tokenizer makes of the bytes, fed `step` bytes at a time.
Rows rowsOf(const QByteArray &bytes, int step)
{
    Rows rows;
    CsvTokenizer tokenizer(',', [&](const CsvRow &row) {
        QStringList texts;
        for (const std::string_view field : row.fields)
            texts.append(QString::fromUtf8(field.data(), int(field.size())));
        rows.append(texts);
    });
    for (int at = 0; at < bytes.size(); at += step)
        tokenizer.feed(bytes.constData() + at, std::min(step, bytes.size() - at));
    return tokenizer.finish() ? rows : Rows();
}

QStringList names(const TableFacts &facts)
{
    QStringList result;
    for (const ColumnFacts &column : facts.columns)
        result.append(column.name);
    return result;
}

qint64 peakMemory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return qint64(usage.ru_maxrss) * 1024;
}

} // namespace

class TestCsvFacts : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString file(const QByteArray &content)
    {
        const QString path = m_folder.filePath(QStringLiteral("table.csv"));
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
            qFatal("cannot write the fixture");
        return path;
    }

    TableFacts facts(const QByteArray &content, const CsvOptions &options = {})
    {
        const auto result = readCsvFacts(file(content), options);
        if (!result)
            qFatal("%s", qPrintable(result.error().message));
        return *result;
    }

    QString sentence(const QByteArray &content, const CsvOptions &options = {})
    {
        const auto result = readCsvFacts(file(content), options);
        return result ? QStringLiteral("no error") : result.error().message;
    }

private slots:
    void rowsAreTheSameHoweverTheBytesArrive_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Rows>("rows");
        const Rows plain{{QStringLiteral("a"), QStringLiteral("b")},
                         {QStringLiteral("1"), QString()}};
        QTest::newRow("line feed") << QByteArray("a,b\n1,\n") << plain;
        QTest::newRow("no line end at the end") << QByteArray("a,b\n1,") << plain;
        QTest::newRow("carriage return, line feed") << QByteArray("a,b\r\n1,\r\n") << plain;
        QTest::newRow("carriage return") << QByteArray("a,b\r1,\r") << plain;
        QTest::newRow("blank lines") << QByteArray("\n\na,b\n  \n1,\n\n") << plain;
        QTest::newRow("quotes") << QByteArray("\"a\",\"b\"\r\n\"1\",\"\"\r\n") << plain;
        QTest::newRow("quoted everything")
            << QByteArray("\"x,\"\"y\"\"\r\nz\",2\n")
            << Rows{{QStringLiteral("x,\"y\"\r\nz"), QStringLiteral("2")}};
        QTest::newRow("quote within an unquoted field")
            << QByteArray("5\" disk,2\n")
            << Rows{{QStringLiteral("5\" disk"), QStringLiteral("2")}};
        QTest::newRow("text after a closing quote")
            << QByteArray("\"a\"b,2\n") << Rows{{QStringLiteral("ab"), QStringLiteral("2")}};
        QTest::newRow("one quoted empty field is a row")
            << QByteArray("\"\"\n") << Rows{{QString()}};
    }
    void rowsAreTheSameHoweverTheBytesArrive()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Rows, rows);
        for (int step = 1; step <= bytes.size(); ++step)
            QCOMPARE(rowsOf(bytes, step), rows);
    }

    void numbersOfAColumnAreSummedUpAndTextHasNone()
    {
        const TableFacts table = facts("a,b,c\n2,1,x\n+4,inf,1\n,-1.5e1,2\n9,-1,3\n");
        const auto &numbers = table.columns[0].numbers;
        QVERIFY(numbers.has_value());
        QCOMPARE(numbers->count, qint64(3));
        QCOMPARE(numbers->least, 2.0);
        QCOMPARE(numbers->greatest, 9.0);
        QCOMPARE(numbers->mean, 5.0);
        QCOMPARE(table.columns[1].numbers->least, -15.0);
        QCOMPARE(table.columns[1].numbers->greatest, 1.0); // Infinity is no figure to show.
        QVERIFY(!table.columns[2].numbers);
        CsvOptions comma;
        comma.separator = QLatin1Char(';');
        comma.decimal = QLatin1Char(',');
        QCOMPARE(facts("a\n1,5\n2,5\n", comma).columns[0].numbers->mean, 2.0);
    }

    void columnsAreTypedCountedAndSampled()
    {
        const TableFacts table = facts("id,price,city,nothing,big\n"
                                       "1, 2.50,Oslo,,1\n"
                                       "2,1e3,Bergen,NA,99999999999999999999\n"
                                       "-3,,Oslo,null,2\n");

        QCOMPARE(table.format, QStringLiteral("csv"));
        QCOMPARE(table.rows, 3);
        const QVector<ColumnType> types{ColumnType::Integer, ColumnType::Real, ColumnType::Text,
                                        ColumnType::Empty, ColumnType::Real};
        for (int i = 0; i < types.size(); ++i)
            QCOMPARE(table.columns[i].type, types[i]);
        QCOMPARE(table.findColumn(QStringLiteral("price"))->missing, 1);
        QCOMPARE(table.findColumn(QStringLiteral("nothing"))->missing, 3);
        QCOMPARE(table.findColumn(QStringLiteral("city"))->distinct, 2);
        QCOMPARE(table.findColumn(QStringLiteral("city"))->firstValues,
                 QStringList({QStringLiteral("Oslo"), QStringLiteral("Bergen")}));
        QCOMPARE(table.head[1][2], QStringLiteral("Bergen"));
        QVERIFY(!table.findColumn(QStringLiteral("absent")));
    }

    void numbersThatAreNoneMakeATextColumn_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char *value :
             {"0x10", "1_000", "1,0", "1e", ".", "-", "--1", "1.2.3", "12a", "\xd9\xa1"})
            QTest::newRow(value) << QByteArray(value);
    }
    void numbersThatAreNoneMakeATextColumn()
    {
        QFETCH(QByteArray, value);
        QCOMPARE(facts("a\n1\n\"" + value + "\"\n2\n").columns[0].type, ColumnType::Text);
    }

    void encodingsGiveTheSameText_data()
    {
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QByteArray>("bytes");
        const QString text = QStringLiteral("K\u00f6rper;Stra\u00dfe\n\u00e4;1,5\n");
        QTest::newRow("UTF-8") << QByteArray("UTF-8") << text.toUtf8();
        QTest::newRow("UTF-8 with BOM") << QByteArray("UTF-8") << "\xef\xbb\xbf" + text.toUtf8();
        QTest::newRow("Latin-1") << QByteArray("ISO-8859-1") << text.toLatin1();
        for (const char *name : {"UTF-16LE", "UTF-16BE"}) {
            QTextCodec *codec = QTextCodec::codecForName(name);
            QTest::newRow(name) << QByteArray("UTF-16") << codec->fromUnicode(text);
        }
    }
    void encodingsGiveTheSameText()
    {
        QFETCH(QByteArray, encoding);
        QFETCH(QByteArray, bytes);
        const TableFacts table = facts(bytes, {QLatin1Char(';'), QLatin1Char(','), encoding, true});
        QCOMPARE(names(table),
                 QStringList({QStringLiteral("K\u00f6rper"), QStringLiteral("Stra\u00dfe")}));
        QCOMPARE(table.columns[1].type, ColumnType::Real);
        QCOMPARE(table.columns[0].firstValues, QStringList(QStringLiteral("\u00e4")));
    }

    void aCharacterCutByABlockStaysWhole()
    {
        const QByteArray line =
            "\xe2\x82\xac\xe2\x82\xac,1\n"; // 9 bytes: no block boundary is spared.
        const TableFacts table = facts("a,b\n" + line.repeated(50000));
        QCOMPARE(table.rows, 50000);
        QCOMPARE(table.columns[0].distinct, 1);
    }

    void withoutHeaderColumnsAreNumbered()
    {
        CsvOptions options;
        options.header = false;
        const TableFacts table = facts("1,x\n2,y\n", options);
        QCOMPARE(names(table), QStringList({QStringLiteral("0"), QStringLiteral("1")}));
        QCOMPARE(table.rows, 2);
    }

    void distinctValuesAreCountedUpToAThousand()
    {
        QByteArray content("n\n");
        for (int i = 0; i < 5000; ++i)
            content += QByteArray::number(i) + '\n';
        const ColumnFacts column = facts(content).columns[0];
        QCOMPARE(column.distinct, 1000);
        QCOMPARE(column.firstValues.size(), 10);
    }

    void theHashIsThatOfTheFile()
    {
        const QByteArray content("\xef\xbb\xbf"
                                 "a\r\n1\r\n");
        QCOMPARE(facts(content).sha256, sha256(content));
    }

    void whatIsWrongIsSaidWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("part");
        QTest::newRow("too few values")
            << QByteArray("a,b\n1,2\n\n\"x\ny\",1\n3\n") << "line 6 has 1 value";
        QTest::newRow("too many values") << QByteArray("a,b\n1,2,3\n") << "line 2 has 3 value";
        QTest::newRow("NUL") << QByteArray("a,b\n1,2\n3,\0"
                                           "4\n",
                                           13)
                             << "line 3 is not UTF-8";
        QTest::newRow("not UTF-8") << QByteArray("a,b\n1,2\n3,\xff\n") << "line 3 is not UTF-8";
        QTest::newRow("ends within a character")
            << QByteArray("a,b\n1,\xe2\x82") << "line 2 is not UTF-8";
        QTest::newRow("open quote") << QByteArray("a,b\n1,\"2\n3,4\n") << "begins in line 2";
        QTest::newRow("empty") << QByteArray() << "no columns";
        QTest::newRow("only blank lines") << QByteArray("\n\r\n \n") << "no columns";
        QTest::newRow("a name twice") << QByteArray("a,b,a\n") << "two columns are called a";
    }
    void whatIsWrongIsSaidWithItsLine()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, part);
        const QString message = sentence(content);
        QVERIFY2(message.contains(part), qPrintable(message));
        QVERIFY(message.endsWith(QLatin1Char('.')));
    }

    void aQuoteNeverClosedEndsAfter16MegabytesOfARow()
    {
        const QString message = sentence("a,b\n1,\"" + QByteArray(40 << 20, 'x'));
        QVERIFY2(message.contains(QLatin1String("line 2 does not end")), qPrintable(message));
    }

    void aRowOfCommasEnds()
    {
        QVERIFY(sentence(QByteArray(1 << 20, ',')).contains(QLatin1String("100,000 columns")));
    }

    void unknownEncodingsAndSeparatorsAreRefused()
    {
        CsvOptions options;
        options.encoding = "klingon";
        QVERIFY(sentence("a\n", options).contains(QLatin1String("klingon is not known")));
        options = {};
        options.separator = QLatin1Char('"');
        QVERIFY(sentence("a\n", options).contains(QLatin1String("separator")));
    }

    void pipesFoldersAndAbsentFilesAreRefusedAtOnce()
    {
        const QString pipe = m_folder.filePath(QStringLiteral("pipe"));
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QCOMPARE(readCsvFacts(pipe, {}).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(readCsvFacts(m_folder.path(), {}).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(readCsvFacts(m_folder.filePath(QStringLiteral("absent")), {}).error().kind,
                 ErrorKind::NotFound);
    }

    void memoryStaysFlatOnALargeFile()
    {
        const QString path = m_folder.filePath(QStringLiteral("large.csv"));
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("a,b,c\n");
        const QByteArray block = QByteArray("0.123456789,some text,12345\n").repeated(1000);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(out.write(block), block.size());
        out.close();
        QCOMPARE(readCsvFacts(file("a\n1\n"), {})->rows, 1); // What reading at all takes is there.
        const qint64 before = peakMemory();

        const auto table = readCsvFacts(path, {});

        QCOMPARE(table->rows, 1000000);
        QVERIFY2(peakMemory() - before < (8 << 20),
                 qPrintable(QString::number(peakMemory() - before)));
    }
};

QTEST_GUILESS_MAIN(TestCsvFacts)
#include "tst_csv_facts.moc"
