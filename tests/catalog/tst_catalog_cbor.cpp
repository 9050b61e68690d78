#include "core/catalog/catalog_cbor.h"
#include "core/catalog/catalog_yaml.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace outcrop;

namespace {

// Every field of every struct holds something else than its default.
Catalog everything()
{
    AttributeKind item;
    item.form = AttributeKind::Form::Int;
    item.min = -1.5;
    item.aboveMin = true;
    AttributeKind kind;
    kind.form = AttributeKind::Form::List;
    kind.max = 7;
    kind.belowMax = true;
    kind.fractionOnly = true;
    kind.items = {item};
    SearchSpace space;
    space.kind = SearchSpace::Kind::Choice;
    space.low = 0.1;
    space.high = 1e300;
    space.log = true;
    space.choices = {AttributeValue(1), AttributeValue(1.0), AttributeValue(true)};
    kind.choices = {AttributeValue(), AttributeValue(space),
                    AttributeValue(AttributeValue::List{AttributeValue(QStringLiteral("ä"))})};
    AttributeSpec spec;
    spec.name = QStringLiteral("depth");
    spec.kinds = {kind, item};
    spec.defaultValue = AttributeValue(qint64(-1) << 60);
    spec.required = spec.advanced = spec.tunable = spec.isParameter = true;
    spec.unit = QStringLiteral("levels");
    spec.help = QStringLiteral("How deep.");
    spec.applies = AppliesWhen{QStringLiteral("other"), {AttributeValue(false)}};
    spec.rewrites = {RewriteRule{AttributeValue(0), AttributeValue(), QStringLiteral("why")}};
    BlockType type;
    type.key = QStringLiteral("a.b");
    type.title = QStringLiteral("Title");
    type.category = QStringLiteral("Category");
    type.synonyms = QStringList{QStringLiteral("s"), QString(5000, QLatin1Char('t'))};
    type.common = type.pandasOutput = type.textInput = type.predictsProba =
        type.hasDecisionFunction = true;
    type.help = QStringLiteral("Help");
    type.documentation = QStringLiteral("https://");
    type.role = BlockRole::LatencyTest;
    type.platform = QStringLiteral("p");
    type.module = QStringLiteral("m");
    type.className = QStringLiteral("C");
    type.inputs = {PortSpec{QStringLiteral("in"), PortType::Scores, true, false}};
    type.outputs = {PortSpec{QStringLiteral("out"), PortType::Model, false, true}};
    type.attributes = {spec};
    type.requirements = QStringList{QStringLiteral("r")};
    type.constants = QStringList{QStringLiteral("c=1")};
    Catalog catalog({type});
    catalog.setSource(QStringLiteral("library 1"));
    return catalog;
}

} // namespace

class TestCatalogCbor : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldSurvives()
    {
        const Catalog before = everything();
        const auto after = decodeCatalog(encodeCatalog(before));
        QVERIFY(after);
        QCOMPARE(after->source(), before.source());
        const BlockType &a = before.types().front(), &b = after->types().front();
        QCOMPARE(b.key, a.key);
        QCOMPARE(b.title, a.title);
        QCOMPARE(b.category, a.category);
        QCOMPARE(b.synonyms, a.synonyms);
        QVERIFY(b.common && b.pandasOutput && b.textInput && b.predictsProba
                && b.hasDecisionFunction);
        QCOMPARE(b.help + b.documentation + b.platform + b.module + b.className,
                 a.help + a.documentation + a.platform + a.module + a.className);
        QCOMPARE(b.role, a.role);
        QCOMPARE(b.inputs[0].name, a.inputs[0].name);
        QCOMPARE(b.inputs[0].type, a.inputs[0].type);
        QCOMPARE(b.inputs[0].many, a.inputs[0].many);
        QCOMPARE(b.inputs[0].required, a.inputs[0].required);
        QCOMPARE(b.requirements, a.requirements);
        QCOMPARE(b.constants, a.constants);
        const AttributeSpec &s = a.attributes[0], &t = b.attributes[0];
        QCOMPARE(t.name + t.unit + t.help, s.name + s.unit + s.help);
        QCOMPARE(t.defaultValue, s.defaultValue);
        QVERIFY(t.required && t.advanced && t.tunable && t.isParameter);
        QCOMPARE(t.applies->values, s.applies->values);
        QCOMPARE(t.rewrites[0].from, s.rewrites[0].from);
        QCOMPARE(t.kinds[0].form, s.kinds[0].form);
        QCOMPARE(t.kinds[0].choices, s.kinds[0].choices);
        QCOMPARE(t.kinds[0].max.value(), 7.0);
        QVERIFY(!t.kinds[0].min && t.kinds[0].belowMax && t.kinds[0].fractionOnly);
        QCOMPARE(t.kinds[0].items[0].min.value(), -1.5);
        QVERIFY(t.kinds[0].items[0].aboveMin);
    }

    void equalCatalogsGiveEqualBytes()
    {
        const QByteArray bytes = encodeCatalog(everything());
        QCOMPARE(encodeCatalog(*decodeCatalog(bytes)), bytes);
    }

    void partOfACatalogIsRefused()
    {
        const QByteArray bytes = encodeCatalog(everything());
        for (int length = 0; length < 600; ++length)
            QVERIFY(!decodeCatalog(bytes.left(length)));
        QVERIFY(!decodeCatalog(bytes.left(bytes.size() - 1)));
    }

    void damagedCatalogNeverCrashes()
    {
        const QByteArray bytes = encodeCatalog(everything());
        QRandomGenerator random(1);
        for (int i = 0; i < 1000; ++i) {
            QByteArray damaged = bytes;
            for (int n = random.bounded(1, 4); n > 0; --n)
                damaged[random.bounded(random.bounded(2) ? damaged.size() : 120)] =
                    char(random.bounded(256));
            const auto catalog = decodeCatalog(damaged);
            if (!catalog)
                QCOMPARE(catalog.error().kind, ErrorKind::Corrupt);
        }
    }

    void nestingOf100000IsRefused() { QVERIFY(!decodeCatalog(QByteArray(100000, char(0x81)))); }
};

QTEST_GUILESS_MAIN(TestCatalogCbor)
#include "tst_catalog_cbor.moc"
