#include "core/codegen/python_literal.h"
#include "tests/codegen/python.h"
#include "tests/codegen/sample_pipelines.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

using namespace outcrop;

namespace {

using List = AttributeValue::List;

// A value of one of an attribute's kinds that is not its default, if there is an easy one.
AttributeValue otherValue(const AttributeSpec &spec)
{
    QVector<AttributeValue> tries{AttributeValue(true), AttributeValue(false), AttributeValue()};
    for (const AttributeKind &kind : spec.kinds) {
        if (kind.form != AttributeKind::Form::Text && kind.form != AttributeKind::Form::Columns)
            tries << kind.choices;
        if (kind.form == AttributeKind::Form::List && !kind.items.isEmpty())
            tries << AttributeValue(List{AttributeValue(2), AttributeValue(3)})
                  << AttributeValue(List{AttributeValue(0.5), AttributeValue(7.5)})
                  << AttributeValue(List{AttributeValue(2)});
    }
    for (const double value : {3.0, 0.3, 7.0, 0.9, 40.0})
        tries << AttributeValue(qint64(value)) << AttributeValue(value);
    for (const AttributeValue &value : qAsConst(tries)) {
        if (value != spec.defaultValue && !checkValue(spec, value))
            return value;
    }
    return spec.defaultValue;
}

// A pipeline in which a type of the catalog works on a table, with what it takes; with other values
// than its defaults, or with these.
Pipeline pipelineAround(const BlockType &type, bool otherValues)
{
    const bool numbers = type.role == BlockRole::Regressor;
    QByteArray blocks =
        numbers ? "data input.dataset {name: diabetes}\n" : "data input.dataset {name: iris}\n";
    QByteArray connections = "data.table -> subject.table";
    for (const PortSpec &port : type.inputs) {
        if (port.type != PortType::Model)
            continue;
        const QByteArray base = "base_" + port.name.toUtf8();
        blocks += base + (numbers ? " sklearn.Ridge\n" : " sklearn.LogisticRegression\n");
        connections += ", data.table -> " + base + ".table, " + base + ".model -> subject."
                       + port.name.toUtf8();
    }
    blocks += "subject " + type.key.toUtf8();
    if (type.role == BlockRole::Transformer) {
        blocks += "\nlast sklearn.LogisticRegression";
        connections += ", subject.table -> last.table";
    }
    Pipeline pipeline = samples::pipeline(blocks, connections);
    const BlockId id = pipeline.findById(QStringLiteral("subject"));
    Block block = *pipeline.find(id);
    for (const AttributeSpec &spec : type.attributes) {
        if (otherValues && spec.isParameter)
            block.attributes[spec.name] = otherValue(spec);
        if (block.attributes.value(spec.name) == spec.defaultValue)
            block.attributes.remove(spec.name);
        if (spec.name == QLatin1String("columns") && spec.required)
            block.attributes[spec.name] =
                AttributeValue(List{AttributeValue(QStringLiteral("words"))});
    }
    pipeline.replace(id, block);
    return pipeline;
}

// What its call must hold, as Python writes it.
QByteArray expectedArguments(const Pipeline &pipeline)
{
    QJsonObject expected;
    const Block &block = *pipeline.find(pipeline.findById(QStringLiteral("subject")));
    const BlockType &type = *samples::catalog().find(block.type);
    for (auto own = block.attributes.begin(); own != block.attributes.end(); ++own) {
        const AttributeSpec *spec = type.findAttribute(own.key());
        const bool tuple = spec->defaultValue.as<List>() != nullptr;
        const bool seed = spec->kinds.value(0).form == AttributeKind::Form::RandomState;
        if (spec->isParameter && !(seed && own.value().isNone())) // None becomes the block's seed.
            expected[own.key()] =
                pythonLiteral(own.value(), tuple ? Brackets::Tuple : Brackets::List);
    }
    return QJsonDocument(expected).toJson();
}

// Writes train.py and its params.json for every type that a constructor is called for. How many
// there are.
int writeProgramsForEveryType(const PythonFolder &folder, bool otherValues)
{
    int count = 0;
    for (const BlockType &type : samples::catalog().types()) {
        const bool fits = type.role == BlockRole::Transformer || type.role == BlockRole::Classifier
                          || type.role == BlockRole::Regressor || type.role == BlockRole::Clusterer;
        if (type.className.isEmpty() || !fits)
            continue;
        const Pipeline pipeline = pipelineAround(type, otherValues);
        const Result<Plan> plan = makePlan(pipeline, samples::catalog());
        if (!plan)
            qFatal("%s: %s", qPrintable(type.key), qPrintable(plan.error().message));
        const GeneratedFiles files = generate(*plan);
        for (const char *name : {"train.py", "predict.py", "params.json"})
            folder.write(type.key + QLatin1Char('/') + QLatin1String(name),
                         files[QLatin1String(name)]);
        folder.write(type.key + QStringLiteral("/expected.json"), expectedArguments(pipeline));
        ++count;
    }
    return count;
}

const char constructEach[] = R"py(
import ast, glob, json, os, runpy, sys

count = 0
for path in sorted(glob.glob("*/train.py")):
    folder = os.path.dirname(path)
    ast.parse(open(folder + "/predict.py").read())
    made = runpy.run_path(path, run_name="generated")
    subject = made["make_subject"]()
    estimator = subject
    if type(subject).__name__ == "ColumnTransformer":
        estimator = subject.transformers[0][1]
    if type(subject).__name__ == "Pipeline":
        estimator = subject.steps[-1][1]
    assert type(estimator).__name__ == folder.split(".")[1], folder
    params = estimator.get_params(deep=False)
    for name, literal in json.load(open(folder + "/expected.json")).items():
        value = eval(literal)
        same = value == params[name] and type(value) is type(params[name])
        assert same, (folder, name, literal, params[name])
    count += 1
print(count)
)py";

