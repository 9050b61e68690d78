#include "core/base/files.h"
#include "core/catalog/catalog_yaml.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

namespace {

// A type with one more line, as wrong as a test wants it. The line added is line 7.
QByteArray withLine(const QByteArray &line)
{
    return "types:\n"
           "  own.block:\n"
           "    title: Mine\n"
           "    category: Own\n"
           "    role: transformer\n"
           "    platform: python\n"
           + line + "\n";
}

QString errorOf(const QByteArray &yaml)
{
    const auto file = readCatalogFile(yaml, QStringLiteral("own.yaml"));
    return file ? QStringLiteral("(read)") : file.error().message;
}

void save(const QTemporaryDir &folder, const char *name, const QByteArray &yaml)
{
    const QString path = folder.filePath(QLatin1String(name));
    QVERIFY(makeFolder(QFileInfo(path).path()));
    QVERIFY(saveAtomically(path, yaml));
}

} // namespace

class TestCatalogYaml : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldIsRead()
    {
        const auto file = readCatalogFile(
            "source: library 1.2\n"
            "types:\n"
            "  lib.Forest:\n"
            "    title: Forest\n"
            "    category: Algorithms/Classification\n"
            "    synonyms: [trees]\n"
            "    common: true\n"
            "    help: Many trees.\n"
            "    documentation: \"https://example.org\"\n"
            "    role: classifier\n"
            "    platform: lib\n"
            "    module: lib.trees\n"
            "    class: Forest\n"
            "    inputs: [{name: table, type: table}, {name: models, type: model, many: true, "
            "required: false}]\n"
            "    outputs: [{name: model, type: model}]\n"
            "    requires: [\"lib>=1.2\"]\n"
            "    pandas_output: true\n"
            "    text_input: true\n"
            "    predicts_proba: true\n"
            "    decision_function: true\n"
            "    constants: [sparse=False]\n"
            "    attributes:\n"
            "      depth:\n"
            "        default: 3\n"
            "        kinds: [{int: {min: 1}}, none]\n"
            "        unit: levels\n"
            "        help: How deep.\n"
            "        advanced: true\n"
            "        tunable: true\n"
            "        when: {kind: [deep]}\n"
            "        rewrites: [{from: 0, to: null, why: never meant anything}]\n"
            "      kind: {default: deep, kinds: [{choice: [deep, flat]}], parameter: false}\n",
            QStringLiteral("f"));
        QVERIFY2(file, qPrintable(file ? QString() : file.error().message));
        QCOMPARE(file->source, QStringLiteral("library 1.2"));
        const BlockType &type = file->types.front();
        QCOMPARE(type.key, QStringLiteral("lib.Forest"));
        QCOMPARE(type.synonyms, QStringList(QStringLiteral("trees")));
        QVERIFY(type.common && type.pandasOutput && type.textInput && type.predictsProba
                && type.hasDecisionFunction);
        QCOMPARE(type.role, BlockRole::Classifier);
        QCOMPARE(type.className, QStringLiteral("Forest"));
        QCOMPARE(type.findInput(QStringLiteral("models"))->type, PortType::Model);
        QVERIFY(type.findInput(QStringLiteral("models"))->many);
        QVERIFY(!type.findInput(QStringLiteral("models"))->required);
        QVERIFY(type.findOutput(QStringLiteral("model"))->required);
        QCOMPARE(type.constants, QStringList(QStringLiteral("sparse=False")));
        const AttributeSpec &depth = type.attributes.front();
        QCOMPARE(depth.defaultValue, AttributeValue(3));
        QCOMPARE(depth.kinds.size(), 2);
        QCOMPARE(depth.kinds[0].min.value(), 1.0);
        QVERIFY(depth.advanced && depth.tunable && depth.isParameter);
        QCOMPARE(depth.applies->attribute, QStringLiteral("kind"));
        QCOMPARE(depth.rewrites.front().from, AttributeValue(0));
        QVERIFY(depth.rewrites.front().to.isNone());
        QVERIFY(!type.findAttribute(QStringLiteral("kind"))->isParameter);
        QVERIFY(!type.findAttribute(QStringLiteral("none")));
    }

    void mistakeNamesFileLineAndWhat_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *line, const char *sentence) {
            QTest::newRow(line) << withLine(line) << QString::fromUtf8(sentence);
        };
        row("    titel: x", "own.yaml:7: unknown key \"titel\"; is \"title\" meant?");
        row("    common: yes", "own.yaml:7: common: expected true or false");
        row("    attributes: {x: {default: 0, kinds: [{int: {min: 1}}]}}",
            "own.yaml:7: the default does not fit: x is 0; it must be a whole number of 1 or "
            "more.");
        row("    attributes: {x: {default: 0}}", "own.yaml:7: kinds is missing");
        row("    attributes: {x: {default: 0, kinds: [{int: {least: 1}}]}}",
            "own.yaml:7: unknown key \"least\"; it can be one of: above, below, max, min");
        row("    attributes: {x: {default: 0, kinds: [{list: {min: 1}}]}}",
            "own.yaml:7: items is missing");
        row("    attributes: {x: {default: 0, kinds: [{choice: []}]}}",
            "own.yaml:7: choice: expected a list of values");
        row("    attributes: {x: {default: 0, kinds: [{bool: {min: 1}}]}}",
            "own.yaml:7: only int, float, choice and list have details, not bool");
        row("    attributes: {x: {default: 0, kinds: [int], when: {y: [1]}}}",
            "own.yaml:7: x: when: there is no attribute y");
        row("    attributes: {x: {default: 0, kinds: [int], rewrites: [{from: 1, to: 2, why: "
            "old}]}}",
            "own.yaml:7: 1 is a right value of x; nothing is to be rewritten");
        row("    attributes: {x: {default: 0, kinds: [int], rewrites: [{from: a, to: b, why: "
            "old}]}}",
            "own.yaml:7: x is b; it must be a whole number.");
        row("    inputs: [{name: a, type: tables}]",
            "own.yaml:7: the type of a port is one of table, model, scores, any");
        row("    inputs: [{name: a, type: any}, {name: a, type: any}]",
            "own.yaml:7: there is a port a already");
    }
    void mistakeNamesFileLineAndWhat()
    {
        QFETCH(QByteArray, line);
        QTEST(errorOf(line), "sentence");
    }

    void keyAndRoleHaveTheirForms()
    {
        QVERIFY(errorOf("types: {Own: {title: a}}")
                    .contains(QLatin1String("the key of a type looks like input.csv")));
        QVERIFY(errorOf("types:\n  a.b: {title: a, category: b, role: classifer, platform: c}")
                    .startsWith(QLatin1String("own.yaml:2: the role is one of input, ")));
    }

    void folderIsReadInAnyDepthAndByKey()
    {
        QTemporaryDir folder;
        save(folder, "a.yaml",
             "source: library 1\ntypes:\n  b.b: {title: B, category: C, role: other, platform: "
             "p}\n");
        save(folder, "deep/er/c.yaml",
             "types:\n  a.a: {title: A, category: C, role: other, platform: p}\n");
        save(folder, "notes.txt", "no catalog");
        const auto catalog = loadCatalog(folder.path());
        QVERIFY2(catalog, qPrintable(catalog ? QString() : catalog.error().message));
        QCOMPARE(catalog->types().size(), 2);
        QCOMPARE(catalog->types()[0].key, QStringLiteral("a.a"));
        QCOMPARE(catalog->find(QStringLiteral("b.b"))->title, QStringLiteral("B"));
        QVERIFY(!catalog->find(QStringLiteral("c.c")));
        QCOMPARE(catalog->source(), QStringLiteral("library 1"));
    }

    void keyInTwoFilesIsRefusedWithBothFiles()
    {
        QTemporaryDir folder;
        save(folder, "a.yaml", withLine(""));
        save(folder, "b.yaml", withLine(""));
        QCOMPARE(loadCatalog(folder.path()).error().message,
                 QStringLiteral(
                     "b.yaml: the type own.block is in a.yaml already; rename or remove one"));
    }

    void folderThatIsNotThereIsAnEmptyCatalog()
    {
        const auto catalog = loadCatalog(QStringLiteral("/nowhere/at/all"));
        QVERIFY(catalog);
        QVERIFY(catalog->types().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCatalogYaml)
#include "tst_catalog_yaml.moc"
