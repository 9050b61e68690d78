#include "core/builtin_catalog/builtin_catalog.h"
#include "core/catalog/value_text.h"

#include <QtTest>

using namespace outcrop;

namespace {

using Form = AttributeKind::Form;
using List = AttributeValue::List;

AttributeKind kindOf(Form form)
{
    AttributeKind kind;
    kind.form = form;
    return kind;
}

AttributeKind choiceOf(const QString &word)
{
    AttributeKind kind = kindOf(Form::Choice);
    kind.choices = {AttributeValue(word)};
    return kind;
}

AttributeKind listOf(Form item)
{
    AttributeKind kind = kindOf(Form::List);
    kind.items = {kindOf(item)};
    return kind;
}

AttributeValue text(const char *latin1)
{
    return AttributeValue(QString::fromLatin1(latin1));
}

using Kinds = QVector<AttributeKind>;

} // namespace

Q_DECLARE_METATYPE(QVector<outcrop::AttributeKind>)
Q_DECLARE_METATYPE(outcrop::AttributeValue)

class TestValueText : public QObject
{
    Q_OBJECT

private slots:
    void typedTextMeans_data()
    {
        QTest::addColumn<Kinds>("kinds");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<AttributeValue>("meant");
        const Kinds number{kindOf(Form::Float), kindOf(Form::None)};
        const auto row = [](const char *name, const Kinds &kinds, const char *typed,
                            const AttributeValue &meant) {
            QTest::newRow(name) << kinds << QString::fromLatin1(typed) << meant;
        };
        row("whole", number, "1", AttributeValue(1));
        row("with a point", number, "1.0", AttributeValue(1.0));
        row("point at the end", number, "1.", AttributeValue(1.0));
        row("point at the beginning", number, " .5 ", AttributeValue(0.5));
        row("scientific", number, "1e-3", AttributeValue(0.001));
        row("none", number, "none", AttributeValue());
        row("Python's none", number, "None", AttributeValue());
        row("nothing where none is taken", number, " ", AttributeValue());
        row("nothing where none is not taken", {kindOf(Form::Int)}, "", text(""));
        row("comma is no point", number, "0,5", text("0,5"));
        row("number where only text is taken", {kindOf(Form::Text)}, "12", text("12"));
        row("number where text or none is taken", {kindOf(Form::Text), kindOf(Form::None)}, "1",
            text("1"));
        row("text that looks like a number", {kindOf(Form::Int), kindOf(Form::Text)}, "\"12\"",
            text("12"));
        row("choice before text", {choiceOf(QStringLiteral("none")), kindOf(Form::None)}, "none",
            text("none"));
        row("choice of a space", {choiceOf(QStringLiteral(" "))}, " ", text(" "));
        row("truth", {kindOf(Form::Int), kindOf(Form::Bool)}, "True", AttributeValue(true));
        row("list", {listOf(Form::Int)}, "[64, 32]",
            AttributeValue(List{AttributeValue(64), AttributeValue(32)}));
        row("list without brackets", {listOf(Form::Int)}, "64, 32,",
            AttributeValue(List{AttributeValue(64), AttributeValue(32)}));
        row("one item", {listOf(Form::Int)}, "64", AttributeValue(List{AttributeValue(64)}));
        row("one item where a number is taken too", {listOf(Form::Int), kindOf(Form::Int)}, "64",
            AttributeValue(64));
        row("list of texts that look like numbers", {listOf(Form::Column)}, "1, \"a, b\"",
            AttributeValue(List{text("1"), text("a, b")}));
        row("empty list", {listOf(Form::Int)}, "[]", AttributeValue(List{}));
        row("columns", {kindOf(Form::Columns)}, "age, size",
            AttributeValue(List{text("age"), text("size")}));
        row("word for columns", {kindOf(Form::Columns)}, "numeric", text("numeric"));
        SearchSpace space;
        space.kind = SearchSpace::Kind::Int;
        space.low = 50;
        space.high = 500;
        space.log = true;
        row("search space", {kindOf(Form::Int)}, "{search: {int: [50, 500], log: true}}",
            AttributeValue(space));
        row("broken search space", {kindOf(Form::Int)}, "{search: {int: [50",
            text("{search: {int: [50"));
    }

    void typedTextMeans()
    {
        QFETCH(Kinds, kinds);
        QFETCH(QString, typed);
        QFETCH(AttributeValue, meant);
        const AttributeValue value = valueFromText(kinds, typed);
        QVERIFY2(value == meant, qPrintable(formatValue(value)));
        QVERIFY(valueFromText(kinds, valueText(kinds, value)) == value);
    }

    void everyDefaultAndChoiceOfTheCatalogIsReadBackEqual()
    {
        const Catalog catalog = builtinCatalog();
        int count = 0;
        for (const BlockType &type : catalog.types()) {
            for (const AttributeSpec &spec : type.attributes) {
                QVector<AttributeValue> values{spec.defaultValue};
                for (const AttributeKind &kind : spec.kinds)
                    values << kind.choices;
                if (spec.required)
                    values.removeFirst();
                for (const AttributeValue &value : values) {
                    const QString typed = valueText(spec.kinds, value);
                    QVERIFY2(
                        valueFromText(spec.kinds, typed) == value,
                        qPrintable(QStringLiteral("%1.%2: %3").arg(type.key, spec.name, typed)));
                    ++count;
                }
            }
        }
        QVERIFY(count > 2000);
    }

    void hostileTextIsTextAndReadsBackEqual()
    {
        const Kinds kinds{kindOf(Form::Int), kindOf(Form::Text), listOf(Form::Text)};
        for (const QString &odd :
             {QStringLiteral("\""), QStringLiteral("[[["), QStringLiteral("a\",b"),
              QString(100'000, QLatin1Char('[')), QStringLiteral("{search: }"), QStringLiteral("]"),
              QStringLiteral("a\nb"), QStringLiteral("nan"), QStringLiteral("0x10")}) {
            const AttributeValue value(odd);
            QVERIFY(valueFromText(kinds, valueText(kinds, value)) == value);
            const AttributeValue list(List{value, value});
            QVERIFY(valueFromText(kinds, valueText(kinds, list)) == list);
        }
    }
};

QTEST_GUILESS_MAIN(TestValueText)
#include "tst_value_text.moc"
