#include "core/results/csv_text.h"

#include <QtTest>

#include <limits>

using namespace outcrop;

class TestCsvText : public QObject
{
    Q_OBJECT

private slots:
    void cellsAreQuotedWhereTheyNeedIt();
    void textThatLooksLikeAFormulaIsDisarmed();
    void numbersReadBackEqualAndOthersAreEmpty();
};

void TestCsvText::cellsAreQuotedWhereTheyNeedIt()
{
    const QStringList cells{QStringLiteral("plain"), QStringLiteral("a,b"),
                            QStringLiteral("say \"x\""), QStringLiteral("two\nlines"), QString()};
    QCOMPARE(csvLine(cells), QByteArray("plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\r\n"));
}

void TestCsvText::textThatLooksLikeAFormulaIsDisarmed()
{
    for (const char *text : {"=1+1", "+1", "-1", "@x"})
        QCOMPARE(csvText(QString::fromLatin1(text)), QLatin1Char('\'') + QString::fromLatin1(text));
    QCOMPARE(csvText(QStringLiteral("1=1")), QStringLiteral("1=1"));
}

void TestCsvText::numbersReadBackEqualAndOthersAreEmpty()
{
    QCOMPARE(csvNumber(0.1 + 0.2).toDouble(), 0.1 + 0.2);
    QCOMPARE(csvNumber(std::numeric_limits<double>::quiet_NaN()), QString());
}

QTEST_GUILESS_MAIN(TestCsvText)
#include "tst_csv_text.moc"
