#include "core/pipeline/check.h"
#include "tests/codegen/sample_pipelines.h"

using namespace outcrop;

namespace {

const QByteArray twoModels = "iris input.dataset\n"
                             "tree sklearn.DecisionTreeClassifier\n"
                             "forest sklearn.RandomForestClassifier {n_estimators: 20}\n"
                             "evaluate evaluation.evaluate\n";
const QByteArray twoConnections = "iris.table -> tree.table, iris.table -> forest.table, "
                                  "forest.model -> evaluate.models, tree.model -> evaluate.models";

} // namespace

class TestPlan : public QObject
{
    Q_OBJECT

private slots:
    void everyParameterIsKnownAndOnlyWhatDiffersIsAnArgument()
    {
        const Plan plan = samples::plan(twoModels, twoConnections);
        const PlannedCall forest = plan.candidates[1].estimator;
        QCOMPARE(forest.attributes.value(QStringLiteral("n_estimators")), AttributeValue(20));
        QCOMPARE(forest.attributes.value(QStringLiteral("criterion")),
                 AttributeValue(QStringLiteral("gini")));
        QCOMPARE(forest.arguments.size(), 2);
        QCOMPARE(forest.arguments[0].name, QStringLiteral("n_estimators"));
        QCOMPARE(forest.arguments[1].name, QStringLiteral("random_state"));
        QCOMPARE(forest.arguments[1].value, AttributeValue(qint64(2128896239)));
    }

    void candidatesComeInFileOrderHoweverTheyAreConnected()
    {
        const Plan plan = samples::plan(twoModels, twoConnections);
        QCOMPARE(plan.candidates.size(), 2);
        QCOMPARE(plan.candidates[0].estimator.block, QStringLiteral("tree"));
        QCOMPARE(plan.candidates[1].estimator.block, QStringLiteral("forest"));
    }

    void withoutASplitOfItsOwnAPipelineHasTheDefaultOne()
    {
        Pipeline pipeline = samples::pipeline(twoModels, twoConnections);
        pipeline.setSeed(5);
        const PlannedSplit split = samples::plan(pipeline).split;
        QVERIFY(split.block.isEmpty());
        QVERIFY(split.stratify);
        QCOMPARE(split.train, 0.8);
        QCOMPARE(split.test, 0.2);
        QCOMPARE(split.seed, qint64(5));
    }

