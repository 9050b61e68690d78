#include "core/base/files.h"
#include "tests/codegen/python.h"
#include "tests/codegen/sample_pipelines.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace outcrop;

namespace {

// Runs the train.py of every folder, and predict.py where there is something to predict. One
// process imports the libraries, its children run a program each.
const char runAll[] = R"py(
import glob, os, runpy, sys
import joblib, pandas, sklearn.ensemble, sklearn.compose, sklearn.feature_extraction.text

def run(folder, log, *arguments):
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        sys.argv = list(arguments)
        sys.path[0] = os.getcwd()
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        code = 1
        try:
            runpy.run_path(arguments[0], run_name="__main__")
            code = 0
        except SystemExit as end:
            print(end)
            code = 0 if end.code in (None, 0) else 1
        except BaseException:
            import traceback
            traceback.print_exc()
        sys.stdout.flush()
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

for path in sorted(glob.glob("*/train.py")):
    folder = os.path.dirname(path)
    code = run(folder, "log", "train.py")
    if os.path.exists(folder + "/input.csv"):
        code += 10 * run(folder, "predict-log", "predict.py", "input.csv", "-o", "output.csv")
    open(folder + "/code", "w").write(str(code))
)py";

struct Sample
{
    const char *name;
    Plan plan;
    QByteArray input; // The data file, if there is one.
    QString inputPath;
    QString splitKind, foldKind;
    int candidates = 0; // With the baseline.
};

QByteArray golden(const char *path)
{
    return *readFile(
        samples::sourcePath(QStringLiteral("tests/codegen/golden/") + QLatin1String(path)));
}

Sample metaClassifiers()
{
    const Plan plan = samples::plan(
        "iris input.dataset\n"
        "scale sklearn.StandardScaler\n"
        "logistic sklearn.LogisticRegression\n"
        "forest sklearn.RandomForestClassifier {n_estimators: 5}\n"
        "vote sklearn.VotingClassifier {voting: soft, weights: [2, 1]}\n"
        "tree sklearn.DecisionTreeClassifier\n"
        "bag sklearn.BaggingClassifier {n_estimators: 3}\n"
        "linear sklearn.LinearSVC {max_iter: 5000}\n"
        "rest sklearn.OneVsRestClassifier\n"
        "stump sklearn.DecisionTreeClassifier {max_depth: 1}\n"
        "boost sklearn.AdaBoostClassifier {n_estimators: 5}\n"
        "judge sklearn.ExtraTreesClassifier {n_estimators: 5}\n"
        "chosen sklearn.SelectFromModel\n"
        "last sklearn.GaussianNB\n"
        "evaluate evaluation.evaluate {folds: 2, repeats: 1}\n",
        "iris.table -> scale.table, scale.table -> logistic.table, iris.table -> forest.table, "
        "iris.table -> vote.table, logistic.model -> vote.estimators, forest.model -> "
        "vote.estimators, "
        "scale.table -> tree.table, iris.table -> bag.table, tree.model -> bag.estimator, "
        "scale.table -> linear.table, scale.table -> rest.table, linear.model -> rest.estimator, "
        "iris.table -> stump.table, iris.table -> boost.table, stump.model -> boost.estimator, "
        "iris.table -> judge.table, iris.table -> chosen.table, judge.model -> chosen.estimator, "
        "chosen.table -> last.table, "
        "vote.model -> evaluate.models, bag.model -> evaluate.models, rest.model -> "
        "evaluate.models, "
        "boost.model -> evaluate.models, last.model -> evaluate.models, stump.model -> "
        "evaluate.models");
    return {"meta classifiers",
            plan,
            {},
            {},
            QStringLiteral("stratified"),
            QStringLiteral("repeated_stratified_k_fold"),
            7};
}

