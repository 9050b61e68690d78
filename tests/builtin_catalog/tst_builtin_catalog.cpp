#include "core/base/files.h"
#include "core/builtin_catalog/builtin_catalog.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

namespace {

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

const BlockType &type(const Catalog &catalog, const char *key)
{
    const BlockType *found = catalog.find(text(key));
    if (!found)
        qFatal("no type %s", key);
    return *found;
}

QByteArray ownType(const char *key)
{
    return QByteArray("types:\n  ") + key
           + ": {title: Mine, category: Own, role: other, platform: python}\n";
}

} // namespace

class TestBuiltinCatalog : public QObject
{
    Q_OBJECT

    const Catalog m_catalog = builtinCatalog();

private slots:
    void allOfScikitLearnAndOutcropsOwnBlocksAreThere()
    {
        int estimators = 0;
        for (const BlockType &t : m_catalog.types())
            estimators += t.key.startsWith(text("sklearn."));
        QCOMPARE(estimators, 202);
        QCOMPARE(m_catalog.types().size() - estimators, 9);
        for (const char *key :
             {"input.csv", "input.dataset", "table.select_columns", "table.filter_rows",
              "table.split", "python.script", "evaluation.evaluate", "evaluation.best_model",
              "evaluation.latency_test"})
            QVERIFY2(m_catalog.find(text(key)), key);
        QCOMPARE(m_catalog.source(), text("scikit-learn 1.2.1"));
    }

    void portsLetAPipelineFlow()
    {
        const BlockType &scaler = type(m_catalog, "sklearn.StandardScaler");
        QCOMPARE(scaler.role, BlockRole::Transformer);
        QCOMPARE(scaler.findInput(text("table"))->type, PortType::Table);
        QCOMPARE(scaler.findOutput(text("table"))->type, PortType::Table);
        const BlockType &forest = type(m_catalog, "sklearn.RandomForestClassifier");
        QCOMPARE(forest.role, BlockRole::Classifier);
        QCOMPARE(forest.findOutput(text("model"))->type, PortType::Model);
        const BlockType &vote = type(m_catalog, "sklearn.VotingClassifier");
        QVERIFY(vote.findInput(text("estimators"))->many);
        QVERIFY(vote.findInput(text("estimators"))->required);
        QVERIFY(
            !type(m_catalog, "sklearn.AdaBoostClassifier").findInput(text("estimator"))->required);
        QVERIFY(type(m_catalog, "evaluation.evaluate").findInput(text("models"))->many);
        QCOMPARE(type(m_catalog, "evaluation.best_model").findInput(text("scores"))->type,
                 PortType::Scores);
    }

    void everyTypeReadsWell()
    {
        QStringList common;
        for (const BlockType &t : m_catalog.types()) {
            QVERIFY2(!t.title.isEmpty() && !t.help.isEmpty() && t.help.endsWith(QLatin1Char('.')),
                     qPrintable(t.key));
            if (t.common)
                common << t.title;
        }
        QVERIFY(common.size() >= 40 && common.size() <= 60);
        QCOMPARE(common.removeDuplicates(), 0);
    }

    void everyDefaultIsARightValue()
    {
        for (const BlockType &t : m_catalog.types()) {
            for (const AttributeSpec &spec : t.attributes) {
                const auto problem =
                    spec.required ? std::nullopt : checkValue(spec, spec.defaultValue);
                QVERIFY2(!problem, qPrintable(t.key + text(": ") + problem.value_or(QString())));
            }
        }
    }

    void unionOfKindsIsWhole()
    {
        const AttributeSpec &spec =
            *type(m_catalog, "sklearn.RandomForestClassifier").findAttribute(text("max_features"));
        QCOMPARE(describeKinds(spec.kinds), text("a whole number of 1 or more, a number above 0 "
                                                 "and up to 1, one of log2, sqrt, or none"));
        QCOMPARE(spec.defaultValue, AttributeValue(text("sqrt")));
    }

    void seedsAreRandomStatesAndNoSearchSpace()
    {
        const AttributeSpec &spec =
            *type(m_catalog, "sklearn.RandomForestClassifier").findAttribute(text("random_state"));
        QCOMPARE(spec.kinds.size(), 1);
        QCOMPARE(spec.kinds[0].form, AttributeKind::Form::RandomState);
        QVERIFY(!spec.tunable);
    }

    void everyTransformerActsOnColumns()
    {
        for (const BlockType &t : m_catalog.types()) {
            if (t.role != BlockRole::Transformer)
                continue;
            const AttributeSpec *columns = t.findAttribute(text("columns"));
            QVERIFY2(columns && !columns->isParameter, qPrintable(t.key));
            QVERIFY2(t.textInput || columns->defaultValue == AttributeValue(text("all")),
                     qPrintable(t.key));
        }
    }

    void oldValuesHaveARewrite()
    {
        const auto now = [this](const char *key, const char *attribute, const AttributeValue &old) {
            for (const RewriteRule &rule :
                 type(m_catalog, key).findAttribute(text(attribute))->rewrites) {
                if (rule.from == old)
                    return formatValue(rule.to);
            }
            return text("(none)");
        };
        QCOMPARE(now("sklearn.RandomForestRegressor", "criterion", AttributeValue(text("mse"))),
                 text("squared_error"));
        QCOMPARE(now("sklearn.RandomForestRegressor", "max_features", AttributeValue(text("auto"))),
                 text("1.0"));
        QCOMPARE(
            now("sklearn.RandomForestClassifier", "max_features", AttributeValue(text("auto"))),
            text("sqrt"));
        QVERIFY(type(m_catalog, "sklearn.RandomForestClassifier")
                    .findAttribute(text("max_depth"))
                    ->rewrites.front()
                    .to.isNone());
    }

    void ownTypesJoinTheBuiltinOnes()
    {
        QTemporaryDir folder;
        QVERIFY(saveAtomically(folder.filePath(text("own.yaml")), ownType("own.block")));
        const auto catalog = catalogWithOwnTypes(folder.path());
        QVERIFY2(catalog, qPrintable(catalog ? QString() : catalog.error().message));
        QVERIFY(catalog->find(text("own.block")));
        QCOMPARE(catalog->types().size(), m_catalog.types().size() + 1);
        QCOMPARE(catalog->source(), m_catalog.source());
    }

    void ownTypeMayNotHideABuiltinOne()
    {
        QTemporaryDir folder;
        QVERIFY(saveAtomically(folder.filePath(text("own.yaml")), ownType("input.csv")));
        QCOMPARE(catalogWithOwnTypes(folder.path()).error().message,
                 text("your own catalog has a type input.csv, which Outcrop has already; give "
                      "yours another key"));
    }
};

QTEST_GUILESS_MAIN(TestBuiltinCatalog)
#include "tst_builtin_catalog.moc"
