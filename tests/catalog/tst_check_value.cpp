#include "core/catalog/attribute_yaml.h"
#include "core/catalog/catalog.h"
#include "core/catalog/type_reader.h"

#include <QtTest>

using namespace outcrop;

namespace {

// An attribute by its kinds as catalog files write them. It has no default to check.
AttributeSpec attribute(const QByteArray &kinds)
{
    const auto root = parseYaml("x: {required: true, tunable: true, kinds: " + kinds + "}\n");
    return *readAttributeSpec(root->children.front(), QStringLiteral("f"), true);
}

std::optional<QString> problem(const QByteArray &kinds, const QByteArray &value)
{
    return checkValue(attribute(kinds),
                      *readAttributeValue(*parseYaml(value), QStringLiteral("f")));
}

} // namespace

class TestCheckValue : public QObject
{
    Q_OBJECT

private slots:
    void valueIsRightIfAKindTakesIt_data()
    {
        QTest::addColumn<QByteArray>("kinds");
        QTest::addColumn<QByteArray>("right"); // A list of values.
        QTest::addColumn<QByteArray>("wrong");
        const auto row = [](const char *kinds, const char *right, const char *wrong) {
            QTest::newRow(kinds) << QByteArray(kinds) << QByteArray(right) << QByteArray(wrong);
        };
        row("[int]", "[0, -7]", "[1.0, '1', true, null]");
        row("[{int: {min: 1, max: 3}}]", "[1, 3]", "[0, 4]");
        row("[{int: {above: 1, below: 3}}]", "[2]", "[1, 3]");
        row("[float]", "[1.0, -0.5, 1]", "['1.0', true, null]");
        row("[{float: {above: 0, max: 1}}]", "[1.0, 1, 0.001]", "[0.0, 0, 1.001, 2]");
        row("[{float: {min: 0, below: 1}}]", "[0.0, 0, 0.999]", "[1.0, 1, -0.001]");
        row("[{float: {max: 1, fraction_only: true}}]", "[1.0, 0.5]", "[1, 0]");
        row("[bool]", "[true, false]", "[0, 1, 'true', null]");
        row("[none]", "[null]", "[none, false]");
        row("[{choice: [gini, 1]}]", "[gini, 1]", "[Gini, 1.0, '1', null]");
        row("[text]", "[a, '', '1']", "[1, null, true]");
        row("[{list: {items: [int, none], min: 1, max: 2}}]", "[[1], [1, null]]",
            "[[], [1, 2, 3], [1.0], 1]");
        row("[random_state]", "[0, 4294967295, null]", "[-1, 4294967296, 1.0]");
        row("[columns]", "[all, numeric, text, [a], []]", "[some, [1], [''], null]");
        row("[column]", "[age]", "['', 1, null]");
        row("[path]", "[data/loans.csv]", "['', 1, null]");
        row("[code]", "['x = 1']", "[1, null]");
        row("[{int: {min: 1}}, {float: {above: 0, max: 1}}, {choice: [sqrt]}, none]",
            "[1, 5, 0.5, 1.0, sqrt, null]", "[0, 1.5, 0.0, log2, true]");
    }
    void valueIsRightIfAKindTakesIt()
    {
        QFETCH(QByteArray, kinds);
        QFETCH(QByteArray, right);
        QFETCH(QByteArray, wrong);
        const AttributeSpec spec = attribute(kinds);
        const YamlNode rights = *parseYaml(right), wrongs = *parseYaml(wrong);
        for (const YamlNode &node : rights.children) {
            const AttributeValue value = *readAttributeValue(node, {});
            QVERIFY2(!checkValue(spec, value), qPrintable(formatValue(value)));
        }
        for (const YamlNode &node : wrongs.children) {
            const AttributeValue value = *readAttributeValue(node, {});
            QVERIFY2(checkValue(spec, value), qPrintable(formatValue(value)));
        }
    }