QString hostileText(QRandomGenerator &random)
{
    static const QStringList pieces{QStringLiteral("\""),
                                    QStringLiteral("'"),
                                    QStringLiteral("\"\"\""),
                                    QStringLiteral("'''"),
                                    QStringLiteral("\\"),
                                    QStringLiteral("\n"),
                                    QStringLiteral("\r\n"),
                                    QString(QChar(0)),
                                    QStringLiteral("$(id)"),
                                    QStringLiteral("`id`"),
                                    QStringLiteral("{x}"),
                                    QStringLiteral("%s"),
                                    QStringLiteral("«blocks»"),
                                    QStringLiteral("#: if a"),
                                    QStringLiteral("# x"),
                                    QStringLiteral("\x7f"),
                                    QString(QChar(0x2028)),
                                    QString(QChar(0x202E)),
                                    QString(QChar(0xFEFF)),
                                    QString(QChar(0xD800)),
                                    QString(QChar(0xDFFF)),
                                    QString::fromUcs4(U"\U0001F40D"),
                                    QStringLiteral("); import os; os.system("),
                                    QStringLiteral("../../etc/passwd"),
                                    QStringLiteral("</script>"),
                                    QStringLiteral("column")};
    QString text = QStringLiteral("x"); // Never empty: that would mean something else.
    for (int i = random.bounded(8); i > 0; --i)
        text += random.bounded(2) ? pieces[random.bounded(pieces.size())]
                                  : QString(QChar(ushort(random.bounded(65536))));
    return text;
}

// The pipeline that has every kind of text, with these texts.
Pipeline withTexts(const Pipeline &benign, const std::function<QString()> &next)
{
    Pipeline pipeline = benign;
    pipeline.setName(next());
    for (const BlockId id : benign.blockIds()) {
        Block block = *benign.find(id);
        block.title = next();
        const auto replace = [&](const char *name, const AttributeValue &value) {
            if (block.attributes.contains(QLatin1String(name)))
                block.attributes[QLatin1String(name)] = value;
        };
        for (const char *name : {"path", "target", "positive_class", "column", "group_column",
                                 "code", "token_pattern"})
            replace(name, AttributeValue(next()));
        if (block.attributes.value(QStringLiteral("value")).as<QString>())
            replace("value", AttributeValue(next()));
        for (const char *name : {"columns", "inputs", "outputs"}) {
            if (block.attributes.value(QLatin1String(name)).as<List>())
                replace(name, AttributeValue(List{AttributeValue(next())}));
        }
        pipeline.replace(id, block);
    }
    return pipeline;
}

Pipeline pipelineOfTexts()
{
    return samples::pipeline("visits input.csv {path: data/a.csv, target: y, positive_class: a}\n"
                             "known table.select_columns {columns: [a, b]}\n"
                             "old table.filter_rows {column: a, operator: \"==\", value: b}\n"
                             "own python.script {inputs: [a], outputs: [b], code: c}\n"
                             "split table.split {group_column: a}\n"
                             "fill sklearn.SimpleImputer {columns: [a, b]}\n"
                             "words sklearn.TfidfVectorizer {columns: [a], token_pattern: b}\n"
                             "tree sklearn.DecisionTreeClassifier\n"
                             "evaluate evaluation.evaluate {positive_class: a}\n",
                             "visits.table -> known.table, known.table -> old.table, old.table -> "
                             "own.table, own.table -> split.table, "
                             "split.table -> fill.table, fill.table -> words.table, words.table -> "
                             "tree.table, tree.model -> evaluate.models");
}

} // namespace

class TestGeneratedCode : public QObject
{
    Q_OBJECT

private slots:
    void everyTypeBecomesCodeThatConstructsItWithItsDefaults()
    {
        PythonFolder folder;
        const int count = writeProgramsForEveryType(folder, false);
        QVERIFY(count >= 150);
        const PythonRun run = folder.run(QByteArray(constructEach));
        QCOMPARE(run.output, QByteArray::number(count) + '\n');
    }

