#include "core/hosts/local_shell.h"
#include "core/remote_data/table_peek.h"
#include "tests/support/verify_result.h"

#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace outcrop;

class TestTablePeek : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    LocalShell m_shell;

    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder.filePath(name));
        const bool written =
            file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        return written ? file.fileName() : QString();
    }

    Result<TablePeek> peek(const QString &path, const CsvOptions &options = {})
    {
        return peekTable(m_shell, path, QStringLiteral("lab:") + path, options, 3, {});
    }

private slots:
    void aSmallTableIsKnownAsIfItWereHere()
    {
        const QString path = write(QStringLiteral("it's \"small\"\n$(id).csv"),
                                   "name,size\nann,1\n\"b\nc\",2.5\nd,\n");
        const auto found = peek(path);
        QVERIFY_RESULT(found);
        const auto here = readCsvFacts(path, {}, 3);
        QVERIFY_RESULT(here);
        QVERIFY(found->isWhole());
        QCOMPARE(*found->rows(), qint64(3)); // Not the lines, of which there are four.
        QCOMPARE(found->facts.head, here->head);
        QCOMPARE(found->facts.columns[1].missing, qint64(1));
        QCOMPARE(found->facts.columns[1].numbers->mean, here->columns[1].numbers->mean);
    }

    void ofALargeTableTheRowThatTheHeadCutsDoesNotCount()
    {
        QByteArray content = "number,letters\n";
        for (int row = 0; content.size() < (3 << 20); ++row)
            content +=
                QByteArray::number(row) + ",\xc3\xa4\xe2\x82\xac\n"; // Cut between bytes, too.
        const auto found = peek(write(QStringLiteral("large.csv"), content));
        QVERIFY_RESULT(found);
        QVERIFY(!found->isWhole());
        QCOMPARE(found->bytes, qint64(content.size()));
        QCOMPARE(*found->rows(), qint64(content.count('\n') - 1));
        QVERIFY(found->facts.rows < *found->rows());
        QCOMPARE(found->facts.columns[0].numbers->greatest, double(found->facts.rows - 1));
        QVERIFY(sizeSentence(*found).contains(QStringLiteral("About")));
    }

    void withoutAHeaderEveryLineIsARow()
    {
        CsvOptions options;
        options.header = false;
        const auto found =
            peek(write(QStringLiteral("bare.csv"), QByteArray("1,2\n").repeated(1 << 19)), options);
        QVERIFY_RESULT(found);
        QCOMPARE(*found->rows(), qint64(1 << 19));
    }

    void whatIsNoTableIsRefusedByItsName()
    {
        const QByteArray pipe = QFile::encodeName(m_folder.filePath(QStringLiteral("pipe")));
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        write(QStringLiteral("bytes"), QByteArray("a,b\n\xff\xfe\0,1\n", 10));
        write(QStringLiteral("endless"), QByteArray(2 << 20, 'x'));
        write(QStringLiteral("quote"), "a,b\n\"1,2\n");
        write(QStringLiteral("empty"), {});
        for (const char *name : {"none", "pipe", "bytes", "endless", "quote", "empty", "."}) {
            const auto found = peek(m_folder.filePath(QLatin1String(name)));
            QVERIFY2(!found, name);
            QVERIFY2(found.error().message.contains(QStringLiteral("lab:")),
                     qPrintable(found.error().message));
        }
    }
};

QTEST_APPLESS_MAIN(TestTablePeek)
#include "tst_table_peek.moc"
