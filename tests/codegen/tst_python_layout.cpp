#include "core/codegen/python_layout.h"

#include <QTest>

using namespace outcrop;

namespace {

PythonCode word(int length)
{
    return {QString(length, QLatin1Char('x')), {}, {}};
}

} // namespace

class TestPythonLayout : public QObject
{
    Q_OBJECT

private slots:
    void whatFitsAHundredColumnsStaysOnItsLine()
    {
        const PythonCode code = pythonCall(QStringLiteral("f"), {word(46), word(45)});
        QCOMPARE(layOut(code, 4).size(), 100);
        QVERIFY(!layOut(code, 4).contains(QLatin1Char('\n')));
        QVERIFY(layOut(code, 5).contains(QLatin1Char('\n')));
    }

    void aTrailingCommaCountsAsAColumn()
    {
        // Given an item that fits its line but for the comma behind it
        const PythonCode inner = pythonCall(QStringLiteral("g"), {word(45), word(46)});
        QCOMPARE(layOut(inner, 4).size(), 100);

        // When the list around it is broken, then the item is broken too
        const QString text = layOut(pythonList({inner, word(90)}));
        QVERIFY(text.contains(QStringLiteral("    g(\n        x")));
    }

    void whatDoesNotFitGoesOneItemALineAndInwards()
    {
        const PythonCode steps =
            pythonList({word(60), pythonCall(QStringLiteral("g"), {word(50), word(50)})});
        const QString x50(50, QLatin1Char('x')), x60(60, QLatin1Char('x'));
        QCOMPARE(layOut(pythonCall(QStringLiteral("return Pipeline"), {steps}), 4),
                 QStringLiteral("    return Pipeline(\n"
                                "        [\n"
                                "            %1,\n"
                                "            g(\n"
                                "                %2,\n"
                                "                %2,\n"
                                "            ),\n"
                                "        ],\n"
                                "    )")
                     .arg(x60, x50));
    }

    void whatIsAlwaysLongIsBrokenThoughItFits()
    {
        QCOMPARE(layOutLong({QStringLiteral("A = {"), {word(1), word(2)}, QStringLiteral("}")}),
                 QStringLiteral("A = {\n    x,\n    xx,\n}"));
        QCOMPARE(layOutLong({QStringLiteral("A = {"), {}, QStringLiteral("}")}),
                 QStringLiteral("A = {}"));
    }
};

QTEST_GUILESS_MAIN(TestPythonLayout)
#include "tst_python_layout.moc"