Sample metaRegressors()
{
    const Plan plan = samples::plan(
        "diabetes input.dataset {name: diabetes}\n"
        "split table.split {train: 0.6, validation: 0.2}\n"
        "scale sklearn.StandardScaler\n"
        "parts sklearn.PCA {n_components: 3}\n"
        "ridge sklearn.Ridge\n"
        "tree sklearn.DecisionTreeRegressor {max_depth: 3}\n"
        "linear sklearn.LinearRegression\n"
        "stack sklearn.StackingRegressor\n"
        "log sklearn.TransformedTargetRegressor\n",
        "diabetes.table -> split.table, split.table -> scale.table, scale.table -> parts.table, "
        "parts.table -> ridge.table, scale.table -> tree.table, scale.table -> stack.table, "
        "ridge.model -> stack.estimators, tree.model -> stack.estimators, linear.model -> "
        "stack.final_estimator, "
        "split.table -> log.table, ridge.model -> log.regressor");
    return {"meta regressors",
            plan,
            {},
            {},
            QStringLiteral("random"),
            QStringLiteral("validation_part"),
            3};
}

Sample visits(const char *name, bool validated)
{
    Plan plan = samples::plan(
        samples::load(QStringLiteral("tests/codegen/golden/grouped/pipeline.outcrop")));
    plan.latency->requests = 20;
    if (validated) {
        plan.split.train = 0.5;
        plan.split.validation = 0.25;
        plan.latency.reset();
    }
    return {name,
            plan,
            golden("grouped/data/visits.csv"),
            QStringLiteral("data/visits.csv"),
            QStringLiteral("grouped"),
            validated ? QStringLiteral("validation_part") : QStringLiteral("group_k_fold"),
            4};
}

// What predict.py gets: rows without a missing value, for not every model takes one.
QByteArray complete(const QByteArray &csv)
{
    QByteArray lines;
    for (const QByteArray &line : csv.trimmed().split('\n')) {
        if (!line.contains(",,"))
            lines += line + '\n';
    }
    return lines;
}

Sample sales(const char *name, bool validated)
{
    Plan plan = samples::plan(
        samples::load(QStringLiteral("tests/codegen/golden/ordered/pipeline.outcrop")));
    if (!validated) {
        plan.split.train = 0.8;
        plan.split.validation = 0;
    }
    return {name,
            plan,
            golden("ordered/data/sales.csv"),
            QStringLiteral("data/sales.csv"),
            QStringLiteral("ordered"),
            validated ? QStringLiteral("validation_part") : QStringLiteral("time_series_split"),
            3};
}

Sample stratifiedParts()
{
    const Plan plan = samples::plan(
        "data input.dataset {name: breast_cancer}\n"
        "split table.split {train: 0.6, validation: 0.2}\n"
        "tree sklearn.DecisionTreeClassifier\n"
        "hist sklearn.HistGradientBoostingClassifier {max_iter: 5}\n"
        "bayes sklearn.GaussianNB\n"
        "evaluate evaluation.evaluate {metric: log_loss, positive_class: malignant}\n"
        "best evaluation.best_model\n"
        "latency evaluation.latency_test\n",
        "data.table -> split.table, split.table -> tree.table, split.table -> hist.table, "
        "split.table -> bayes.table, tree.model -> evaluate.models, "
        "hist.model -> evaluate.models, bayes.model -> evaluate.models, "
        "evaluate.scores -> best.scores, best.model -> latency.models, "
        "tree.model -> latency.models");
    Sample sample{"stratified parts",
                  plan,
                  {},
                  {},
                  QStringLiteral("stratified"),
                  QStringLiteral("validation_part"),
                  4};
    sample.plan.latency->requests = 20;
    return sample;
}

Sample clustersOfGroups()
{
    Plan plan = samples::plan(
        "visits input.csv {path: data/visits.csv, target: returns, separator: \";\", "
        "decimal: \",\"}\n"
        "split table.split {group_column: patient}\n"
        "known table.select_columns {columns: numeric}\n"
        "fill sklearn.SimpleImputer\n"
        "means sklearn.KMeans {n_clusters: 4}\n"
        "mix sklearn.MiniBatchKMeans\n"
        "evaluate evaluation.evaluate {folds: 3}\n",
        "visits.table -> split.table, split.table -> known.table, known.table -> fill.table, "
        "fill.table -> means.table, fill.table -> mix.table, means.model -> evaluate.models, "
        "mix.model -> evaluate.models");
    return {"clusters of groups",
            plan,
            golden("grouped/data/visits.csv"),
            QStringLiteral("data/visits.csv"),
            QStringLiteral("grouped"),
            QStringLiteral("group_k_fold"),
            3};
}

