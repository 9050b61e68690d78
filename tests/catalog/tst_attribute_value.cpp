#include "core/catalog/attribute_yaml.h"

#include <QtTest>

using namespace outcrop;

namespace {

QByteArray written(const AttributeValue &value)
{
    YamlWriter writer;
    writeAttributeValue(writer, value);
    return writer.finish().trimmed();
}

Result<AttributeValue> read(const QByteArray &yaml)
{
    return readAttributeValue(*parseYaml(yaml), QStringLiteral("f"));
}

} // namespace

class TestAttributeValue : public QObject
{
    Q_OBJECT

private slots:
    void valueReadsBackEqualAndPeopleReadIt_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *yaml, const char *shown) {
            QTest::newRow(yaml) << QByteArray(yaml) << QString::fromUtf8(shown);
        };
        row("null", "none");
        row("true", "true");
        row("1", "1");
        row("1.0", "1.0");
        row("1.0e-05", "1.0e-05");
        row("gini", "gini");
        row("\"1\"", "1");
        row("\"no\"", "no");
        row("[]", "[]");
        row("[1, 2.0, [a, null]]", "[1, 2.0, [a, none]]");
        row("{search: {int: [50, 500], log: true}}", "50 to 500 (log)");
        row("{search: {float: [0.1, 10.0]}}", "0.1 to 10.0");
        row("{search: {choice: [gini, null]}}", "one of gini, none");
    }
    void valueReadsBackEqualAndPeopleReadIt()
    {
        QFETCH(QByteArray, yaml);
        const auto value = read(yaml);
        QVERIFY2(value, qPrintable(value ? QString() : value.error().message));
        QCOMPARE(written(*value), yaml);
        QTEST(formatValue(*value), "shown");
    }

    void wholeNumberAndFloatAreDifferentValues()
    {
        QVERIFY(*read("1") != *read("1.0"));
        QVERIFY(*read("[1]") != *read("[1.0]"));
        QVERIFY(*read("1") != *read("\"1\""));
        QVERIFY(*read("0") != *read("false"));
    }

    void malformedSearchSpaceIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        for (const char *yaml :
             {"{search: 1}", "{search: {}}", "{search: {int: [1, 2], float: [1, 2]}}",
              "{search: {int: [1]}}", "{search: {int: [1.0, 2]}}",
              "{search: {int: [1, 9007199254740993]}}", "{search: {float: [a, b]}}",
              "{search: {choice: [a], log: true}}", "{search: {int: [1, 2], step: 1}}", "{a: 1}",
              "{search: {int: [1, 2]}, other: 1}"})
            QTest::newRow(yaml) << QByteArray(yaml);
    }
    void malformedSearchSpaceIsRefusedWithItsLine()
    {
        QFETCH(QByteArray, yaml);
        const auto value = read(yaml);
        QVERIFY(!value);
        QVERIFY2(value.error().message.startsWith(QLatin1String("f:1: ")),
                 qPrintable(value.error().message));
    }
};

QTEST_GUILESS_MAIN(TestAttributeValue)
#include "tst_attribute_value.moc"
