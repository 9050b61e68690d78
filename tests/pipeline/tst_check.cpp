#include "core/catalog/catalog_yaml.h"
#include "core/pipeline/check.h"
#include "core/pipeline/edits.h"
#include "tests/pipeline/samples.h"

#include <QtTest>

using namespace outcrop;
using samples::Builder;
using samples::choice;
using samples::text;

namespace {

using Values = QMap<QString, AttributeValue>;

const char *const csv = "input.csv";
const char *const dataset = "input.dataset";
const char *const split = "table.split";
const char *const filter = "table.filter_rows";
const char *const scaler = "sklearn.StandardScaler";
const char *const forest = "sklearn.RandomForestClassifier";
const char *const trees = "sklearn.RandomForestRegressor";
const char *const evaluate = "evaluation.evaluate";
const char *const best = "evaluation.best_model";
const char *const latency = "evaluation.latency_test";

Values named(const char *dataSet)
{
    return {{text("name"), choice(dataSet)}};
}

// A pipeline without any Problem; every test breaks something in it.
Builder cancer(const Values &ofEvaluate = {{text("positive_class"), choice("malignant")}})
{
    return Builder()
        .add(dataset, "data", named("breast_cancer"))
        .add(split, "split")
        .add(scaler, "scale")
        .add(forest, "forest")
        .add(evaluate, "evaluate", ofEvaluate)
        .add(best, "best")
        .connect("data.table -> split.table")
        .connect("split.table -> scale.table")
        .connect("scale.table -> forest.table")
        .connect("forest.model -> evaluate.models")
        .connect("evaluate.scores -> best.scores");
}

// The same, with one attribute of one block set.
Pipeline cancerWith(const char *block, const char *attribute, const AttributeValue &value)
{
    const Pipeline p = cancer();
    return setAttribute(p, p.findById(text(block)), text(attribute), value, {});
}

TableFacts loans()
{
    TableFacts facts;
    facts.format = text("csv");
    facts.rows = 1000;
    const auto column = [](const char *name, ColumnType type, int distinct,
                           const QStringList &values) {
        ColumnFacts made;
        made.name = text(name);
        made.type = type;
        made.distinct = distinct;
        made.firstValues = values;
        return made;
    };
    facts.columns = {column("income", ColumnType::Real, 900, {}),
                     column("city", ColumnType::Text, 40, {}),
                     column("default", ColumnType::Text, 2, {text("yes"), text("no")})};
    return facts;
}

Builder loanPipeline(const char *target, const char *model = forest)
{
    const Values values{{text("path"), choice("loans.csv")}, {text("target"), choice(target)}};
    return Builder()
        .add(csv, "loans", values)
        .add(split, "split")
        .add(model, "model")
        .add(evaluate, "evaluate")
        .connect("loans.table -> split.table")
        .connect("split.table -> model.table")
        .connect("model.model -> evaluate.models");
}

QStringList codesOf(const QVector<Problem> &problems)
{
    QStringList codes;
    for (const Problem &problem : problems)
        codes << problem.code;
    return codes;
}

} // namespace

Q_DECLARE_METATYPE(outcrop::Pipeline)
Q_DECLARE_METATYPE(outcrop::AttributeValue)