Sample texts()
{
    QByteArray csv = "\"what, they wrote\",length,mood\n";
    for (int i = 0; i < 60; ++i)
        csv += QByteArray(i % 2 ? "good fine \"\"lovely\"\"" : "bad poor sad").prepend('"')
               + QByteArray(i % 3 ? " day\"," : " night\",") + QByteArray::number(i)
               + (i % 2 ? ",glad\n" : ",low\n");
    const Plan plan =
        samples::plan("notes input.csv {path: data/notes.csv, target: mood}\n"
                      "words sklearn.TfidfVectorizer {columns: [\"what, they wrote\"], "
                      "ngram_range: [1, 2], stop_words: [\"day\"]}\n"
                      "logistic sklearn.LogisticRegression\n"
                      "evaluate evaluation.evaluate {folds: 3, repeats: 1, positive_class: glad}\n",
                      "notes.table -> words.table, words.table -> logistic.table, logistic.model "
                      "-> evaluate.models");
    return {"texts",
            plan,
            csv,
            QStringLiteral("data/notes.csv"),
            QStringLiteral("stratified"),
            QStringLiteral("repeated_stratified_k_fold"),
            2};
}

Sample filters()
{
    QByteArray csv;
    for (int i = 0; i < 80; ++i)
        csv += QByteArray::number(i % 9) + ',' + (i % 7 ? QByteArray::number(i) : QByteArray())
               + ',' + (i % 5 ? "red" : "blue") + ',' + QByteArray::number(2.5 * i) + '\n';
    const Plan plan =
        samples::plan("rows input.csv {path: data/rows.csv, target: \"3\", header: false}\n"
                      "some table.filter_rows {column: \"0\", operator: not in, value: [7, 8]}\n"
                      "red table.filter_rows {column: \"2\", operator: in, value: [red, green]}\n"
                      "there table.filter_rows {column: \"1\", operator: is not missing}\n"
                      // Two ids that are words of the generated functions.
                      "outputs python.script {outputs: [double], code: \"def transform(table):"
                      "\\n    table['double'] = 2 * table['1']\\n    return table\"}\n"
                      "table python.script {code: \"def transform(table):\\n    return table\"}\n"
                      "few table.select_columns {columns: numeric}\n"
                      "fill sklearn.SimpleImputer\n"
                      "ridge sklearn.Ridge\n"
                      "knn sklearn.KNeighborsRegressor\n",
                      "rows.table -> some.table, some.table -> red.table, red.table -> "
                      "there.table, there.table -> outputs.table, "
                      "outputs.table -> table.table, table.table -> few.table, few.table -> "
                      "fill.table, fill.table -> ridge.table, "
                      "fill.table -> knn.table");
    return {"filters",
            plan,
            csv,
            QStringLiteral("data/rows.csv"),
            QStringLiteral("random"),
            QStringLiteral("repeated_k_fold"),
            3};
}

QVector<Sample> allSamples()
{
    return {metaClassifiers(),
            metaRegressors(),
            visits("groups", false),
            visits("groups with a validation part", true),
            sales("time", false),
            sales("time with a validation part", true),
            stratifiedParts(),
            clustersOfGroups(),
            texts(),
            filters()};
}

} // namespace

