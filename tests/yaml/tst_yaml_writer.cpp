#include "core/yaml/yaml_parser.h"
#include "core/yaml/yaml_writer.h"
#include "tests/support/py_yaml.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QtTest>

using namespace outcrop;

namespace {

// What any reader of some YAML version takes for something else than text, or cannot hold plainly.
QStringList hostileTexts()
{
    QStringList texts;
    for (const char *text : {"",
                             " ",
                             "no",
                             "No",
                             "NO",
                             "yes",
                             "on",
                             "OFF",
                             "y",
                             "N",
                             "true",
                             "False",
                             "null",
                             "Null",
                             "~",
                             "=",
                             "<<",
                             "1",
                             "1.0",
                             "1e5",
                             "1_000",
                             "012",
                             "0o14",
                             "0x1F",
                             "0b1",
                             "-1",
                             "+1",
                             "12:30",
                             "24:00",
                             "190:20:30",
                             "2024-01-01",
                             "2001-12-14t21:59:43.10-05:00",
                             ".inf",
                             "-.INF",
                             ".nan",
                             "1.",
                             ".5",
                             "a: b",
                             "a:",
                             ":a",
                             "a #b",
                             "#a",
                             "- a",
                             "-",
                             "--",
                             "---",
                             "...",
                             "? a",
                             "?",
                             "!a",
                             "!!str a",
                             "&a",
                             "*a",
                             "|",
                             ">",
                             "%a",
                             "@a",
                             "`a`",
                             "'a'",
                             "\"a\"",
                             "a'b",
                             "a\"b",
                             "a\\b",
                             "\\",
                             "[a]",
                             "{a}",
                             "a,b",
                             "a]",
                             " a",
                             "a ",
                             "a\nb",
                             "a\n",
                             "\n",
                             "\ta",
                             "a\tb",
                             "a\rb",
                             "a -> b",
                             "loans.table -> impute.table",
                             "data/loans.csv",
                             "C:\\x",
                             "http://a.b/c?d=e&f",
                             "\x01",
                             "\x7F",
                             "\x1b[0m",
                             "key: |",
                             "a\n  b\n c\n",
                             "x\n\ny",
                             "x\n  \ny"})
        texts << QString::fromLatin1(text);
    for (const ushort u : {0x0, 0x85, 0xA0, 0xAD, 0x2028, 0x2029, 0x202E, 0xFEFF, 0xFFFD, 0xFFFE,
                           0xFFFF, 0xE9, 0x661, 0x4E2D})
        texts << QString(QChar(u)) << QStringLiteral("a%1b").arg(QChar(u));
    texts << QString::fromUtf8("\xF0\x9F\xA6\x8A")
          << QString::fromUtf8("Stra\xC3\x9F"
                               "e");
    return texts;
}

QStringList randomTexts(int count)
{
    static const QString alphabet = QString::fromUtf8(
        "aZ019 _-.:#,[]{}&*!|>'\"%@`~<=?/\\\n\t\r\u00e9\u0085\u2028\u4e2d\u0301ynoe+");
    QRandomGenerator random(20260102);
    QStringList texts;
    for (int i = 0; i < count; ++i) {
        QString text;
        for (int n = random.bounded(9); n > 0; --n)
            text += random.bounded(20) ? alphabet[random.bounded(alphabet.size())]
                                       : QChar(random.bounded(0xD800));
        texts << text;
    }
    return texts;
}

QByteArray listOf(const QStringList &texts, YamlWriter::Quotes quotes)
{
    YamlWriter writer(quotes);
    writer.beginMapping();
    writer.key(QStringLiteral("block"));
    writer.beginSequence();
    for (const QString &text : texts)
        writer.text(text);
    writer.end();
    writer.key(QStringLiteral("lines"));
    writer.beginSequence();
    for (const QString &text : texts)
        writer.lines(text);
    writer.end();
    writer.key(QStringLiteral("flow"));
    writer.beginFlowSequence();
    for (const QString &text : texts)
        writer.text(text);
    writer.end();
    writer.key(QStringLiteral("keys"));
    writer.beginFlowMapping();
    QStringList unique = texts;
    unique.removeDuplicates();
    for (const QString &text : unique) {
        writer.key(text);
        writer.integer(1);
    }
    writer.end();
    writer.end();
    return writer.finish();
}

QStringList textsUnder(const YamlNode &root, const char *key)
{
    QStringList texts;
    for (const YamlNode &item : root.find(QLatin1String(key))->children) {
        const YamlScalar value = item.scalar();
        texts << (std::holds_alternative<QString>(value) ? std::get<QString>(value)
                                                         : QStringLiteral("(not text)"));
    }
    return texts;
}

QStringList strings(const QJsonValue &value)
{
    QStringList texts;
    for (const QJsonValue &item : value.toArray())
        texts << (item.isString() ? item.toString() : QStringLiteral("(not text)"));
    return texts;
}

} // namespace