    void sentenceSaysWhatItIsAndWhatItMustBe_data()
    {
        QTest::addColumn<QByteArray>("kinds");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *kinds, const char *value, const char *sentence) {
            QTest::newRow(sentence)
                << QByteArray(kinds) << QByteArray(value) << QString::fromUtf8(sentence);
        };
        row("[{int: {min: 1}}, none]", "0",
            "x is 0; it must be a whole number of 1 or more, or none.");
        row("[{int: {min: 1}}]", "1.0", "x is 1.0; it must be a whole number of 1 or more.");
        row("[{int: {min: 1}}]", "'5'",
            "x is the text \"5\"; it must be a whole number of 1 or more.");
        row("[{choice: [gini, entropy]}]", "mse", "x is mse; it must be one of gini, entropy.");
        row("[{float: {above: 0, max: 1}}]", "0.0",
            "x is 0.0; it must be a number above 0 and up to 1.");
        row("[{float: {above: 0, below: 0.5}}]", "1",
            "x is 1; it must be a number between 0 and 0.5, both excluded.");
        row("[bool]", "yes", "x is yes; it must be true or false.");
        row("[bool, {choice: [auto]}, text]", "1",
            "x is 1; it must be true or false, auto, or text.");
        row("[{list: {items: [{int: {min: 1}}], min: 2, max: 2}}]", "[1]",
            "x is [1]; it must be a list of 2 values (a whole number of 1 or more).");
        row("[path]", "null", "x is not set; it must be the path of a file.");
        row("[columns]", "some",
            "x is some; it must be all, numeric, text, or a list of column names.");
    }
    void sentenceSaysWhatItIsAndWhatItMustBe()
    {
        QFETCH(QByteArray, kinds);
        QFETCH(QByteArray, value);
        QTEST(problem(kinds, value).value_or(QStringLiteral("(right)")), "sentence");
    }

    void foreignTextInASentenceIsOneShortLine()
    {
        AttributeSpec spec = attribute("[int]");
        const QString hostile = QStringLiteral("a\n\x1b[31m") + QString(5000, QLatin1Char('x'));
        const QString sentence = checkValue(spec, AttributeValue(hostile)).value();
        QVERIFY(sentence.size() < 250);
        QVERIFY(!sentence.contains(QLatin1Char('\n')) && !sentence.contains(QChar(0x1b)));
    }

    void searchSpaceIsRightWhereAllItsEndsAre_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("right");
        QTest::newRow("within") << QByteArray("{search: {int: [1, 9]}}") << true;
        QTest::newRow("choices") << QByteArray("{search: {choice: [1, null]}}") << true;
        QTest::newRow("one end outside") << QByteArray("{search: {int: [0, 9]}}") << false;
        QTest::newRow("a choice outside") << QByteArray("{search: {choice: [1, 0]}}") << false;
        QTest::newRow("backwards") << QByteArray("{search: {int: [9, 1]}}") << false;
        QTest::newRow("no choice") << QByteArray("{search: {choice: []}}") << false;
        QTest::newRow("of another kind") << QByteArray("{search: {float: [1.0, 9.0]}}") << false;
    }
    void searchSpaceIsRightWhereAllItsEndsAre()
    {
        QFETCH(QByteArray, value);
        const auto sentence = problem("[{int: {min: 1}}, none]", value);
        QTEST(!sentence.has_value(), "right");
    }

    void logarithmicSearchBeginsAboveZero()
    {
        QVERIFY(!problem("[float]", "{search: {float: [0.1, 1.0], log: true}}"));
        QCOMPARE(problem("[float]", "{search: {float: [0.0, 1.0], log: true}}").value(),
                 QStringLiteral("x is searched on a logarithmic scale; it must begin above 0."));
    }

    void attributeThatIsNotTunableRefusesASearch()
    {
        AttributeSpec spec = attribute("[random_state]");
        spec.tunable = false;
        SearchSpace space;
        space.high = 1;
        QCOMPARE(checkValue(spec, AttributeValue(space)).value(),
                 QStringLiteral("x cannot be searched; give it one value."));
    }
};

QTEST_GUILESS_MAIN(TestCheckValue)
#include "tst_check_value.moc"
