#include "core/yaml/yaml_parser.h"

#include <QtTest>

using namespace outcrop;

namespace {

QString errorOf(const QByteArray &yaml, const YamlLimits &limits = {})
{
    const auto node = parseYaml(yaml, {}, limits);
    return node ? QStringLiteral("(read)") : node.error().message;
}

// A value as a word, so that a table of them is readable.
QString kindOf(const YamlScalar &value)
{
    static const QStringList names{QStringLiteral("none"), QStringLiteral("bool"),
                                   QStringLiteral("int"), QStringLiteral("float"),
                                   QStringLiteral("text")};
    return names[int(value.index())];
}

} // namespace

class TestYamlParser : public QObject
{
    Q_OBJECT

private slots:
    void treeKeepsOrderKeysAndPlaces()
    {
        const auto root = parseYaml("b: 1\na:\n  - x\n  - {k: 'v'}\n");
        QVERIFY(root);
        QVERIFY(root->isMapping());
        QCOMPARE(root->children[0].key, QStringLiteral("b"));
        QCOMPARE(root->children[1].key, QStringLiteral("a"));
        const YamlNode &item = root->children[1].children[1];
        QCOMPARE(item.find(QStringLiteral("k"))->text, QStringLiteral("v"));
        QVERIFY(item.find(QStringLiteral("k"))->quoted);
        QCOMPARE(item.line, 4);
        QCOMPARE(item.column, 5);
    }

