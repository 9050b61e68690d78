#include "core/package/input_tables.h"
#include "core/pipeline/check.h"
#include "core/pipeline/edits.h"
#include "tests/codegen/python.h"
#include "tests/codegen/sample_pipelines.h"

#include <QFileInfo>

#include <random>

using namespace outcrop;

namespace {

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

AttributeValue word(const char *latin1)
{
    return AttributeValue(text(latin1));
}

ColumnFacts column(const char *name, ColumnType type, const QStringList &values)
{
    return {text(name), type, 0, values.isEmpty() ? 900 : values.size(), values};
}

TableFacts people()
{
    TableFacts facts;
    facts.format = text("csv");
    facts.rows = 1000;
    facts.columns = {column("age", ColumnType::Integer, {}), column("income", ColumnType::Real, {}),
                     column("city", ColumnType::Text, {}),
                     column("returns", ColumnType::Text, {text("no"), text("yes")})};
    return facts;
}

// Draws pipelines as people draw them, sound and unsound, from one seed: data, steps of all kinds
// behind one another or side by side, models that take models, and what compares them.
class PipelineDrawing
{
public:
    PipelineDrawing(const Catalog &catalog, unsigned seed) : m_catalog(catalog), m_random(seed) {}

    Pipeline draw()
    {
        m_pipeline = Pipeline();
        m_tables.clear();
        m_models.clear();
        const QVector<BlockRole> roles{BlockRole::Classifier, BlockRole::Regressor,
                                       BlockRole::Clusterer};
        m_role = roles[below(3)];
        addInput();
        for (int steps = below(7); steps > 0; --steps)
            addStep();
        for (int models = 1 + below(5); models > 0; --models)
            addModel();
        if (chance(80))
            addEvaluation();
        return m_pipeline;
    }

private:
    int below(int end) { return int(m_random() % unsigned(end)); }
    bool chance(int percent) { return below(100) < percent; }
    template<class T>
    T oneOf(const QVector<T> &items)
    {
        return items[below(items.size())];
    }

    BlockId add(const BlockType &type, const QMap<QString, AttributeValue> &attributes = {})
    {
        Insertion added = addBlock(m_pipeline, type, {});
        m_pipeline = std::move(added.pipeline);
        Block block = *m_pipeline.find(added.blocks[0]);
        block.attributes = attributes;
        const AttributeSpec *columns = type.findAttribute(text("columns"));
        if (columns && columns->required)
            block.attributes[columns->name] = AttributeValue(AttributeValue::List{word("city")});
        m_pipeline.replace(added.blocks[0], block);
        return added.blocks[0];
    }

    BlockId add(const char *key, const QMap<QString, AttributeValue> &attributes = {})
    {
        return add(*m_catalog.find(text(key)), attributes);
    }

    const BlockType &anyOf(BlockRole role)
    {
        QVector<const BlockType *> types;
        for (const BlockType &type : m_catalog.types()) {
            if (type.role == role)
                types << &type;
        }
        return *oneOf(types);
    }

    void connectTo(BlockId to, const QString &input, BlockId from, const char *output)
    {
        m_pipeline.connect({{from, text(output)}, {to, input}});
    }

    void addInput()
    {
        const QMap<QString, AttributeValue> file{
            {text("path"), word("people.csv")},
            {text("target"), word(m_role == BlockRole::Regressor ? "income" : "returns")}};
        const QMap<QString, AttributeValue> bundled{
            {text("name"), word(m_role == BlockRole::Regressor ? "diabetes" : "wine")}};
        m_tables << (chance(60) ? add("input.csv", file) : add("input.dataset", bundled));
        if (chance(5))
            m_tables << add("input.dataset");
    }

    // Mostly behind the last.
    BlockId anyTable() { return chance(75) ? m_tables.last() : oneOf(m_tables); }

    void addStep()
    {
        const BlockId source = anyTable();
        BlockId step{};
        switch (below(8)) {
        case 0:
            step = add("table.filter_rows", filterValues());
            break;
        case 1:
        case 2:
            step = add("table.select_columns", {{text("columns"), columns()}});
            break;
        case 3:
            step = add("python.script");
            break;
        case 4:
            step = add("table.split", chance(20) ? splitValues() : noValues());
            break;
        default:
            const BlockType &type = anyOf(BlockRole::Transformer);
            const AttributeSpec *takes = type.findAttribute(text("columns"));
            step = add(type, takes && !takes->required
                                 ? QMap<QString, AttributeValue>{{text("columns"), columns()}}
                                 : noValues());
            takeModels(step, type);
        }
        connectTo(step, text("table"), source, "table");
        m_tables << step;
    }

    static QMap<QString, AttributeValue> noValues() { return {}; }

    AttributeValue columns()
    {
        return oneOf(QVector<AttributeValue>{
            word("all"), word("numeric"), word("text"),
            AttributeValue(AttributeValue::List{word("age"), word("city")})});
    }

    QMap<QString, AttributeValue> filterValues()
    {
        const QVector<AttributeValue> operators{word("=="), word("<="), word("in"),
                                                word("is missing"), word("not in")};
        const QVector<AttributeValue> values{
            AttributeValue(3), AttributeValue(AttributeValue::List{AttributeValue(3), word("a")})};
        return {{text("column"), word("age")},
                {text("operator"), oneOf(operators)},
                {text("value"), oneOf(values)}};
    }

    QMap<QString, AttributeValue> splitValues()
    {
        QMap<QString, AttributeValue> values;
        if (chance(60))
            values[text("group_column")] = word("city");
        if (chance(60))
            values[text("time_column")] = word("age");
        return values;
    }

