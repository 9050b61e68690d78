#include "core/base/json.h"

#include <QtTest>

#include <cmath>

using namespace outcrop;

class TestJson : public QObject
{
    Q_OBJECT

private slots:
    void oneObjectIsReadAndEverythingElseIsASentence()
    {
        const QString what = QStringLiteral("report.json");
        QCOMPARE(parseJsonObject("{\"a\":1}", what).value().value(QStringLiteral("a")).toInt(), 1);
        for (const char *text : {"", "[1]", "{\"a\":NaN}", "{\"a\":1", "null", "{} {}"}) {
            const auto parsed = parseJsonObject(text, what);
            QVERIFY2(!parsed, text);
            QVERIFY(parsed.error().message.startsWith(what));
        }
        QVERIFY(!parseJsonObject(QByteArray(2000, '['), what));
        QVERIFY(!parseJsonObject("{\"a\":1}", what, 3));
    }

    void numbersThatJsonLacksAreStrings()
    {
        for (const double value : {0.5, -3.0, double(INFINITY), -double(INFINITY)})
            QCOMPARE(*jsonNumber(toJsonNumber(value)), value);
        QVERIFY(std::isnan(*jsonNumber(toJsonNumber(NAN))));
        QVERIFY(!jsonNumber(QJsonValue(QStringLiteral("0.5"))));
        QVERIFY(!jsonNumber(QJsonValue(true)));
    }

    void aLineIsOneLine()
    {
        const QJsonObject object{{QStringLiteral("b"), 1},
                                 {QStringLiteral("a"), QStringLiteral("x\ny")}};
        QCOMPARE(formatJsonLine(object), QByteArray("{\"a\":\"x\\ny\",\"b\":1}\n"));
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