class TestCheck : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto loaded = loadCatalog(QStringLiteral(OUTCROP_SOURCE_DIR "/resources/catalog"));
        QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().message));
        m_catalog = *loaded;
        m_tables.insert(text("loans"), loans());
    }

    void aSoundPipelineHasNoProblem()
    {
        QCOMPARE(codesOf(check(cancer(), m_catalog)), QStringList());
        QVERIFY(!hasErrors(check(cancer(), m_catalog)));
    }

    void everyMistakeIsFoundOnceAtItsBlock_data()
    {
        QTest::addColumn<Pipeline>("pipeline");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("block");
        QTest::addColumn<bool>("isError");
        const auto error = [](const char *code, const char *block, const Pipeline &pipeline) {
            QTest::newRow(code) << pipeline << text(code).section(QLatin1Char(':'), 0, 0)
                                << text(block) << true;
        };
        const auto notice = [](const char *code, const char *block, const Pipeline &pipeline) {
            QTest::newRow(code) << pipeline << text(code).section(QLatin1Char(':'), 0, 0)
                                << text(block) << false;
        };
        addBlockRows(error, notice);
        addConnectionRows(error, notice);
        addTableRows(error);
        addEvaluationRows(error, notice);
    }

    void everyMistakeIsFoundOnceAtItsBlock()
    {
        QFETCH(Pipeline, pipeline);
        QFETCH(QString, code);
        QFETCH(QString, block);
        QFETCH(bool, isError);
        const QVector<Problem> problems = check(pipeline, m_catalog, m_tables);
        QCOMPARE(codesOf(problems), QStringList{code});
        const Problem &problem = problems.first();
        const Block *at = pipeline.find(problem.block);
        QCOMPARE(at ? at->id : QString(), block);
        QCOMPARE(problem.severity == Problem::Severity::Error, isError);
        QCOMPARE(hasErrors(problems), isError);
        QVERIFY2(problem.message.endsWith(QLatin1Char('.')), qPrintable(problem.message));
        QVERIFY2(!problem.message.contains(QLatin1Char('%')), qPrintable(problem.message));
        QVERIFY(!problem.message.contains(QLatin1Char('\n')));
        for (const Fix &fix : problem.fixes) {
            QVERIFY(!fix.title.isEmpty());
            const QStringList left = codesOf(check(fix.apply(pipeline), m_catalog, m_tables));
            QVERIFY2(!left.contains(code), qPrintable(fix.title + left.join(QLatin1Char(' '))));
        }
    }

    void aScriptMayBindTransformInAnyWay()
    {
        for (const char *code :
             {"def transform(table):\n    return table\n", "transform = abs\n",
              "transform: object = abs\n", "if True:\n    def  transform(t): return t\n",
              "from mine import transform\n", "from mine import *\n",
              "from mine import clean as transform\n"})
            QCOMPARE(codesOf(check(scriptWith(code), m_catalog)), QStringList());
        for (const char *code :
             {"", "x = 1\n", "transform == 1\n", "def transformed(t): return t\n"})
            QCOMPARE(codesOf(check(scriptWith(code), m_catalog)),
                     QStringList{text("no_transform")});
    }

    void aFunctionOfAnotherNameIsRenamedByTheFix()
    {
        const Pipeline p = scriptWith("import math\n\ndef run(table):\n    return table\n");
        const QVector<Problem> problems = check(p, m_catalog);
        QCOMPARE(problems[0].fixes.size(), 1);
        QCOMPARE(problems[0].fixes[0].title, text("Rename run to transform"));
        const Pipeline mended = problems[0].fixes[0].apply(p);
        QVERIFY(attributeValue(*mended.find(problems[0].block), text("code"), m_catalog)
                == choice("import math\n\ndef transform(table):\n    return table\n"));
        // A name that is used elsewhere, too, is not ours to change.
        QVERIFY(
            check(scriptWith("def run(t):\n    return t\nrun(1)\n"), m_catalog)[0].fixes.isEmpty());
    }

    void removedValuesAreRewrittenByTheirFix_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("attribute");
        QTest::addColumn<AttributeValue>("old");
        QTest::addColumn<AttributeValue>("now");
        const auto row = [](const char *name, const char *type, const char *attribute,
                            const AttributeValue &old, const AttributeValue &now) {
            QTest::newRow(name) << text(type) << text(attribute) << old << now;
        };
        row("mse", trees, "criterion", choice("mse"), choice("squared_error"));
        row("mae", trees, "criterion", choice("mae"), choice("absolute_error"));
        row("depth 0", forest, "max_depth", AttributeValue(0), AttributeValue());
        row("auto features of a classifier", forest, "max_features", choice("auto"),
            choice("sqrt"));
        row("auto features of a regressor", trees, "max_features", choice("auto"),
            AttributeValue(1.0));
    }

    void removedValuesAreRewrittenByTheirFix()
    {
        QFETCH(QString, type);
        QFETCH(QString, attribute);
        QFETCH(AttributeValue, old);
        QFETCH(AttributeValue, now);
        Pipeline p = cancer();
        const BlockId block = p.findById(text("forest"));
        p = setAttribute(setType(p, block, type), block, attribute, old, {});
        const QVector<Problem> problems = check(p, m_catalog);
        const auto problem =
            std::find_if(problems.begin(), problems.end(),
                         [&](const Problem &found) { return found.attribute == attribute; });
        QVERIFY(problem != problems.end());
        const Pipeline mended = problem->fixes.at(0).apply(p);
        QVERIFY(attributeValue(*mended.find(block), attribute, m_catalog) == now);
    }

    void aWrongValueIsMendedToTheNearestRightOne_data()
    {
        QTest::addColumn<QString>("attribute");
        QTest::addColumn<AttributeValue>("wrong");
        QTest::addColumn<AttributeValue>("right");
        const auto row = [](const char *name, const char *attribute, const AttributeValue &wrong,
                            const AttributeValue &right) {
            QTest::newRow(name) << text(attribute) << wrong << right;
        };
        row("below the range", "n_estimators", AttributeValue(0), AttributeValue(1));
        row("a float for a whole number", "n_estimators", AttributeValue(20.0), AttributeValue(20));
        row("misspelled", "criterion", choice("gni"), choice("gini"));
    }

    void aWrongValueIsMendedToTheNearestRightOne()
    {
        QFETCH(QString, attribute);
        QFETCH(AttributeValue, wrong);
        QFETCH(AttributeValue, right);
        const Pipeline p = cancerWith("forest", attribute.toLatin1().constData(), wrong);
        const QVector<Problem> problems = check(p, m_catalog);
        QCOMPARE(codesOf(problems), QStringList{text("wrong_value")});
        const Pipeline mended = problems[0].fixes.at(0).apply(p);
        QVERIFY(attributeValue(*mended.find(problems[0].block), attribute, m_catalog) == right);
    }

    void aMissingSplitIsAddedInFrontOfAllThatTakesTheTable()
    {
        const Pipeline p = Builder()
                               .add(dataset, "data", named("diabetes"))
                               .add(trees, "trees")
                               .add("sklearn.Ridge", "ridge")
                               .add(evaluate, "evaluate")
                               .connect("data.table -> trees.table")
                               .connect("data.table -> ridge.table")
                               .connect("trees.model -> evaluate.models")
                               .connect("ridge.model -> evaluate.models");
        const QVector<Problem> problems = check(p, m_catalog);
        QCOMPARE(codesOf(problems), QStringList{text("default_split")});
        QVERIFY2(problems[0].message.contains(text("seed 0")), qPrintable(problems[0].message));
        const Pipeline mended = problems[0].fixes.at(0).apply(p);
        QCOMPARE(codesOf(check(mended, m_catalog)), QStringList());
        QCOMPARE(mended.outputsOf(mended.findById(text("data"))).size(), 1);
        QCOMPARE(mended.outputsOf(mended.findById(text("split"))).size(), 2);
    }

    void aMissingEvaluateIsAddedBehindAllModels()
    {
        const Pipeline p = Builder()
                               .add(dataset, "data", named("iris"))
                               .add(split, "split")
                               .add(forest, "forest")
                               .add("sklearn.LogisticRegression", "logistic")
                               .connect("data.table -> split.table")
                               .connect("split.table -> forest.table")
                               .connect("split.table -> logistic.table");
        const QVector<Problem> problems = check(p, m_catalog);
        QCOMPARE(codesOf(problems), QStringList{text("missing_evaluate")});
        const Pipeline mended = problems[0].fixes.at(0).apply(p);
        QCOMPARE(codesOf(check(mended, m_catalog)), QStringList());
        QCOMPARE(mended.inputsOf(mended.findById(text("evaluate"))).size(), 2);
    }

    void theGuessedPositiveClassIsNamedAndEachClassIsOffered()
    {
        const QVector<Problem> problems = check(cancer({}), m_catalog);
        QCOMPARE(codesOf(problems), QStringList{text("guessed_positive_class")});
        QVERIFY2(problems[0].message.contains(text("guess, malignant")),
                 qPrintable(problems[0].message));
        QCOMPARE(problems[0].fixes.size(), 2);
        const Pipeline mended = problems[0].fixes[1].apply(cancer({}));
        QVERIFY(attributeValue(*mended.find(mended.findById(text("evaluate"))),
                               text("positive_class"), m_catalog)
                == choice("benign"));
    }

    void blocksOfOneTitleInASentenceAreToldApart()
    {
        const auto message = [this](const Pipeline &p) {
            const QVector<Problem> problems = check(p, m_catalog);
            return problems.isEmpty() ? QString() : problems.first().message;
        };
        const Pipeline two =
            cancer().add(evaluate, "again").connect("forest.model -> again.models");
        QCOMPARE(message(two), text("Evaluate does the same for the pipeline as Evaluate "
                                    "(evaluate): leave one of them."));
        QCOMPARE(message(setTitle(two, two.findById(text("again")), text("Mine"))),
                 text("Mine does the same for the pipeline as Evaluate: leave one of them."));
    }

    void messagesUseTheTitlesOfBlocks()
    {
        Pipeline p = cancerWith("forest", "n_estimators", AttributeValue(-1));
        p = setTitle(p, p.findById(text("forest")), text("My trees"));
        const QVector<Problem> problems = check(p, m_catalog);
        QVERIFY2(problems[0].message.startsWith(text("My trees: ")),
                 qPrintable(problems[0].message));
    }

    void withoutTheTableItsColumnsAreNotJudged()
    {
        QCOMPARE(codesOf(check(loanPipeline("nowhere"), m_catalog)), QStringList());
    }

    void problemsComeInTheOrderOfTheBlocks()
    {
        Pipeline p = cancerWith("forest", "n_estimators", AttributeValue(-1));
        p = setAttribute(p, p.findById(text("data")), text("name"), choice("moon"), {});
        p = setAttribute(p, p.findById(text("split")), text("test"), AttributeValue(0.5), {});
        QStringList blocks;
        for (const Problem &problem : check(p, m_catalog))
            blocks << p.find(problem.block)->id;
        QCOMPARE(blocks, (QStringList{text("data"), text("split"), text("forest")}));
    }

    void everyCircleIsNamedByItsBlocks()
    {
        const Pipeline p = cancer()
                               .add(scaler, "a")
                               .add(scaler, "b")
                               .connect("a.table -> b.table")
                               .connect("b.table -> a.table");
        const QVector<Problem> problems = check(p, m_catalog);
        QCOMPARE(codesOf(problems), QStringList{text("cycle")});
        QVERIFY2(problems[0].message.contains(
                     QStringLiteral("Standard scaler → Standard scaler → Standard scaler")),
                 qPrintable(problems[0].message));
    }

    void aTargetOfTwoClassesIsJudgedByTheTable()
    {
        QCOMPARE(codesOf(check(loanPipeline("default"), m_catalog, m_tables)),
                 QStringList{text("guessed_positive_class")});
    }

    void rowsWithoutATargetAreReportedUntilAFilterDropsThem()
    {
        // Given a table with rows that have no target
        InputTables tables = m_tables;
        tables[text("loans")].columns[2].missing = 12;
        const auto codes = [&](const Pipeline &p) { return codesOf(check(p, m_catalog, tables)); };
        const Pipeline p = withGuess(loanPipeline("default"));

        // Then that is an error with the filter that drops them as its Fix
        const QVector<Problem> problems = check(p, m_catalog, tables);
        QCOMPARE(codesOf(problems), QStringList{text("missing_in_target")});
        QVERIFY(hasErrors(problems));
        QVERIFY2(problems[0].message.contains(text("12 of 1000 rows")),
                 qPrintable(problems[0].message));
        const Pipeline mended = problems[0].fixes.at(0).apply(p);
        QCOMPARE(codes(mended), QStringList());
        const Block &added = *mended.find(mended.findById(text("filter_rows")));
        QCOMPARE(attributeValue(added, text("column"), m_catalog), choice("default"));
        QCOMPARE(attributeValue(added, text("operator"), m_catalog), choice("is not missing"));
        QCOMPARE(mended.outputsOf(mended.findById(text("loans"))).size(), 1);

        // And a filter on another column, or one that keeps them, may drop them or not
        for (const char *keeping : {"is missing", "!=", "not in"})
            QCOMPARE(codes(withOperator(mended, keeping)).contains(text("missing_in_target")),
                     true);
        QCOMPARE(codes(withOperator(mended, "==")), QStringList());
        const Pipeline other = setAttribute(mended, mended.findById(text("filter_rows")),
                                            text("column"), choice("city"), m_catalog);
        QCOMPARE(codes(other), QStringList{text("missing_in_target")});
        QVERIFY(!hasErrors(check(other, m_catalog, tables)));
    }

    void aTargetWithoutAnyValueHasNothingToKeep()
    {
        InputTables tables = m_tables;
        tables[text("loans")].columns[2].missing = 1000;
        const QVector<Problem> problems =
            check(withGuess(loanPipeline("default")), m_catalog, tables);
        QCOMPARE(codesOf(problems), QStringList{text("missing_in_target")});
        QVERIFY(problems[0].fixes.isEmpty());
    }

    void anyGraphIsCheckedWithoutACrash()
    {
        std::mt19937 random(5);
        const QVector<BlockType> &types = m_catalog.types();
        for (int round = 0; round < 30; ++round) {
            Pipeline p;
            const auto number = [&](int below) { return int(random() % unsigned(below)); };
            for (int i = 0; i < 12; ++i)
                p = addBlock(p, types[number(types.size())], {}).pipeline;
            const QVector<BlockId> ids = p.blockIds();
            const QStringList ports{text("table"), text("model"), text("models"), text("scores"),
                                    text("estimator")};
            for (int i = 0; i < 20; ++i)
                p.connect(
                    {{ids[number(12)], ports[number(5)]}, {ids[number(12)], ports[number(5)]}});
            for (const Problem &problem : check(p, m_catalog)) {
                QVERIFY(!problem.message.isEmpty());
                for (const Fix &fix : problem.fixes)
                    check(fix.apply(p), m_catalog);
            }
        }
    }

    void tenThousandBlocksFullOfMistakesAreChecked()
    {
        const Pipeline p = samples::large(10000);
        const QVector<Problem> problems = check(p, m_catalog);
        QVERIFY(problems.size() > 70000); // Seven unknown attributes each.
    }