class TestYamlWriter : public QObject
{
    Q_OBJECT

private slots:
    void formIsTheOneOfPipelineFiles()
    {
        YamlWriter writer;
        writer.beginMapping();
        writer.key(QStringLiteral("outcrop"));
        writer.integer(1);
        writer.key(QStringLiteral("blocks"));
        writer.beginSequence();
        writer.beginMapping();
        writer.key(QStringLiteral("id"));
        writer.text(QStringLiteral("loans"));
        writer.key(QStringLiteral("attributes"));
        writer.beginFlowMapping();
        writer.key(QStringLiteral("path"));
        writer.text(QStringLiteral("data/loans.csv"));
        writer.key(QStringLiteral("c"));
        writer.beginSequence();
        writer.number(1);
        writer.none();
        writer.boolean(true);
        writer.end();
        writer.end();
        writer.end();
        writer.end();
        writer.key(QStringLiteral("code"));
        writer.lines(QStringLiteral("def f(x):\n\n    return x\n"));
        writer.key(QStringLiteral("groups"));
        writer.beginSequence();
        writer.end();
        writer.key(QStringLiteral("layout"));
        writer.beginMapping();
        writer.comment(QStringLiteral("x, y"));
        writer.key(QStringLiteral("loans"));
        writer.beginFlowSequence();
        writer.integer(40);
        writer.integer(160);
        writer.end();
        writer.end();
        writer.end();
        QCOMPARE(writer.finish(),
                 QByteArray("outcrop: 1\n"
                            "blocks:\n"
                            "  - id: loans\n"
                            "    attributes: {path: data/loans.csv, c: [1.0, null, true]}\n"
                            "code: |\n"
                            "  def f(x):\n"
                            "\n"
                            "      return x\n"
                            "groups: []\n"
                            "layout:\n"
                            "  # x, y\n"
                            "  loans: [40, 160]\n"));
    }

    void collectionsNestInEveryWay()
    {
        YamlWriter writer;
        writer.beginSequence();
        writer.beginSequence();
        writer.integer(1);
        writer.beginMapping();
        writer.end();
        writer.end();
        writer.beginMapping();
        writer.key(QStringLiteral("a"));
        writer.beginMapping();
        writer.key(QStringLiteral("b"));
        writer.beginSequence();
        writer.lines(QStringLiteral("x\ny"));
        writer.end();
        writer.end();
        writer.end();
        writer.end();
        const QByteArray yaml = writer.finish();
        QCOMPARE(yaml,
                 QByteArray("- - 1\n  - {}\n- a:\n    b:\n      - |-\n        x\n        y\n"));
        const auto root = parseYaml(yaml);
        QVERIFY(root);
        QCOMPARE(root->children[1].children[0].children[0].children[0].text,
                 QStringLiteral("x\ny"));
    }

    void everyTextMeansItselfToBothReaders_data()
    {
        QTest::addColumn<QStringList>("texts");
        QTest::addColumn<int>("quotes");
        QTest::newRow("hostile, where needed")
            << hostileTexts() << int(YamlWriter::Quotes::WhereNeeded);
        QTest::newRow("hostile, every text")
            << hostileTexts() << int(YamlWriter::Quotes::EveryText);
        QTest::newRow("random, where needed")
            << randomTexts(5000) << int(YamlWriter::Quotes::WhereNeeded);
        QTest::newRow("random, every text")
            << randomTexts(5000) << int(YamlWriter::Quotes::EveryText);
    }
    void everyTextMeansItselfToBothReaders()
    {
        QFETCH(QStringList, texts);
        QFETCH(int, quotes);
        const QByteArray yaml = listOf(texts, YamlWriter::Quotes(quotes));
        const auto root = parseYaml(yaml);
        QVERIFY2(root, qPrintable(root ? QString() : root.error().message));
        const QJsonObject python = readByPython(yaml);
        for (const char *key : {"block", "lines", "flow"}) {
            QCOMPARE(textsUnder(*root, key), texts);
            QCOMPARE(strings(python[QLatin1String(key)]), texts);
        }
        QStringList keys;
        for (const YamlNode &child : root->find(QStringLiteral("keys"))->children)
            keys << child.key;
        texts.removeDuplicates();
        QCOMPARE(keys, texts);
        std::sort(texts.begin(), texts.end());
        QStringList pythonKeys = python[QLatin1String("keys")].toObject().keys();
        std::sort(pythonKeys.begin(), pythonKeys.end());
        QCOMPARE(pythonKeys, texts);
    }

    void everyTextIsQuotedWhenAsked()
    {
        QCOMPARE(yamlText(QStringLiteral("plain")), QByteArray("plain"));
        QCOMPARE(yamlText(QStringLiteral("plain"), YamlWriter::Quotes::EveryText),
                 QByteArray("\"plain\""));
    }

    void numbersMeanThemselvesToBothReaders()
    {
        QRandomGenerator random(7);
        YamlWriter writer;
        writer.beginFlowSequence();
        QVector<double> numbers{0.0, 1.0, -1.5, 1e-300, 1e300, 5e-324, 0.1, 1e20, 123456789.125};
        for (int i = 0; i < 2000; ++i)
            numbers << (random.generateDouble() - 0.5) * std::pow(10.0, random.bounded(60) - 30);
        for (const double number : numbers)
            writer.number(number);
        writer.integer(std::numeric_limits<qint64>::min());
        writer.end();
        const QByteArray yaml = writer.finish();
        const auto root = parseYaml(yaml);
        QVERIFY(root);
        const QJsonArray python = readByPython("v: " + yaml)[QLatin1String("v")].toArray();
        QCOMPARE(python.size(), numbers.size() + 1);
        for (int i = 0; i < numbers.size(); ++i) {
            QCOMPARE(std::get<double>(root->children[size_t(i)].scalar()), numbers[i]);
            QCOMPARE(python[i].toDouble(-1), numbers[i]);
        }
        QCOMPARE(std::get<qint64>(root->children.back().scalar()),
                 std::numeric_limits<qint64>::min());
    }

    void halfASurrogatePairBecomesTheReplacementCharacter()
    {
        QCOMPARE(yamlText(QString(QChar(0xD800)) + QLatin1Char('a')), QByteArray("\"\xEF\xBF\xBD"
                                                                                 "a\""));
    }
};

QTEST_GUILESS_MAIN(TestYamlWriter)
#include "tst_yaml_writer.moc"