    void aMetricFitsTheTaskUnlessOneIsNamed_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("evaluate");
        QTest::addColumn<QString>("metric");
        const QByteArray plain = "evaluation.evaluate";
        QTest::newRow("classes") << QByteArray("iris") << QByteArray("SVC") << plain
                                 << QStringLiteral("roc_auc");
        QTest::newRow("numbers") << QByteArray("diabetes") << QByteArray("Ridge") << plain
                                 << QStringLiteral("rmse");
        QTest::newRow("clusters") << QByteArray("wine") << QByteArray("KMeans") << plain
                                  << QStringLiteral("silhouette");
        QTest::newRow("named") << QByteArray("iris") << QByteArray("SVC")
                               << plain + " {metric: accuracy}" << QStringLiteral("accuracy");
    }

    void aMetricFitsTheTaskUnlessOneIsNamed()
    {
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, evaluate);
        QFETCH(QString, metric);
        const Plan plan =
            samples::plan("data input.dataset {name: " + data + "}\nmodel sklearn." + model
                              + "\nevaluate " + evaluate,
                          "data.table -> model.table, model.model -> evaluate.models");
        QCOMPARE(plan.metric, metric);
    }

    void thePositiveClassOfEvaluateWinsOverThatOfTheInput()
    {
        const QByteArray blocks =
            "data input.dataset {name: breast_cancer, positive_class: benign}\n"
            "tree sklearn.DecisionTreeClassifier\n";
        const QByteArray connections = "data.table -> tree.table, tree.model -> evaluate.models";
        const Plan silent = samples::plan(blocks + "evaluate evaluation.evaluate", connections);
        QCOMPARE(silent.positiveClass, QStringLiteral("benign"));
        const Plan loud = samples::plan(
            blocks + "evaluate evaluation.evaluate {positive_class: malignant}", connections);
        QCOMPARE(loud.positiveClass, QStringLiteral("malignant"));
    }

    void stepsThatAllShareActOnTheTableAndASelectOfOneBranchOnItsModel()
    {
        const Plan plan = samples::plan(
            "iris input.dataset\n"
            "big table.filter_rows {column: sepal length (cm), operator: \">\", value: 5.0}\n"
            "few table.select_columns {columns: [sepal length (cm)]}\n"
            "scale sklearn.StandardScaler\n"
            "tree sklearn.DecisionTreeClassifier\n"
            "svc sklearn.SVC\n",
            "iris.table -> big.table, big.table -> few.table, few.table -> scale.table, "
            "scale.table -> svc.table, big.table -> tree.table");
        QCOMPARE(plan.steps.size(), 1);
        QCOMPARE(plan.steps[0].block, QStringLiteral("big"));
        QCOMPARE(plan.candidates[0].transformers.size(), 0);
        QCOMPARE(plan.candidates[1].transformers.size(), 2);
        QCOMPARE(plan.candidates[1].transformers[0].block, QStringLiteral("few"));
    }

    void aScriptOfOneBranchIsAStepOfItsModelWithTheSelectInFrontOfIt()
    {
        const Plan plan =
            samples::plan("iris input.dataset\n"
                          "few table.select_columns {columns: [sepal length (cm)]}\n"
                          "own python.script\n"
                          "fewer table.select_columns {columns: numeric}\n"
                          "scale sklearn.StandardScaler\n"
                          "tree sklearn.DecisionTreeClassifier\n"
                          "svc sklearn.SVC\n",
                          "iris.table -> few.table, few.table -> own.table, own.table -> "
                          "fewer.table, fewer.table -> scale.table, scale.table -> svc.table, "
                          "iris.table -> tree.table");
        QVERIFY(plan.steps.isEmpty());
        QVERIFY(plan.candidates[0].steps.isEmpty());
        QCOMPARE(plan.candidates[1].steps.size(), 2);
        QCOMPARE(plan.candidates[1].steps[1].block, QStringLiteral("own"));
        QCOMPARE(plan.candidates[1].transformers.size(), 2);
        QCOMPARE(plan.candidates[1].transformers[0].block, QStringLiteral("fewer"));
    }

    void foldsMayEndEarlyOnlyWhereNobodySaidHowOftenTheyAreDrawn()
    {
        QCOMPARE(samples::plan(twoModels, twoConnections).repeats, qint64(2));
        QVERIFY(samples::plan(twoModels, twoConnections).slowFit);
        QByteArray asked = twoModels;
        asked.replace("evaluation.evaluate", "evaluation.evaluate {repeats: 2}");
        QCOMPARE(samples::plan(asked, twoConnections).repeats, qint64(2));
        QVERIFY(!samples::plan(asked, twoConnections).slowFit);
    }

    void withoutEvaluateEveryModelThatReadsATableIsCompared()
    {
        const Plan plan = samples::plan("iris input.dataset\ntree sklearn.DecisionTreeClassifier\n"
                                        "alone sklearn.SVC\n",
                                        "iris.table -> tree.table");
        QCOMPARE(plan.candidates.size(), 1);
        QCOMPARE(plan.candidates[0].estimator.block, QStringLiteral("tree"));
    }

    void anAttributeThatNoTypeKnowsChangesNothing()
    {
        Pipeline pipeline = samples::pipeline(twoModels, twoConnections);
        const GeneratedFiles before = generate(samples::plan(pipeline));
        const BlockId tree = pipeline.findById(QStringLiteral("tree"));
        Block block = *pipeline.find(tree);
        block.attributes[QStringLiteral("n_trees\n")] =
            AttributeValue(QStringLiteral("; import os"));
        pipeline.replace(tree, block);
        QCOMPARE(generate(samples::plan(pipeline)), before);
    }

    void aVoteWithoutATableOfItsOwnReadsWhatItsModelsHaveInCommon()
    {
        const Plan plan =
            samples::plan("iris input.dataset\nscale sklearn.StandardScaler\n"
                          "parts sklearn.PCA\nsvc sklearn.SVC\n"
                          "tree sklearn.DecisionTreeClassifier\nvote sklearn.VotingClassifier\n",
                          "iris.table -> scale.table, scale.table -> svc.table, "
                          "scale.table -> parts.table, parts.table -> tree.table, "
                          "svc.model -> vote.estimators, tree.model -> vote.estimators");
        QCOMPARE(plan.candidates[0].transformers.size(), 1);
        QCOMPARE(plan.candidates[0].estimator.models.size(), 2);
        QCOMPARE(plan.candidates[0].estimator.models[1].transformers.size(), 2);
        QCOMPARE(plan.candidates[0].estimator.models[1].done, 1);
    }

    void aModelThatAnotherTakesIsNoCandidateAndKnowsWhatIsDoneBeforeItsTaker()
    {
        const Plan plan = samples::plan("iris input.dataset\n"
                                        "scale sklearn.StandardScaler\n"
                                        "parts sklearn.PCA\n"
                                        "tree sklearn.DecisionTreeClassifier\n"
                                        "bag sklearn.BaggingClassifier\n",
                                        "iris.table -> scale.table, scale.table -> parts.table, "
                                        "scale.table -> bag.table, parts.table -> tree.table, "
                                        "tree.model -> bag.estimator");
        QCOMPARE(plan.candidates.size(), 1);
        const PlannedModel taken = plan.candidates[0].estimator.models.value(0);
        QCOMPARE(taken.estimator.block, QStringLiteral("tree"));
        QCOMPARE(taken.transformers.size(), 2);
        QCOMPARE(taken.done, 1);
        QVERIFY(taken.isFirst);
        QVERIFY(!taken.isList);
    }

    void whatCannotRunIsRefusedWithASentence_data()
    {
        QTest::addColumn<QByteArray>("blocks");
        QTest::addColumn<QByteArray>("connections");
        QTest::addColumn<QString>("word"); // Of the sentence.
        const QByteArray data = "iris input.dataset\n";
        const QByteArray tree = data + "tree sklearn.DecisionTreeClassifier\n";
        const QByteArray read = "iris.table -> tree.table";
        const auto row = [](const char *name, const QByteArray &blocks,
                            const QByteArray &connections, const char *word) {
            QTest::newRow(name) << blocks << connections << QString(QLatin1String(word));
        };
        row("no model", data + "split table.split", "iris.table -> split.table", "no model");
        row("no table", tree + "svc sklearn.SVC\ne evaluation.evaluate",
            read + ", svc.model -> e.models", "no table");
        row("two Evaluate", tree + "e evaluation.evaluate\nf evaluation.evaluate",
            read + ", tree.model -> e.models, tree.model -> f.models", "leave one");
        row("classes and numbers", tree + "ridge sklearn.Ridge",
            read + ", iris.table -> ridge.table", "do the same");
        row("outliers", data + "odd sklearn.IsolationForest", "iris.table -> odd.table",
            "outliers");
        row("two inputs", tree + "wine input.dataset {name: wine}\nsvc sklearn.SVC",
            read + ", wine.table -> svc.table", "same input");
        row("split for one", tree + "split table.split\nsvc sklearn.SVC",
            read + ", iris.table -> split.table, split.table -> svc.table", "share one Split");
        row("filter for one", tree + "f table.filter_rows {column: a}\nsvc sklearn.SVC",
            read + ", iris.table -> f.table, f.table -> svc.table", "the same rows");
        row("script behind a scaler",
            data
                + "scale sklearn.StandardScaler\nown python.script\ntree "
                  "sklearn.DecisionTreeClassifier",
            "iris.table -> scale.table, scale.table -> own.table, own.table -> tree.table",
            "whole table");
        row("script before a model that a vote takes",
            tree + "own python.script\nsvc sklearn.SVC\nvote sklearn.VotingClassifier",
            read
                + ", iris.table -> own.table, own.table -> svc.table, iris.table -> vote.table, "
                  "tree.model -> vote.estimators, svc.model -> vote.estimators",
            "that takes others");
        row("circle",
            "a sklearn.StandardScaler\nb sklearn.MinMaxScaler\ntree sklearn.DecisionTreeClassifier",
            "a.table -> b.table, b.table -> a.table, b.table -> tree.table", "circle");
        row("unknown type", tree + "odd sklearn.Nothing", read, "unknown type");
        row("value outside", data + "tree sklearn.DecisionTreeClassifier {max_depth: 0}", read,
            "max_depth");
        row("search space",
            data + "tree sklearn.DecisionTreeClassifier {max_depth: {search: {int: [1, 9]}}}", read,
            "search");
        row("no target", "csv input.csv {path: a.csv}\ntree sklearn.DecisionTreeClassifier",
            "csv.table -> tree.table", "target");
        row("no path", "csv input.csv {target: a}\ntree sklearn.DecisionTreeClassifier",
            "csv.table -> tree.table", "path");
        row("parts", tree + "split table.split {train: 0.5}",
            "iris.table -> split.table, split.table -> tree.table", "add up");
        row("group and time", tree + "split table.split {group_column: a, time_column: b}",
            "iris.table -> split.table, split.table -> tree.table", "leave one");
        row("vote of nobody", data + "vote sklearn.VotingClassifier", "iris.table -> vote.table",
            "needs a model");
        row("takes itself",
            data
                + "bag sklearn.BaggingClassifier\nbig sklearn.BaggingClassifier\n"
                  "e evaluation.evaluate",
            "iris.table -> bag.table, iris.table -> big.table, bag.model -> big.estimator, "
            "big.model -> bag.estimator, "
            "bag.model -> e.models",
            "itself");
        row("latency of another",
            tree + "svc sklearn.SVC\ne evaluation.evaluate\nl evaluation.latency_test",
            read + ", iris.table -> svc.table, tree.model -> e.models, svc.model -> l.models",
            "connect it");
        row("list for ==", tree + "f table.filter_rows {column: a, value: [1, 2]}",
            "iris.table -> f.table, f.table -> tree.table", "list");
        row("no list for in", tree + "f table.filter_rows {column: a, operator: in, value: 1}",
            "iris.table -> f.table, f.table -> tree.table", "list");
    }

    void whatCannotRunIsRefusedWithASentence()
    {
        QFETCH(QByteArray, blocks);
        QFETCH(QByteArray, connections);
        QFETCH(QString, word);
        const Pipeline pipeline = samples::pipeline(blocks, connections);
        const Result<Plan> plan = makePlan(pipeline, samples::catalog());
        QVERIFY(!plan);
        QVERIFY2(plan.error().message.contains(word), qPrintable(plan.error().message));
        QVERIFY(hasErrors(check(pipeline, samples::catalog()))); // Who edits it is told, too.
        QVERIFY2(plan.error().message.endsWith(QLatin1Char('.')), qPrintable(plan.error().message));
        QCOMPARE(plan.error().kind, ErrorKind::InvalidInput);
    }

    void idsThatAreNoNamesAreRefused_data()
    {
        QTest::addColumn<QString>("id");
        for (const char *id :
             {"", "import", "a b", "A", "9a", "a\"]; import os #", "a\n", "baseline"})
            QTest::newRow(id) << QString(QLatin1String(id));
    }

    void idsThatAreNoNamesAreRefused()
    {
        QFETCH(QString, id);
        Pipeline pipeline = samples::pipeline(twoModels, twoConnections);
        const BlockId tree = pipeline.findById(QStringLiteral("tree"));
        Block block = *pipeline.find(tree);
        block.id = id;
        pipeline.replace(tree, block);
        QVERIFY(!makePlan(pipeline, samples::catalog()));
    }

    void aCatalogsWordsThatAreNoNamesAreRefused_data()
    {
        QTest::addColumn<QString>("module");
        QTest::addColumn<QString>("className");
        QTest::addColumn<QString>("constant");
        QTest::newRow("module") << QStringLiteral("os; x") << QStringLiteral("A")
                                << QStringLiteral("a=1");
        QTest::newRow("keyword") << QStringLiteral("a.import") << QStringLiteral("A")
                                 << QStringLiteral("a=1");
        QTest::newRow("class") << QStringLiteral("a.b") << QStringLiteral("A()")
                               << QStringLiteral("a=1");
        QTest::newRow("constant") << QStringLiteral("a.b") << QStringLiteral("A")
                                  << QStringLiteral("a=b()");
        QTest::newRow("line") << QStringLiteral("a.b") << QStringLiteral("A\n")
                              << QStringLiteral("a=1");
    }

    void aCatalogsWordsThatAreNoNamesAreRefused()
    {
        QFETCH(QString, module);
        QFETCH(QString, className);
        QFETCH(QString, constant);
        QVector<BlockType> types = samples::catalog().types();
        for (BlockType &type : types) {
            if (type.key == QLatin1String("sklearn.DecisionTreeClassifier")) {
                type.module = module;
                type.className = className;
                type.constants = QStringList{constant};
            }
        }
        const Pipeline pipeline = samples::pipeline(twoModels, twoConnections);
        QVERIFY(makePlan(pipeline, samples::catalog()));
        QVERIFY(!makePlan(pipeline, Catalog(types)));
    }

    void modelsThatTakeModelsThatTakeModelsDoNotExplode()
    {
        // Given 14 levels of two votes that both take both votes of the level below: 2^14 ways down
        QByteArray blocks = "iris input.dataset\na0 sklearn.SVC\nb0 sklearn.SVC\n";
        QByteArray connections = "iris.table -> a0.table, iris.table -> b0.table";
        for (int level = 1; level < 15; ++level) {
            for (const char *side : {"a", "b"}) {
                const QByteArray id = side + QByteArray::number(level),
                                 below = QByteArray::number(level - 1);
                blocks += id + " sklearn.VotingClassifier\n";
                connections += ", iris.table -> " + id + ".table, a" + below + ".model -> " + id
                               + ".estimators, b" + below + ".model -> " + id + ".estimators";
            }
        }

        // When it is planned, then it is refused
        const Result<Plan> plan =
            makePlan(samples::pipeline(blocks, connections), samples::catalog());
        QVERIFY(!plan);
        QVERIFY2(plan.error().message.contains(QStringLiteral("1000")),
                 qPrintable(plan.error().message));
    }
};

QTEST_GUILESS_MAIN(TestPlan)
#include "tst_plan.moc"
