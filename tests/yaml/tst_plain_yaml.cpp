#include "core/base/files.h"
#include "core/base/text.h"
#include "core/yaml/plain_yaml.h"
#include "core/yaml/yaml_writer.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <QtTest>

using namespace outcrop;

namespace {

// The first difference of two trees, for a person.
QString difference(const YamlNode &a, const YamlNode &b, const QString &path = QStringLiteral("/"))
{
    if (a.kind != b.kind || a.quoted != b.quoted || a.text != b.text || a.key != b.key)
        return QStringLiteral("%1: \"%2\" and \"%3\"").arg(path, a.text, b.text);
    if (!a.isNull() && (a.line != b.line || a.column != b.column))
        return QStringLiteral("%1: at %2:%3 and %4:%5")
            .arg(path)
            .arg(a.line)
            .arg(a.column)
            .arg(b.line)
            .arg(b.column);
    if (a.children.size() != b.children.size())
        return QStringLiteral("%1: %2 and %3 children")
            .arg(path)
            .arg(a.children.size())
            .arg(b.children.size());
    for (size_t i = 0; i < a.children.size(); ++i) {
        const QString found =
            difference(a.children[i], b.children[i], path + QString::number(i) + QLatin1Char('/'));
        if (!found.isEmpty())
            return found;
    }
    return {};
}

enum class Verdict { Tree, Refused, Unusual };

// Reads by both readers; `problem` says where they differ.
Verdict compare(const QByteArray &yaml, QString &problem)
{
    const YamlLimits limits;
    const auto plain = parsePlainYaml(yaml, limits);
    if (std::holds_alternative<UnusualYaml>(plain))
        return Verdict::Unusual;
    const auto any = parseAnyYaml(yaml, {}, limits);
    if (const auto *refusal = std::get_if<YamlRefusal>(&plain)) {
        if (any)
            problem = QStringLiteral("only refused by the plain reader: ") + refusal->what;
        return Verdict::Refused;
    }
    problem = any ? difference(std::get<YamlNode>(plain), *any) : any.error().message;
    return Verdict::Tree;
}

QByteArrayList projectFiles()
{
    QByteArrayList files;
    QDirIterator it(QStringLiteral(OUTCROP_SOURCE_DIR "/resources"),
                    {QStringLiteral("*.yaml"), QStringLiteral("*.outcrop")}, QDir::Files,
                    QDirIterator::Subdirectories);
    while (it.hasNext())
        files << *readFile(it.next());
    return files;
}

// Everything the plain reader knows, in the ways people write it.
QByteArray example()
{
    return "# A comment\n"
           "outcrop: 1\n"
           "name: Loan default   # behind a value\n"
           "\n"
           "nothing:\n"
           "empty: {}\n"
           "blocks:\n"
           "- id: loans\n"
           "  attributes: {path: data/loans.csv, \"a b\": 'it''s', n: -1.5, none: null}\n"
           "  code: |\n"
           "    def f(x):\n"
           "\n"
           "        return x  # not a comment\n"
           "\n"
           "  other: |-\n"
           "    text: a\n"
           "-\n"
           "  - - a\n"
           "    - [b, [c, {d: e}], \"\\u00e9\\n\\x41\\U0001F98A\"]\n"
           "-\n"
           "- ~\n"
           "\"quoted key\": don't, ever\n"
           "url: http://example.org/a?b=c&d#e\n"
           "last:\n"
           "    deep: \xC3\xA4\xC3\xB6\n";
}

} // namespace

class TestPlainYaml : public QObject
{
    Q_OBJECT

private slots:
    void projectsOwnFilesArePlainAndTheSameTree()
    {
        const QByteArrayList files = projectFiles();
        QVERIFY(files.size() > 30);
        for (const QByteArray &yaml : files) {
            QString problem;
            QCOMPARE(compare(yaml, problem), Verdict::Tree);
            QVERIFY2(problem.isEmpty(), qPrintable(problem));
        }
    }

    void everyFormIsTheSameTree()
    {
        QString problem;
        QCOMPARE(compare(example(), problem), Verdict::Tree);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }

