#include "core/catalog/block_search.h"

#include <QtTest>

using namespace outcrop;

namespace {

BlockType makeType(const QString &title, const QString &className, const QString &category)
{
    BlockType type;
    type.key = QStringLiteral("test.") + className;
    type.title = title;
    type.className = className;
    type.category = category;
    type.inputs = {{QStringLiteral("table"), PortType::Table}};
    type.outputs = {{QStringLiteral("model"), PortType::Model}};
    return type;
}

Catalog sample()
{
    const QString algorithms = QStringLiteral("Algorithms/Classification");
    BlockType forest = makeType(QStringLiteral("Random forest"),
                                QStringLiteral("RandomForestClassifier"), algorithms);
    forest.synonyms = QStringList{QStringLiteral("bagged trees")};
    BlockType isolation = makeType(QStringLiteral("Isolation forest"),
                                   QStringLiteral("IsolationForest"), QStringLiteral("Outliers"));
    forest.role = BlockRole::Classifier;
    isolation.role = BlockRole::OutlierDetector;
    BlockType ridge = makeType(QStringLiteral("Ridge regression"), QStringLiteral("Ridge"),
                               QStringLiteral("Algorithms/Regression"));
    BlockType bridge = makeType(QStringLiteral("Bridge"), QStringLiteral("Bridge"), algorithms);
    BlockType csv =
        makeType(QStringLiteral("CSV file"), QStringLiteral("Csv"), QStringLiteral("Data"));
    csv.inputs.clear();
    csv.outputs = {{QStringLiteral("table"), PortType::Table}};
    BlockType facts = makeType(QStringLiteral("Forest facts"), QStringLiteral("Facts"), algorithms);
    facts.inputs.clear();
    facts.outputs.clear();
    return Catalog({forest, isolation, ridge, bridge, csv, facts});
}

QStringList titles(const QVector<const BlockType *> &types)
{
    QStringList found;
    for (const BlockType *type : types)
        found << type->title;
    return found;
}

QStringList search(const QString &text, const std::optional<PortFilter> &filter = {})
{
    static const Catalog catalog = sample();
    return titles(searchBlocks(catalog, text, filter));
}

} // namespace

class TestBlockSearch : public QObject
{
    Q_OBJECT

private slots:
    void beginningOfTheTitleGoesBeforeALaterWord()
    {
        QCOMPARE(search(QStringLiteral("r")), (QStringList{QStringLiteral("Random forest"),
                                                           QStringLiteral("Ridge regression")}));
        QCOMPARE(
            search(QStringLiteral("Forest")),
            (QStringList{QStringLiteral("Random forest"), QStringLiteral("Isolation forest")}));
        QCOMPARE(search(QStringLiteral("regression")).first(), QStringLiteral("Ridge regression"));
    }

    void isFoundBy_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("title");
        const QString forest = QStringLiteral("Random forest");
        QTest::newRow("synonym") << QStringLiteral("bagged") << forest;
        QTest::newRow("word of a synonym") << QStringLiteral("trees") << forest;
        QTest::newRow("class") << QStringLiteral("randomforestc") << forest;
        QTest::newRow("initials of the class") << QStringLiteral("RFC") << forest;
        QTest::newRow("two words, any order") << QStringLiteral("forest rand") << forest;
        QTest::newRow("spaces around") << QStringLiteral("  random   forest ") << forest;
        QTest::newRow("category") << QStringLiteral("outl") << QStringLiteral("Isolation forest");
        QTest::newRow("wrong letter") << QStringLiteral("randum") << forest;
        QTest::newRow("missing letter") << QStringLiteral("radom") << forest;
        QTest::newRow("letter too many") << QStringLiteral("ranndom") << forest;
        QTest::newRow("swapped letters") << QStringLiteral("rnadom") << forest;
        QTest::newRow("typo in one of two words") << QStringLiteral("random forset") << forest;
    }

    void isFoundBy()
    {
        QFETCH(QString, text);
        QFETCH(QString, title);
        QCOMPARE(search(text).value(0), title);
    }

    void typoIsForgivenOnlyWhereNothingElseIsFound()
    {
        QCOMPARE(search(QStringLiteral("ridge")), QStringList{QStringLiteral("Ridge regression")});
        QCOMPARE(search(QStringLiteral("riidge")), QStringList{QStringLiteral("Ridge regression")});
    }

    void nonsenseFindsNothing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("word") << QStringLiteral("zzzzzz");
        QTest::newRow("one of two words") << QStringLiteral("forest zzzzzz");
        QTest::newRow("two typos") << QStringLiteral("rundim");
        QTest::newRow("long") << QString(10'000, QLatin1Char('x'));
    }

    void nonsenseFindsNothing()
    {
        QFETCH(QString, text);
        QCOMPARE(search(text), QStringList());
    }

    void nothingTypedMeansEveryTypeThatCanBePlaced()
    {
        QCOMPARE(search(QString()).size(), 5);
        QVERIFY(!search(QString()).contains(QStringLiteral("Forest facts")));
        QCOMPARE(search(QStringLiteral(" - ")).size(), 5);
    }

    void onlyWhatFitsThePortIsFound()
    {
        const PortFilter fromTable{PortFilter::Needs::Input, PortType::Table};
        QVERIFY(!search(QString(), fromTable).contains(QStringLiteral("CSV file")));
        QVERIFY(search(QString(), fromTable).contains(QStringLiteral("Random forest")));
        const PortFilter intoTable{PortFilter::Needs::Output, PortType::Table};
        QCOMPARE(search(QString(), intoTable), QStringList{QStringLiteral("CSV file")});
        QCOMPARE(search(QString(), PortFilter{PortFilter::Needs::Output, PortType::Any}).size(), 5);
    }

    void commonTypesGoFirstAmongEquals()
    {
        BlockType rare = makeType(QStringLiteral("Alpha one"), QStringLiteral("A"), QString());
        BlockType common = makeType(QStringLiteral("Alpha two"), QStringLiteral("B"), QString());
        common.common = true;
        const Catalog catalog({rare, common});
        QCOMPARE(titles(searchBlocks(catalog, QStringLiteral("alpha"))),
                 (QStringList{common.title, rare.title}));
    }
};

QTEST_GUILESS_MAIN(TestBlockSearch)
#include "tst_block_search.moc"
