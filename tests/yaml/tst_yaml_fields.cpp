#include "core/yaml/yaml_fields.h"
#include "core/yaml/yaml_parser.h"

#include <QtTest>

using namespace outcrop;

namespace {

const QString file = QStringLiteral("loan.outcrop");

YamlNode tree(const QByteArray &yaml)
{
    return *parseYaml(yaml);
}

} // namespace

class TestYamlFields : public QObject
{
    Q_OBJECT

private slots:
    void fieldsComeWithTheirTypes()
    {
        const YamlNode node = tree("t: 3.10\ni: 4\nf: 2\nb: true\nl: [a, 1]\nm: {k: v}\nn: null\n");
        YamlFields fields(node, file);
        QCOMPARE(fields.text("t"), QStringLiteral("3.10"));
        QCOMPARE(fields.integer("i", 0), qint64(4));
        QCOMPARE(fields.number("f"), std::optional(2.0));
        QCOMPARE(fields.boolean("b", false), true);
        QCOMPARE(fields.texts("l"), QStringList({QStringLiteral("a"), QStringLiteral("1")}));
        QVERIFY(fields.mapping("m"));
        QCOMPARE(fields.text("n", QStringLiteral("fallback")), QStringLiteral("fallback"));
        QVERIFY(fields.finish());
    }

    void wrongTypeNamesFileLineAndField_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("float for a whole number")
            << QByteArray("x: 1\ni: 1.0")
            << QStringLiteral("loan.outcrop:2: i: expected a whole number");
        QTest::newRow("text for a whole number")
            << QByteArray("i: '1'") << QStringLiteral("loan.outcrop:1: i: expected a whole number");
        QTest::newRow("yes for true")
            << QByteArray("b: yes") << QStringLiteral("loan.outcrop:1: b: expected true or false");
        QTest::newRow("text for a list")
            << QByteArray("l: a") << QStringLiteral("loan.outcrop:1: l: expected a list");
        QTest::newRow("list in a list of texts")
            << QByteArray("l:\n- a\n- [b]")
            << QStringLiteral("loan.outcrop:3: l: expected a list of texts");
        QTest::newRow("list for text")
            << QByteArray("t: [a]") << QStringLiteral("loan.outcrop:1: t: expected text");
        QTest::newRow("not a mapping")
            << QByteArray("[1]") << QStringLiteral("loan.outcrop:1: expected `key: value` lines");
    }
    void wrongTypeNamesFileLineAndField()
    {
        QFETCH(QByteArray, yaml);
        const YamlNode node = tree(yaml);
        YamlFields fields(node, file);
        fields.any("x");
        fields.text("t");
        fields.integer("i", 0);
        fields.boolean("b", false);
        fields.texts("l");
        const auto result = fields.finish();
        QVERIFY(!result);
        QTEST(result.error().message, "sentence");
    }

    void missingFieldIsNamed()
    {
        const YamlNode node = tree("a: 1\n");
        YamlFields fields(node, file);
        fields.any("a");
        fields.requiredText("title");
        QCOMPARE(fields.finish().error().message,
                 QStringLiteral("loan.outcrop:1: title is missing"));
    }

    void unknownKeyIsNamedWithTheOneThatIsMeant()
    {
        const YamlNode node = tree("title: a\ntitel: b\n");
        YamlFields fields(node, file);
        fields.text("title");
        fields.text("category");
        QVERIFY(fields.finishTolerant());
        QCOMPARE(fields.finish().error().message,
                 QStringLiteral("loan.outcrop:2: unknown key \"titel\"; is \"title\" meant?"));
    }

    void firstMistakeIsTheOneReported()
    {
        const YamlNode node = tree("a: x\nb: x\n");
        YamlFields fields(node, file);
        fields.integer("b", 0);
        fields.integer("a", 0);
        QVERIFY(fields.failed());
        QCOMPARE(fields.finish().error().message,
                 QStringLiteral("loan.outcrop:2: b: expected a whole number"));
    }
};

QTEST_GUILESS_MAIN(TestYamlFields)
#include "tst_yaml_fields.moc"