    void takeModels(BlockId taker, const BlockType &type)
    {
        for (const PortSpec &port : type.inputs) {
            if (port.type != PortType::Model || (!port.required && chance(50)))
                continue;
            if (m_models.isEmpty() || chance(40))
                m_models << addPlainModel();
            for (int taken = port.many ? 1 + below(3) : 1; taken > 0; --taken)
                connectTo(taker, port.name, oneOf(m_models), "model");
        }
    }

    // To be taken, often without a table of its own.
    BlockId addPlainModel()
    {
        const BlockId model = add(m_role == BlockRole::Regressor ? "sklearn.Ridge" : "sklearn.SVC");
        if (chance(40))
            connectTo(model, text("table"), anyTable(), "table");
        return model;
    }

    void addModel()
    {
        const BlockType &type = anyOf(chance(97) ? m_role : BlockRole::OutlierDetector);
        const bool takes = type.inputs.size() > 1;
        const BlockId model = add(type);
        if (takes)
            takeModels(model, type);
        if (chance(takes ? 50 : 97))
            connectTo(model, text("table"), anyTable(), "table");
        m_models << model;
    }

    void addEvaluation()
    {
        const BlockId evaluate = add("evaluation.evaluate");
        for (const BlockId model : qAsConst(m_models)) {
            if (chance(80))
                connectTo(evaluate, text("models"), model, "model");
        }
        if (chance(50))
            connectTo(add("evaluation.best_model"), text("scores"), evaluate, "scores");
        if (chance(15))
            connectTo(add("evaluation.latency_test"), text("models"), oneOf(m_models), "model");
    }

    const Catalog &m_catalog;
    std::mt19937 m_random;
    Pipeline m_pipeline;
    BlockRole m_role = BlockRole::Classifier;
    QVector<BlockId> m_tables, m_models;
};

QStringList errorsOf(const QVector<Problem> &problems)
{
    QStringList errors;
    for (const Problem &problem : problems) {
        if (problem.severity == Problem::Severity::Error)
            errors << problem.code + QStringLiteral(": ") + problem.message;
    }
    return errors;
}

InputTables tablesOf(const Pipeline &pipeline)
{
    InputTables tables;
    pipeline.forEachBlock([&](BlockId, const Block &block) {
        if (block.type == QLatin1String("input.csv"))
            tables.insert(block.id, people());
    });
    return tables;
}

// What makes no code, or wrong columns or scores, in a part of the pipeline or the data at which
// makePlan() does not look.
bool isOutsideOfPlans(const QString &error)
{
    static const QStringList codes{
        text("missing_input"), text("crowded_input"), text("unknown_column"),
        text("wrong_target"),  text("second_split"),  text("step_behind_transformer"),
        text("other_table"),   text("filter_value"),  text("group_and_time")};
    return codes.contains(error.section(QLatin1Char(':'), 0, 0));
}

} // namespace

// Who edits a pipeline is told by check() what would keep it from running; makePlan() and
// generate() make the program. What one lets through the other must make.
class TestCheckAgrees : public QObject
{
    Q_OBJECT

private slots:
    void everyGoldenPipelinePasses_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path : {"tests/codegen/golden/grouped", "tests/codegen/golden/ordered",
                                 "tests/codegen/golden/branched", "resources/examples"}) {
            const QDir folder(samples::sourcePath(text(path)));
            for (const QString &name : folder.entryList({text("*.outcrop")}))
                QTest::newRow(qPrintable(text(path) + QLatin1Char('/') + name))
                    << folder.filePath(name);
        }
    }

    void everyGoldenPipelinePasses()
    {
        QFETCH(QString, path);
        const Pipeline pipeline = samples::load(path);
        const InputReading read =
            readInputTables(pipeline, samples::catalog(), QFileInfo(path).absolutePath());
        QCOMPARE(errorsOf(read.problems), QStringList());
        QCOMPARE(errorsOf(check(pipeline, samples::catalog(), read.tables)), QStringList());
        QVERIFY(makePlan(pipeline, samples::catalog()));
    }

    void whatPassesBecomesAProgramAndWhatHasAPlanPasses()
    {
        PythonFolder folder;
        QStringList programs{text("-m"), text("py_compile")};
        PipelineDrawing drawing(samples::catalog(), 11);
        int stray = 0;
        for (int round = 0; round < 600; ++round) {
            // Given any pipeline
            const Pipeline pipeline = drawing.draw();
            const QStringList errors =
                errorsOf(check(pipeline, samples::catalog(), tablesOf(pipeline)));
            const Result<Plan> plan = makePlan(pipeline, samples::catalog());
            const QByteArray file = formatPipeline(pipeline);

            // Then without an error it has a plan, and with a plan no error but outside of it
            QVERIFY2(plan || !errors.isEmpty(),
                     plan ? "" : (plan.error().message.toUtf8() + '\n' + file).constData());
            for (const QString &error : errors)
                QVERIFY2(!plan || isOutsideOfPlans(error),
                         (error.toUtf8() + '\n' + file).constData());
            stray += plan && !errors.isEmpty();
            if (!errors.isEmpty())
                continue;
            const GeneratedFiles files = generate(*plan);
            for (const char *name : {"train.py", "predict.py"}) {
                programs << QStringLiteral("%1/%2").arg(round).arg(QLatin1String(name));
                folder.write(programs.last(), files[QLatin1String(name)]);
            }
        }

        // And Python takes all programs
        QVERIFY2(programs.size() > 200, qPrintable(QString::number(programs.size())));
        QVERIFY2(stray < 100, qPrintable(QString::number(stray)));
        QCOMPARE(folder.run(programs).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestCheckAgrees)
#include "tst_check_agrees.moc"
