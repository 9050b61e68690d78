#include "core/base/files.h"
#include "core/builtin_catalog/builtin_catalog.h"
#include "core/host_catalog/host_catalog.h"
#include "core/host_catalog/library_there.h"
#include "core/hosts/local_shell.h"
#include "core/pipeline/edits.h"
#include "tests/support/older_library.h"
#include "tests/support/verify_result.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

class TestLibraryThere : public QObject
{
    Q_OBJECT

    const Catalog m_here = builtinCatalog();
    const LibraryThere m_there = olderLibrary();
    BlockId m_forest{};

    Pipeline forestWith(const QMap<QString, AttributeValue> &attributes)
    {
        Insertion added = addBlock({}, *m_here.find(olderForest), {});
        m_forest = added.blocks.first();
        for (auto it = attributes.begin(); it != attributes.end(); ++it)
            added.pipeline = setAttribute(added.pipeline, m_forest, it.key(), it.value(), m_here);
        return added.pipeline;
    }

    AttributeValue own(const Pipeline &pipeline, const char *name) const
    {
        return pipeline.find(m_forest)->attributes.value(QLatin1String(name),
                                                         AttributeValue(QStringLiteral("unset")));
    }

private slots:
    void attributesAreAsTheOtherVersionHasThem()
    {
        const TypeThere forest = typeThere(*m_here.find(olderForest), m_there.catalog);
        QVERIFY(!forest.isMissing);
        QCOMPARE(forest.missing, QSet<QString>{QStringLiteral("ccp_alpha")});
        const Catalog shown = catalogThere(m_here, m_there.catalog);
        const BlockType &type = *shown.find(olderForest);
        QVERIFY(type.findAttribute(QStringLiteral("n_estimators"))->defaultValue
                == AttributeValue(10));
        QVERIFY(
            checkValue(*type.findAttribute(QStringLiteral("n_estimators")), AttributeValue(600)));
        // What only the other one takes would make no pipeline here.
        const QVector<AttributeValue> choices =
            type.findAttribute(QStringLiteral("criterion"))->kinds.first().choices;
        QCOMPARE(choices, QVector<AttributeValue>{AttributeValue(QStringLiteral("gini"))});
        QVERIFY(type.findAttribute(QStringLiteral("ccp_alpha")));
        QVERIFY(typeThere(*m_here.find(QStringLiteral("sklearn.MLPClassifier")), m_there.catalog)
                    .isMissing);
        const TypeThere input =
            typeThere(*m_here.find(QStringLiteral("input.csv")), m_there.catalog);
        QVERIFY(!input.isMissing && input.others.isEmpty() && input.missing.isEmpty());
    }

    void whatItDoesNotKnowIsAProblemWithItsFix()
    {
        const Pipeline pipeline =
            addBlock(forestWith({{QStringLiteral("ccp_alpha"), AttributeValue(0.1)},
                                 {QStringLiteral("n_estimators"), AttributeValue(600)},
                                 {QStringLiteral("max_depth"), AttributeValue(3)}}),
                     *m_here.find(QStringLiteral("sklearn.MLPClassifier")), {})
                .pipeline;
        const QVector<Problem> problems = problemsThere(pipeline, m_here, m_there);
        QCOMPARE(problems.size(), 3);
        for (const Problem &problem : problems) {
            QVERIFY(problem.severity == Problem::Severity::Notice);
            QVERIFY2(problem.message.contains(QLatin1String("scikit-learn 1.0 on lab")),
                     qPrintable(problem.message));
        }
        QCOMPARE(problems[0].attribute, QStringLiteral("ccp_alpha"));
        QCOMPARE(problems[1].attribute, QStringLiteral("n_estimators"));
        QVERIFY(problems[2].message.contains(QLatin1String("has no MLPClassifier")));
        const Pipeline mended = problems[0].fixes.first().apply(pipeline);
        QCOMPARE(problemsThere(mended, m_here, m_there).size(), 2);
        QVERIFY(problemsThere(forestWith({}), m_here, m_there).isEmpty());
    }

    void choiceMeansTheSameInBothVersions()
    {
        const Catalog shown = catalogThere(m_here, m_there.catalog);
        const Pipeline pipeline = forestWith({});
        const auto given = [&](const char *name, const AttributeValue &value) {
            return own(
                setAttributeThere(pipeline, m_forest, QLatin1String(name), value, m_here, shown),
                name);
        };
        const AttributeValue unset(QStringLiteral("unset"));
        QVERIFY(given("n_estimators", AttributeValue(100)) == AttributeValue(100));
        QVERIFY(given("n_estimators", AttributeValue(10)) == AttributeValue(10));
        QVERIFY(given("max_depth", AttributeValue()) == unset); // The default of both.
        // Their default is no value here.
        QVERIFY(given("max_features", AttributeValue(QStringLiteral("auto"))) == unset);
    }

    void keptFactsAreReadWithoutTheHostUntilItHasTheVersionOfHere()
    {
        const QTemporaryDir folder;
        LocalShell shell;
        const HostProfile host = thisComputer();
        QVERIFY(!keptCatalog(host, folder.path()));
        FoundPython python;
        python.executable = QStringLiteral("/usr/bin/python3");
        python.version = QStringLiteral("3.11.2");
        python.modules.insert(QStringLiteral("sklearn"), QStringLiteral("0.0.1"));
        followLibrary(shell, host, python, folder.path());
        const auto kept = keptCatalog(host, folder.path());
        QVERIFY(kept && kept->types.size() > 150);
        HostProfile other = host;
        other.activation = QStringLiteral("module load python");
        QVERIFY(!keptCatalog(other, folder.path()));
        const QString here = m_here.source().section(QLatin1Char(' '), 1);
        if (kept->source == m_here.source()) // The very one of this computer.
            QVERIFY(!keptLibrary(host, m_here, folder.path()));
        python.modules[QStringLiteral("sklearn")] = here;
        followLibrary(shell, host, python, folder.path());
        QVERIFY(!keptCatalog(host, folder.path()));
    }
};

QTEST_GUILESS_MAIN(TestLibraryThere)
#include "tst_library_there.moc"