    void everyArgumentOfEveryTypeArrivesAsItWasGiven()
    {
        PythonFolder folder;
        const int count = writeProgramsForEveryType(folder, true);
        const PythonRun run = folder.run(QByteArray(constructEach));
        QCOMPARE(run.output, QByteArray::number(count) + '\n');
    }

    void textOfPeopleNeverChangesACodeLine()
    {
        // Given a pipeline with every kind of text of people, and what is generated from it
        const Pipeline benign = pipelineOfTexts();
        const GeneratedFiles expected = generate(samples::plan(benign));
        PythonFolder folder;
        QRandomGenerator random(3);
        QJsonArray all;
        for (int set = 0; set < 2000; ++set) {
            // When all of its texts are hostile
            QJsonArray texts;
            const Pipeline hostile = withTexts(benign, [&] { return hostileText(random); });
            const GeneratedFiles files = generate(samples::plan(hostile));

            // Then the programs are the same, byte for byte, so their syntax trees are
            QCOMPARE(files[QLatin1String("train.py")], expected[QLatin1String("train.py")]);
            QCOMPARE(files[QLatin1String("predict.py")], expected[QLatin1String("predict.py")]);
            QCOMPARE(files.keys(), expected.keys());
            if (set % 20 == 0)
                folder.write(QStringLiteral("%1.json").arg(set),
                             files[QLatin1String("params.json")]);
            for (const QChar unit : hostile.name())
                texts << int(unit.unicode());
            if (set % 20 == 0)
                all << QJsonArray{set, texts};
        }

        // And params.json keeps every text
        folder.write(QStringLiteral("names"), QJsonDocument(all).toJson());
        const PythonRun run = folder.run(QByteArrayLiteral(R"py(
import json
names = json.load(open("names"))
for number, units in names:
    text = json.loads(open(f"{number}.json", "rb").read().decode("utf-8"))
    raw = text["name"].encode("utf-16-le", "surrogatepass")
    assert [raw[i] + 256 * raw[i + 1] for i in range(0, len(raw), 2)] == units, number
print(len(names))
)py"));
        QCOMPARE(run.output, QByteArrayLiteral("100\n"));
    }

    void aTextWhereAChoiceBelongsIsRefused()
    {
        Pipeline pipeline = pipelineOfTexts();
        const BlockId id = pipeline.findById(QStringLiteral("tree"));
        Block block = *pipeline.find(id);
        block.attributes[QStringLiteral("criterion")] =
            AttributeValue(QStringLiteral("gini\"); import os #"));
        pipeline.replace(id, block);
        QVERIFY(!makePlan(pipeline, samples::catalog()));
    }

    void aScriptIsKeptAsItWasWrittenInAFileOfItsOwn()
    {
        Pipeline pipeline = pipelineOfTexts();
        const BlockId id = pipeline.findById(QStringLiteral("own"));
        Block block = *pipeline.find(id);
        block.attributes[QStringLiteral("code")] =
            AttributeValue(QStringLiteral("\"\"\"Größe\"\"\"\r\nx = 1\r\n"));
        pipeline.replace(id, block);
        const GeneratedFiles files = generate(samples::plan(pipeline));
        QCOMPARE(files[QLatin1String("scripts/own.py")], QByteArray("\"\"\"Größe\"\"\"\nx = 1\n"));
        QVERIFY(files.contains(QStringLiteral("scripts/__init__.py")));
        QVERIFY(!files[QLatin1String("train.py")].contains("Größe"));
        QVERIFY(!files[QLatin1String("params.json")].contains("Größe"));
    }

    void equalPipelinesGiveEqualBytes()
    {
        const GeneratedFiles once = generate(samples::plan(pipelineOfTexts()));
        const Result<Pipeline> again =
            parsePipeline(formatPipeline(pipelineOfTexts()), QStringLiteral("again"));
        QVERIFY(again);
        QCOMPARE(generate(samples::plan(*again)), once);
    }

    void wholeNumbersStayWholeInTheFittedModel()
    {
        // Given two forests that differ in a point only
        const Plan plan = samples::plan(
            "iris input.dataset\n"
            "one sklearn.RandomForestClassifier {n_estimators: 3, max_features: 1}\n"
            "all sklearn.RandomForestClassifier {n_estimators: 3, max_features: 1.0}\n",
            "iris.table -> one.table, iris.table -> all.table");
        PythonFolder folder;
        const GeneratedFiles files = generate(plan);
        for (auto file = files.begin(); file != files.end(); ++file)
            folder.write(file.key(), file.value());

        // When they are fitted, then each has what it was told
        const PythonRun run = folder.run(QByteArrayLiteral(R"py(
import train
table = train.load_iris()
X, y = table.drop(columns=train.TARGET), table[train.TARGET]
for make in (train.make_one, train.make_all):
    forest = make().fit(X, y)[-1]
    print(repr(forest.get_params()["max_features"]), forest.estimators_[0].max_features_)
)py"));
        QCOMPARE(run.output, QByteArrayLiteral("1 1\n1.0 4\n"));
    }
};

QTEST_GUILESS_MAIN(TestGeneratedCode)
#include "tst_generated_code.moc"