class TestGeneratedRuns : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (const Sample &sample : allSamples()) {
            const QString folder =
                QString::fromLatin1(sample.name).replace(QLatin1Char(' '), QLatin1Char('-'));
            const GeneratedFiles files = generate(sample.plan);
            for (auto file = files.begin(); file != files.end(); ++file)
                m_folder.write(folder + QLatin1Char('/') + file.key(), file.value());
            if (!sample.inputPath.isEmpty()) {
                m_folder.write(folder + QLatin1Char('/') + sample.inputPath, sample.input);
                m_folder.write(folder + QStringLiteral("/input.csv"), complete(sample.input));
            }
        }
        QCOMPARE(m_folder.run(QByteArray(runAll)).exitCode, 0);
    }

    void everyKindOfPipelineRunsAndPredicts_data()
    {
        QTest::addColumn<int>("number");
        const QVector<Sample> all = allSamples();
        for (int i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << i;
    }

    void everyKindOfPipelineRunsAndPredicts()
    {
        QFETCH(int, number);
        const Sample sample = allSamples()[number];
        const QString folder =
            QString::fromLatin1(sample.name).replace(QLatin1Char(' '), QLatin1Char('-'))
            + QLatin1Char('/');
        const QByteArray log = m_folder.read(folder + QStringLiteral("log"));
        const QByteArray said =
            log.right(3000) + m_folder.read(folder + QStringLiteral("predict-log"));
        QVERIFY2(m_folder.read(folder + QStringLiteral("code")) == "0", said.constData());

        const QJsonObject report =
            QJsonDocument::fromJson(
                m_folder.read(folder + QStringLiteral("training_result/report.json")))
                .object();
        QCOMPARE(report[QLatin1String("split")].toObject()[QLatin1String("kind")].toString(),
                 sample.splitKind);
        QCOMPARE(report[QLatin1String("folds")].toObject()[QLatin1String("kind")].toString(),
                 sample.foldKind);
        QVERIFY2(!report[QLatin1String("winner")].toString().isEmpty(), log.constData());
        const QJsonArray candidates = report[QLatin1String("candidates")].toArray();
        QCOMPARE(candidates.size(), sample.candidates);
        for (const QJsonValue candidate : candidates)
            QVERIFY2(candidate[QLatin1String("error")].isNull(), log.right(3000).constData());
        if (!sample.input.isEmpty())
            countPredictions(sample, folder);
    }

    void aNotebookGivesTheSameResults()
    {
        // Given a package, its program, and a program made of the code cells of its notebook
        const GeneratedFiles files = generate(samples::plan(
            "iris input.dataset\nscale sklearn.StandardScaler\nsvc sklearn.SVC\n"
            "forest sklearn.RandomForestClassifier {n_estimators: 5}\n",
            "iris.table -> scale.table, scale.table -> svc.table, iris.table -> forest.table"));
        PythonFolder folder;
        for (const char *part : {"a/", "b/"}) {
            for (auto file = files.begin(); file != files.end(); ++file)
                folder.write(QLatin1String(part) + file.key(), file.value());
        }
        QByteArray program;
        const QJsonObject notebook =
            QJsonDocument::fromJson(files.value(QStringLiteral("notebook.ipynb"))).object();
        QCOMPARE(notebook[QLatin1String("nbformat")].toInt(), 4);
        for (const QJsonValue cell : notebook[QLatin1String("cells")].toArray()) {
            for (const QJsonValue line : cell[QLatin1String("source")].toArray()) {
                if (cell[QLatin1String("cell_type")].toString() == QLatin1String("code"))
                    program += line.toString().toUtf8();
            }
            program += '\n';
        }
        QVERIFY(!program.contains("__file__"));
        folder.write(QStringLiteral("b/train.py"), program);

        // When both run, then they compare and predict the same
        QCOMPARE(folder.run(QByteArray(runAll)).exitCode, 0);
        QCOMPARE(folder.read(QStringLiteral("a/code")), QByteArray("0"));
        QCOMPARE(folder.read(QStringLiteral("b/log")), folder.read(QStringLiteral("a/log")));
        const QByteArray tests =
            folder.read(QStringLiteral("a/training_result/predictions/test.csv"));
        QVERIFY(tests.contains("setosa"));
        QCOMPARE(folder.read(QStringLiteral("b/training_result/predictions/test.csv")), tests);
    }

private:
    // A line for each row of the input, besides the names of the columns.
    void countPredictions(const Sample &sample, const QString &folder)
    {
        const bool named =
            sample.plan.input.attributes.value(QStringLiteral("header")) == AttributeValue(true);
        const QByteArray predicted = m_folder.read(folder + QStringLiteral("output.csv"));
        QCOMPARE(predicted.count('\n'), complete(sample.input).count('\n') + (named ? 0 : 1));
        QVERIFY(predicted.startsWith("prediction"));
    }

    PythonFolder m_folder;
};

QTEST_GUILESS_MAIN(TestGeneratedRuns)
#include "tst_generated_runs.moc"