    void rareFormIsLeftToTheOtherReader_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        for (const char *yaml : {"",
                                 "# only a comment\n",
                                 "--- a\n",
                                 "---\na: 1\n",
                                 "%YAML 1.1\n---\na: 1\n",
                                 "a: &b c\n",
                                 "a: *b\n",
                                 "a: !!str b\n",
                                 "? a\n: b\n",
                                 "a: >\n  b\n",
                                 "a: |2\n   b\n",
                                 "a: |+\n  b\n\n",
                                 "a: b\n  c\n",
                                 "a: \"b\n  c\"\n",
                                 "a: [b,\n  c]\n",
                                 "[a: b]\n",
                                 "{a}\n",
                                 "{a: b, c}\n",
                                 "[a, ]\n",
                                 "{\"a\":1}\n",
                                 "a:\tb\n",
                                 "\ta: b\n",
                                 "a: b: c\n",
                                 "a: - b\n",
                                 "a\nb\n",
                                 "a: 1\n b: 2\n",
                                 "  a: 1\n b: 2\n",
                                 "- a\nb: 1\n",
                                 "...\n",
                                 "a: @b\n",
                                 "a: `b`\n",
                                 "<<: {a: 1}\n",
                                 "null: 1\n",
                                 "a: \"\\ud800\"\n",
                                 "a: \"\\q\"\n",
                                 "a: |\n  b",
                                 "a: 'b' c\n",
                                 "[a] b\n",
                                 "a: [b] c\n"})
            QTest::newRow(yaml) << QByteArray(yaml);
    }
    void rareFormIsLeftToTheOtherReader()
    {
        QFETCH(QByteArray, yaml);
        QString problem;
        QCOMPARE(compare(yaml, problem), Verdict::Unusual);
    }

    void mutatedFilesAreTheSameTreeOrLeft()
    {
        QByteArrayList seeds = projectFiles().mid(0, 6);
        for (QByteArray &seed : seeds)
            seed.truncate(seed.indexOf('\n', 600) + 1);
        for (int i = 0; i < 12; ++i)
            seeds << example();
        static const QByteArray signs = "\n\n  --::,,[]{}#\"'|&*!?>~/.a1=<\\ntu0\t%@`";
        QRandomGenerator random(20260103);
        int trees = 0;
        for (int i = 0; i < 5000; ++i) {
            QByteArray yaml = seeds[random.bounded(seeds.size())];
            for (int n = random.bounded(1, 5); n > 0; --n) {
                const int at = random.bounded(yaml.size());
                switch (random.bounded(4)) {
                case 0:
                    yaml.remove(at, random.bounded(1, 6));
                    break;
                case 1:
                    yaml.insert(at, signs[random.bounded(signs.size())]);
                    break;
                case 2:
                    yaml[at] = signs[random.bounded(signs.size())];
                    break;
                default:
                    yaml.insert(at, yaml.mid(random.bounded(yaml.size()), random.bounded(1, 20)));
                }
            }
            if (!isText(yaml))
                continue;
            QString problem;
            trees += compare(yaml, problem) == Verdict::Tree;
            QVERIFY2(problem.isEmpty(), (problem.toUtf8() + '\n' + yaml).constData());
        }
        QVERIFY2(trees > 600, qPrintable(QString::number(trees)));
    }

    void shortTextsOfSignsAreTheSameTreeOrLeft()
    {
        static const QByteArray signs = "ab: - \n\n  ,[]{}#\"'|~1.";
        QRandomGenerator random(20260104);
        for (int i = 0; i < 25000; ++i) {
            QByteArray yaml;
            for (int n = random.bounded(1, 14); n > 0; --n)
                yaml += signs[random.bounded(signs.size())];
            QString problem;
            compare(yaml, problem);
            QVERIFY2(problem.isEmpty(), (problem.toUtf8() + '\n' + yaml).constData());
        }
    }

    void whatTheWriterWritesIsPlain()
    {
        YamlWriter writer;
        writer.beginSequence();
        for (const char *text : {"", "no", "1.0", "a: b", "a\nb\n", "a\n\n  b", "\x01\x7F", "x y",
                                 "- a", "#", "\"\\"}) {
            writer.text(QString::fromLatin1(text));
            writer.lines(QString::fromLatin1(text));
        }
        writer.text(QString::fromUtf8("\u00a0\u2028\ufeff\u4e2d\U0001F98A"));
        writer.end();
        QString problem;
        QCOMPARE(compare(writer.finish(), problem), Verdict::Tree);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
};

QTEST_GUILESS_MAIN(TestPlainYaml)
#include "tst_plain_yaml.moc"
