#include "core/builtin_catalog/builtin_catalog.h"
#include "core/pipeline/edits.h"
#include "widgets/properties/known_columns.h"
#include "widgets/properties/shared_attributes.h"

#include <QtTest>

using namespace outcrop;

namespace {

AttributeValue names(const QStringList &columns)
{
    AttributeValue::List list;
    for (const QString &column : columns)
        list << AttributeValue(column);
    return AttributeValue(list);
}

} // namespace

class TestKnownColumns : public QObject
{
    Q_OBJECT

private slots:
    // csv → select → script → forest, of a file with the columns age, city, default.
    void init()
    {
        m_pipeline = {};
        m_csv = add("input.csv");
        m_select = add("table.select_columns");
        m_script = add("python.script");
        m_forest = add("sklearn.RandomForestClassifier");
        link(m_csv, m_select);
        link(m_select, m_script);
        link(m_script, m_forest);
        TableFacts facts;
        for (const char *name : {"age", "city", "default"}) {
            ColumnFacts column;
            column.name = QLatin1String(name);
            facts.columns << column;
        }
        m_tables = {{QStringLiteral("csv_file"), facts}};
        set(m_csv, "target", AttributeValue(QStringLiteral("default")));
    }

    void inputNamesTheColumnsOfItsOwnFile()
    {
        QCOMPARE(columns(m_csv), (QStringList{QStringLiteral("age"), QStringLiteral("city"),
                                              QStringLiteral("default")}));
    }

    void chosenColumnsAndTheTargetGoOn()
    {
        set(m_select, "columns", names({QStringLiteral("age")}));
        QCOMPARE(columns(m_select).size(), 3); // It still chooses from all.
        QCOMPARE(columns(m_script),
                 (QStringList{QStringLiteral("age"), QStringLiteral("default")}));
    }

    void madeColumnsAreKnownBehindTheScript()
    {
        set(m_script, "outputs", names({QStringLiteral("ratio")}));
        QVERIFY(!columns(m_script).contains(QStringLiteral("ratio")));
        QVERIFY(columns(m_forest).contains(QStringLiteral("ratio")));
    }

    void bundledTablesAreKnownWithoutBeingRead()
    {
        const BlockId iris = add("input.dataset");
        QVERIFY(columns(iris).contains(QStringLiteral("target")));
    }

    void nothingIsKnownOfWhatIsNotConnectedOrNotThere()
    {
        QCOMPARE(columns(add("sklearn.SVC")), QStringList());
        QCOMPARE(columns(BlockId{99}), QStringList());
    }

    void circleEnds()
    {
        m_pipeline.connect(
            {{m_script, QStringLiteral("table")}, {m_select, QStringLiteral("table")}});
        m_pipeline.disconnect(
            {{m_csv, QStringLiteral("table")}, {m_select, QStringLiteral("table")}});
        QCOMPARE(columns(m_forest), QStringList());
    }

    void severalBlocksShareTheAttributesOfOneForm()
    {
        const BlockId other = add("sklearn.ExtraTreesClassifier");
        QStringList shared;
        for (const AttributeSpec &spec :
             sharedAttributes(m_pipeline, {m_forest, other, m_forest}, m_catalog))
            shared << spec.name;
        QVERIFY(shared.contains(QStringLiteral("n_estimators")));
        QVERIFY(sharedAttributes(m_pipeline, {m_forest, m_csv}, m_catalog).isEmpty());
    }

    void unknownAttributesOfASingleBlockAreThereToo()
    {
        set(m_forest, "invented", AttributeValue(3));
        QCOMPARE(sharedAttributes(m_pipeline, {m_forest}, m_catalog).last().name,
                 QStringLiteral("invented"));
    }

private:
    BlockId add(const char *type)
    {
        Insertion added = addBlock(m_pipeline, *m_catalog.find(QLatin1String(type)), {});
        m_pipeline = added.pipeline;
        return added.blocks.first();
    }

    void link(BlockId from, BlockId to)
    {
        m_pipeline.connect({{from, QStringLiteral("table")}, {to, QStringLiteral("table")}});
    }

    void set(BlockId block, const char *attribute, const AttributeValue &value)
    {
        m_pipeline = setAttribute(m_pipeline, block, QLatin1String(attribute), value, m_catalog);
    }

    QStringList columns(BlockId block) const
    {
        QStringList found;
        for (const ColumnFacts &column : knownColumns(m_pipeline, block, m_catalog, m_tables))
            found << column.name;
        return found;
    }

    const Catalog m_catalog = builtinCatalog();
    Pipeline m_pipeline;
    InputTables m_tables;
    BlockId m_csv{}, m_select{}, m_script{}, m_forest{};
};

QTEST_GUILESS_MAIN(TestKnownColumns)
#include "tst_known_columns.moc"