    void plainScalarsMeanWhatOutcropSays_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char *yaml, const char *kind) {
            QTest::newRow(yaml) << QByteArray(yaml) << QString::fromLatin1(kind);
        };
        for (const char *none : {"", "~", "null"})
            row(none, "none");
        row("true", "bool");
        row("false", "bool");
        for (const char *whole : {"1", "-5", "0", "9223372036854775807"})
            row(whole, "int");
        for (const char *number : {"1.0", "-0.5", "1e5", "1.0e-05", "1E+3"})
            row(number, "float");
        for (const char *text : {"yes",
                                 "no",
                                 "on",
                                 "off",
                                 "True",
                                 "TRUE",
                                 "y",
                                 "0x10",
                                 "1_000",
                                 "0o7",
                                 "12:30",
                                 "2024-01-01",
                                 ".inf",
                                 ".nan",
                                 "1.",
                                 ".5",
                                 "+1",
                                 "1e999",
                                 "9223372036854775808",
                                 "\"1\"",
                                 "'true'",
                                 "|-\n  1",
                                 "a b",
                                 "1.2.1"})
            row(text, "text");
    }
    void plainScalarsMeanWhatOutcropSays()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, kind);
        const auto root = parseYaml("v: " + yaml + "\n");
        QVERIFY2(root, qPrintable(errorOf("v: " + yaml)));
        QCOMPARE(kindOf(root->children[0].scalar()), kind);
    }

    void versionKeepsItsDigits()
    {
        const auto root = parseYaml("version: 3.10\n");
        QVERIFY(root);
        QCOMPARE(root->children[0].text, QStringLiteral("3.10"));
    }

    void byteOrderMarkAndCarriageReturnsAreAccepted()
    {
        const auto root = parseYaml("\xEF\xBB\xBF"
                                    "a: 1\r\nb: two\r\n");
        QVERIFY(root);
        QCOMPARE(root->children[1].text, QStringLiteral("two"));
        QCOMPARE(root->children[1].line, 2);
    }

    void emptyFileIsNull()
    {
        QVERIFY(parseYaml("")->isNull());
        QVERIFY(parseYaml("# only a comment\n")->isNull());
    }

    void hostileFileIsRefusedInOneSentence_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const QByteArray &yaml, const char *sentence) {
            QTest::newRow(name) << yaml << QString::fromUtf8(sentence);
        };
        const char *anchors =
            "line 1: anchors and aliases (& and *) are not allowed; write the value out";
        row("alias cycle", "a: &a [*a]", anchors);
        row("anchor on a text", "a: &b c", anchors);
        row("anchor on nothing", "a: &b\n", anchors);
        row("anchor on a key", "&b a: c", anchors);
        row("alias of nothing", "a: *b",
            "line 1: this is not YAML (the referenced anchor is not defined)");
        row("merge key", "b: 1\n<<: {a: 1}",
            "line 2: merge keys (<<) are not allowed; write the values out");
        const char *tags = "line 1: tags (!) are not allowed; write the plain value";
        row("tag on a text", "a: !!str 1", tags);
        row("tag on a mapping", "!!python/object:os.system {a: 1}", tags);
        row("tag on a list", "a: !x [1]", tags);
        row("two documents", "a: 1\n---\nb: 2\n",
            "line 2: a second document begins; one file holds one document");
        row("duplicate key", "a: 1\nb: 2\na: 3\n",
            "line 3: the key \"a\" is there twice; remove one");
        row("duplicate key in quotes", "a: 1\n'a': 3\n",
            "line 2: the key \"a\" is there twice; remove one");
        row("list as key", "? [a]\n: 1\n", "line 1: a key must be a word or a number");
        row("mapping as key", "{a: 1}: 2", "line 1: a key must be a word or a number");
        row("no key", ": 1", "line 1: a key must be a word or a number");
        row("nul", QByteArray("a: 1\nb: \0", 9), "line 2: there is a control character; remove it");
        row("end of transmission", "a: 1\nb: \x04\nc: 2",
            "line 2: there is a control character; remove it");
        row("latin 1", "a: caf\xE9", "line 1: the file is not UTF-8 text; save it as UTF-8");
        row("half a surrogate pair", "a: \xED\xA0\x80",
            "line 1: the file is not UTF-8 text; save it as UTF-8");
        row("utf 16",
            QByteArray("\xFF\xFE"
                       "a\0:\0",
                       6),
            "line 1: there is a control character; remove it");
    }
    void hostileFileIsRefusedInOneSentence()
    {
        QFETCH(QByteArray, yaml);
        QTEST(errorOf(yaml), "sentence");
    }

    void depthOf10000IsRefusedInEveryShape_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QByteArray dashes, keys, lines;
        for (int i = 0; i < 10000; ++i) {
            dashes += "- ";
            keys += "{a: ";
        }
        for (int i = 0; i < 1000; ++i)
            lines += QByteArray(i, ' ') + "a:\n";
        QTest::newRow("flow lists") << QByteArray(10000, '[');
        QTest::newRow("flow lists in lines") << QByteArray("[\n").repeated(10000);
        QTest::newRow("flow mappings") << keys;
        QTest::newRow("dashes") << dashes;
        QTest::newRow("block mappings") << lines;
        QTest::newRow("question marks") << QByteArray("? ").repeated(10000);
    }
    void depthOf10000IsRefusedInEveryShape()
    {
        QFETCH(QByteArray, yaml);
        const QString error = errorOf(yaml);
        QVERIFY2(error.startsWith(QLatin1String("line ")), qPrintable(error));
    }

    void aliasBombIsRefusedAtItsFirstAnchor()
    {
        QByteArray bomb = "a: &a [x, x]\n";
        for (char c = 'b'; c <= 'z'; ++c)
            bomb +=
                QByteArray(1, c) + ": &" + c + " [*" + char(c - 1) + ", *" + char(c - 1) + "]\n";
        QVERIFY(errorOf(bomb).startsWith(QLatin1String("line 1: anchors")));
    }

    void limitsAreKeptToTheByteAndTheNode()
    {
        YamlLimits limits;
        limits.bytes = 10;
        QCOMPARE(errorOf("a: 1234567", limits), QStringLiteral("(read)"));
        QCOMPARE(errorOf("a: 12345678", limits),
                 QStringLiteral("line 1: the file is larger than 10 B"));
        limits = {};
        limits.nodes = 3;
        QCOMPARE(errorOf("[1, 2]", limits), QStringLiteral("(read)"));
        QCOMPARE(errorOf("[1, 2,\n3]", limits),
                 QStringLiteral("line 2: the file has more than 3 values"));
        limits = {};
        limits.depth = 2;
        QCOMPARE(errorOf("[[1]]", limits), QStringLiteral("(read)"));
        QCOMPARE(errorOf("[[[1]]]", limits),
                 QStringLiteral("line 1: values are nested more than 2 deep"));
        limits = {};
        limits.scalarBytes = 4;
        QCOMPARE(errorOf("abcd", limits), QStringLiteral("(read)"));
        QCOMPARE(errorOf("abcde", limits), QStringLiteral("line 1: this text is longer than 4 B"));
    }

    void largeFileMayHoldOnlyPlainYaml()
    {
        const QByteArray plain = QByteArray("- a\n").repeated(100000);
        YamlLimits limits;
        limits.unusualBytes = plain.size() - 1;
        QCOMPARE(errorOf(plain, limits), QStringLiteral("(read)"));
        const QString error = errorOf(plain + "- &b c\n", limits);
        QVERIFY2(error.startsWith(QLatin1String("line 100001: a file over")), qPrintable(error));
    }

    void fileOver32MebibytesIsRefusedUnread()
    {
        QVERIFY(errorOf(QByteArray((32 << 20) + 1, '[')).contains(QLatin1String("larger than")));
    }

    void brokenYamlNamesItsLineAndFile()
    {
        const auto node = parseYaml("a: 1\nb: [1, 2\n", QStringLiteral("loan.outcrop"));
        QVERIFY(!node);
        QVERIFY2(node.error().message.startsWith(QLatin1String("loan.outcrop:")),
                 qPrintable(node.error().message));
        QVERIFY(node.error().message.contains(QLatin1String("this is not YAML")));
    }
};

QTEST_GUILESS_MAIN(TestYamlParser)
#include "tst_yaml_parser.moc"
