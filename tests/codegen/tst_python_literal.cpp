#include "core/codegen/python_literal.h"
#include "tests/codegen/python.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

#include <cmath>
#include <cstring>

using namespace outcrop;

namespace {

// Text as a person or an attacker may have it: quotes, controls, lone surrogates, astral
// characters, code.
QString hostileText(QRandomGenerator &random)
{
    static const QStringList pieces{QStringLiteral("\""),
                                    QStringLiteral("'"),
                                    QStringLiteral("\"\"\""),
                                    QStringLiteral("\\"),
                                    QStringLiteral("\n"),
                                    QStringLiteral("\r"),
                                    QString(QChar(0)),
                                    QStringLiteral("$(id)"),
                                    QStringLiteral("`id`"),
                                    QStringLiteral("{x}"),
                                    QStringLiteral("%s"),
                                    QStringLiteral("\\N{DASH}"),
                                    QStringLiteral("#"),
                                    QStringLiteral("\x7f"),
                                    QString(QChar(0x85)),
                                    QString(QChar(0x2028)),
                                    QString(QChar(0x202E)),
                                    QString(QChar(0xFEFF)),
                                    QString(QChar(0xD800)),
                                    QString(QChar(0xDFFF)),
                                    QString::fromUcs4(U"\U0001F40D"),
                                    QStringLiteral("); import os")};
    QString text;
    for (int i = random.bounded(12); i > 0; --i) {
        if (random.bounded(2) == 0)
            text += pieces[random.bounded(pieces.size())];
        else
            text += QChar(ushort(random.bounded(0x10000)));
    }
    return text;
}

QJsonArray codeUnits(const QString &text)
{
    QJsonArray units;
    for (const QChar unit : text)
        units.append(int(unit.unicode()));
    return units;
}

} // namespace

class TestPythonLiteral : public QObject
{
    Q_OBJECT

private slots:
    void everyTextIsOneStringTokenThatPythonReadsBack()
    {
        // Given 20,000 random hostile texts, and their literals one a line
        QRandomGenerator random(1);
        QByteArray literals, expected;
        for (int i = 0; i < 20000; ++i) {
            const QString text = hostileText(random);
            const QString literal = pythonText(text);
            QVERIFY2(literal.toLatin1().size() == literal.size()
                         && !literal.contains(QLatin1Char('\n')),
                     qPrintable(literal));
            literals += literal.toLatin1() + '\n';
            expected += QJsonDocument(codeUnits(text)).toJson(QJsonDocument::Compact) + '\n';
        }

        // When Python reads each as a token and as a value, then they are what they were
        PythonFolder folder;
        folder.write(QStringLiteral("literals.txt"), literals);
        folder.write(QStringLiteral("expected.txt"), expected);
        const PythonRun run = folder.run(QByteArrayLiteral(R"py(
import ast, io, json, tokenize

def units(text):
    raw = text.encode("utf-16-le", "surrogatepass")
    return [raw[i] + 256 * raw[i + 1] for i in range(0, len(raw), 2)]

literals = open("literals.txt").read().splitlines()
expected = open("expected.txt").read().splitlines()
assert len(literals) == len(expected) == 20000, len(literals)
for literal, text in zip(literals, expected):
    kinds = [t.type for t in tokenize.generate_tokens(io.StringIO(literal).readline)]
    assert kinds == [tokenize.STRING, tokenize.NEWLINE, tokenize.ENDMARKER], literal
    assert units(ast.literal_eval(literal)) == json.loads(text), literal
print("read", len(literals))
)py"));
        QCOMPARE(run.output, QByteArrayLiteral("read 20000\n"));
    }

    void floatsAreWrittenAsPythonWritesThem()
    {
        // Given doubles of every size, by their bits
        QRandomGenerator random(2);
        QByteArray lines;
        for (int i = 0; i < 20000; ++i) {
            double value = double(random.bounded(1000000)) / std::pow(10.0, random.bounded(24) - 6);
            if (i % 2 == 0) {
                const quint64 bits = random.generate64();
                std::memcpy(&value, &bits, sizeof value);
                if (!std::isfinite(value))
                    continue;
            }
            lines += pythonFloat(value).toLatin1() + '\n';
        }

        // When Python reads and writes them, then nothing changes
        PythonFolder folder;
        folder.write(QStringLiteral("floats.txt"), lines);
        const PythonRun run = folder.run(QByteArrayLiteral(R"py(
lines = open("floats.txt").read().splitlines()
assert len(lines) > 19000
print([line for line in lines if repr(float(line)) != line][:5])
)py"));
        QCOMPARE(run.output, QByteArrayLiteral("[]\n"));
    }

    void wholeNumbersAndFloatsStayApart()
    {
        QCOMPARE(pythonLiteral(AttributeValue(1)), QStringLiteral("1"));
        QCOMPARE(pythonLiteral(AttributeValue(1.0)), QStringLiteral("1.0"));
        QCOMPARE(pythonLiteral(AttributeValue(-0.0)), QStringLiteral("-0.0"));
        QCOMPARE(pythonLiteral(AttributeValue(0.0001)), QStringLiteral("0.0001"));
        QCOMPARE(pythonLiteral(AttributeValue(1e-5)), QStringLiteral("1e-05"));
        QCOMPARE(pythonLiteral(AttributeValue(1e16)), QStringLiteral("1e+16"));
    }

    void constantsAndListsBecomePythons()
    {
        using List = AttributeValue::List;
        QCOMPARE(pythonLiteral(AttributeValue()), QStringLiteral("None"));
        QCOMPARE(pythonLiteral(AttributeValue(true)), QStringLiteral("True"));
        QCOMPARE(pythonLiteral(AttributeValue(QStringLiteral("gini"))), QStringLiteral("\"gini\""));
        const AttributeValue one(List{AttributeValue(100)});
        const AttributeValue two(List{AttributeValue(64), AttributeValue(32.0)});
        QCOMPARE(pythonLiteral(one), QStringLiteral("[100]"));
        QCOMPARE(pythonLiteral(one, Brackets::Tuple), QStringLiteral("(100,)"));
        QCOMPARE(pythonLiteral(two, Brackets::Tuple), QStringLiteral("(64, 32.0)"));
        QCOMPARE(pythonLiteral(AttributeValue(List{}), Brackets::Tuple), QStringLiteral("()"));
    }
};

QTEST_GUILESS_MAIN(TestPythonLiteral)
#include "tst_python_literal.moc"