private:
    template<class Error, class Notice>
    void addBlockRows(Error error, Notice notice)
    {
        const Pipeline base = cancer();
        const auto renamed = [&](const char *id) {
            Pipeline p = base;
            Block block = *p.find(p.findById(text("scale")));
            block.id = text(id);
            p.replace(p.findById(text("scale")), block);
            return p;
        };
        error("invalid_id", "Not an id", renamed("Not an id"));
        error("invalid_id: a keyword", "lambda", renamed("lambda"));
        error("duplicate_id", "split", renamed("split"));
        error("unknown_type", "forest",
              setType(base, base.findById(text("forest")), text("sklearn.RandomForestClasifier")));
        error("wrong_value: below", "forest",
              cancerWith("forest", "n_estimators", AttributeValue(0)));
        error("wrong_value: float", "forest",
              cancerWith("forest", "n_estimators", AttributeValue(10.0)));
        error("wrong_value: text", "forest", cancerWith("forest", "n_estimators", choice("ten")));
        error("removed_value", "forest", cancerWith("forest", "max_depth", AttributeValue(0)));
        notice("unknown_attribute", "forest",
               cancerWith("forest", "n_estimator", AttributeValue(10)));
        SearchSpace space;
        space.kind = SearchSpace::Kind::Int;
        space.low = 50;
        space.high = 500;
        error("no_transform", "own", scriptWith("def run(table):\n    return table\n"));
        error("search_space", "forest",
              cancerWith("forest", "n_estimators", AttributeValue(space)));
        error("split_sum", "split", cancerWith("split", "train", AttributeValue(0.7)));
        Pipeline both = setAttribute(loanPipeline("default"), BlockId{2}, text("group_column"),
                                     choice("city"), {});
        both = setAttribute(both, BlockId{2}, text("time_column"), choice("income"), {});
        error("group_and_time", "split", withGuess(both));
        const AttributeValue list(AttributeValue::List{AttributeValue(1)});
        error("filter_value: a list", "few", filtered({{text("value"), list}}));
        error("filter_value: no list", "few", filtered({{text("operator"), choice("in")}}));
        error("missing_value", "loans",
              resetAttribute(withGuess(loanPipeline("default")), BlockId{1}, text("path")));
    }

    template<class Error, class Notice>
    void addConnectionRows(Error error, Notice notice)
    {
        Pipeline unresolved = cancer();
        unresolved.setUnresolved({text("data.table -> gone.table")});
        error("unresolved_connection", "", unresolved);
        error("self_connection", "spare",
              cancer().add(scaler, "spare").connect("spare.table -> spare.table"));
        error("cycle", "b",
              cancer()
                  .add(scaler, "a")
                  .add(scaler, "b")
                  .connect("a.table -> b.table")
                  .connect("b.table -> a.table"));
        error("unknown_port", "forest", cancer().connect("forest.scores -> evaluate.models"));
        error("type_mismatch", "spare",
              cancer().add(scaler, "spare").connect("forest.model -> spare.table"));
        error("crowded_input", "forest", cancer().connect("split.table -> forest.table"));
        error(
            "missing_input", "spare",
            cancer().add(scaler, "spare").add(scaler, "next").connect("spare.table -> next.table"));
        notice("unconnected", "spare", cancer().add(scaler, "spare"));
        error("missing_input: latency", "latency", cancer().add(latency, "latency"));
        error("missing_input: meta", "voting",
              cancer()
                  .add("sklearn.VotingClassifier", "voting")
                  .connect("split.table -> voting.table")
                  .connect("voting.model -> evaluate.models"));
    }

    template<class Error>
    void addTableRows(Error error)
    {
        const Values isThere{{text("column"), choice("mean radius")}};
        error("step_behind_transformer", "late",
              cancer().add(filter, "late", isThere).connect("scale.table -> late.table"));
        QVERIFY(check(selectedBehindTheScaler(), m_catalog).isEmpty());
        QVERIFY(check(scriptedColumns(), m_catalog).isEmpty());
        QVERIFY(check(groupedBehindSelect(), m_catalog, m_tables).isEmpty());
        error("second_split", "again",
              cancer().add(split, "again").connect("split.table -> again.table"));
        error("unknown_column", "late",
              cancer()
                  .add(filter, "late", {{text("column"), choice("mean radios")}})
                  .connect("split.table -> late.table"));
        error("unknown_column: in a list", "scale",
              cancerWith("scale", "columns",
                         AttributeValue(
                             AttributeValue::List{choice("mean radius"), choice("mean textur")})));
        error("unknown_column: target", "loans", loanPipeline("defaut"));
        const AttributeValue one(AttributeValue::List{choice("mean radius")});
        error("unknown_column: not selected", "late",
              cancer()
                  .add("table.select_columns", "pick", {{text("columns"), one}})
                  .add(filter, "late", {{text("column"), choice("mean area")}})
                  .connect("split.table -> pick.table")
                  .connect("pick.table -> late.table"));
    }

    template<class Error, class Notice>
    void addEvaluationRows(Error error, Notice notice)
    {
        error("empty", "", Pipeline());
        error("missing_model", "",
              Builder().add(dataset, "data").add(scaler, "s").connect("data.table -> s.table"));
        error("second_of_its_kind", "again",
              cancer().add(evaluate, "again").connect("forest.model -> again.models"));
        notice("unused_model", "svc",
               cancer().add("sklearn.SVC", "svc").connect("scale.table -> svc.table"));
        error("not_comparable", "outliers",
              cancer()
                  .add("sklearn.IsolationForest", "outliers")
                  .connect("split.table -> outliers.table")
                  .connect("outliers.model -> evaluate.models"));
        error("mixed_tasks", "trees", withSecond(trees, "trees"));
        error("wrong_metric", "evaluate", cancerWith("evaluate", "metric", choice("rmse")));
        Pipeline logLoss = setAttribute(withSecond("sklearn.LinearSVC", "svc"), BlockId{5},
                                        text("metric"), choice("log_loss"), {});
        error("no_probabilities", "svc", logLoss);
        error("different_inputs", "svc", withOtherData());
        error("different_splits", "svc",
              cancer()
                  .add("sklearn.SVC", "svc")
                  .connect("data.table -> svc.table")
                  .connect("svc.model -> evaluate.models"));
        error("different_rows", "svc",
              cancer()
                  .add(filter, "few", {{text("column"), choice("mean area")}})
                  .add("sklearn.SVC", "svc")
                  .connect("split.table -> few.table")
                  .connect("few.table -> svc.table")
                  .connect("svc.model -> evaluate.models"));
        error("missing_target", "loans",
              resetAttribute(loanPipeline("default"), BlockId{1}, text("target")));
        error("wrong_target: classifier", "model", loanPipeline("income"));
        error("wrong_target: regressor", "model", loanPipeline("default", trees));
        error("unknown_class", "evaluate", cancer({{text("positive_class"), choice("malign")}}));
        notice("guessed_positive_class", "evaluate", cancer({}));
        error("latency_of_other: no model", "latency",
              cancer()
                  .add("sklearn.EmpiricalCovariance", "odd")
                  .add(latency, "latency")
                  .connect("split.table -> odd.table")
                  .connect("odd.model -> latency.models"));
        error("latency_of_other", "latency",
              cancer()
                  .add("sklearn.SVC", "svc")
                  .add(latency, "latency")
                  .connect("split.table -> svc.table")
                  .connect("svc.model -> latency.models"));
        error("other_table", "svc", voting().connect("few.table -> svc.table"));
        QVERIFY(check(voting().connect("scale.table -> svc.table"), m_catalog, m_tables).isEmpty());
        QVERIFY(check(voting(), m_catalog, m_tables).isEmpty());
        QVERIFY(check(votingOfTwo("split.table -> svc.table"), m_catalog).isEmpty());
        error("other_table: filtered for one", "svc", votingOfTwo("few.table -> svc.table"));
        error("too_many_models", "v9", votesOfVotes(9));
        QVERIFY(check(votesOfVotes(8), m_catalog).isEmpty());
    }

    static Pipeline filtered(const Values &values)
    {
        Values all = values;
        all.insert(text("column"), choice("mean area"));
        return cancer().add(filter, "few", all).connect("split.table -> few.table");
    }

    static Pipeline selectedBehindTheScaler()
    {
        const AttributeValue one(AttributeValue::List{choice("mean area")});
        return cancer()
            .add("table.select_columns", "pick", {{text("columns"), one}})
            .add("sklearn.SVC", "svc")
            .connect("scale.table -> pick.table")
            .connect("pick.table -> svc.table")
            .connect("svc.model -> evaluate.models");
    }

    // A script that declares no column may make any.
    static Pipeline scriptedColumns()
    {
        return cancer()
            .add("python.script", "own")
            .add(scaler, "made",
                 {{text("columns"), AttributeValue(AttributeValue::List{choice("anything")})}})
            .connect("split.table -> own.table")
            .connect("own.table -> made.table");
    }

    static Pipeline scriptWith(const char *code)
    {
        const Pipeline p = scriptedColumns();
        return setAttribute(p, p.findById(text("own")), text("code"), choice(code), {});
    }

    // The group column stays whatever is selected in front of the Split.
    static Pipeline groupedBehindSelect()
    {
        const AttributeValue one(AttributeValue::List{choice("income")});
        Pipeline p = Builder()
                         .add(csv, "loans",
                              {{text("path"), choice("loans.csv")},
                               {text("target"), choice("default")},
                               {text("positive_class"), choice("yes")}})
                         .add("table.select_columns", "pick", {{text("columns"), one}})
                         .add(split, "split", {{text("group_column"), choice("city")}})
                         .add(forest, "model")
                         .add(evaluate, "evaluate")
                         .connect("loans.table -> pick.table")
                         .connect("pick.table -> split.table")
                         .connect("split.table -> model.table")
                         .connect("model.model -> evaluate.models");
        return p;
    }

    // A vote without a table of its own: it reads what its models have in common.
    static Pipeline votingOfTwo(const char *svcTable)
    {
        Builder p = cancer()
                        .add("sklearn.SVC", "svc")
                        .add("sklearn.VotingClassifier", "voting")
                        .connect("forest.model -> voting.estimators")
                        .connect("svc.model -> voting.estimators")
                        .connect("voting.model -> evaluate.models");
        if (text(svcTable).startsWith(text("few")))
            p.add(filter, "few", {{text("column"), choice("mean area")}})
                .connect("split.table -> few.table");
        return p.connect(svcTable);
    }

    // Each level takes the level below twice as often.
    static Pipeline votesOfVotes(int levels)
    {
        Builder p = cancer().add("sklearn.SVC", "v0").connect("split.table -> v0.table");
        p.add("sklearn.SVC", "w0").connect("split.table -> w0.table");
        for (int level = 1; level <= levels; ++level) {
            const QByteArray number = QByteArray::number(level),
                             below = QByteArray::number(level - 1);
            for (const char *side : {"v", "w"}) {
                if (level == levels && *side == 'w')
                    continue;
                const QByteArray id = side + number;
                p.add("sklearn.VotingClassifier", id.constData());
                for (const char *taken : {"v", "w"})
                    p.connect((taken + below + ".model -> " + id + ".estimators").constData());
            }
        }
        return p.connect(
            ("v" + QByteArray::number(levels) + ".model -> evaluate.models").constData());
    }

    static Pipeline withGuess(const Pipeline &p)
    {
        return setAttribute(p, p.findById(text("evaluate")), text("positive_class"), choice("yes"),
                            {});
    }

    Pipeline withOperator(const Pipeline &p, const char *word) const
    {
        return setAttribute(p, p.findById(text("filter_rows")), text("operator"), choice(word),
                            m_catalog);
    }

    static Builder withSecond(const char *type, const char *id)
    {
        const QByteArray in = QByteArray("split.table -> ") + id + ".table";
        const QByteArray out = QByteArray(id) + ".model -> evaluate.models";
        return cancer().add(type, id).connect(in.constData()).connect(out.constData());
    }

    static Builder withOtherData()
    {
        return cancer()
            .add(dataset, "other", named("wine"))
            .add(split, "split_2")
            .add("sklearn.SVC", "svc")
            .connect("other.table -> split_2.table")
            .connect("split_2.table -> svc.table")
            .connect("svc.model -> evaluate.models");
    }

    // A model that takes another, whose table the rows connect.
    static Builder voting()
    {
        return cancer()
            .add(filter, "few", {{text("column"), choice("mean area")}})
            .add("sklearn.SVC", "svc")
            .add("sklearn.VotingClassifier", "voting")
            .connect("split.table -> few.table")
            .connect("split.table -> voting.table")
            .connect("svc.model -> voting.estimators")
            .connect("voting.model -> evaluate.models");
    }

    Catalog m_catalog;
    InputTables m_tables;
};

QTEST_GUILESS_MAIN(TestCheck)
#include "tst_check.moc"
