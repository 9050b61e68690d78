#include "core/package/make_metadata.h"
#include "core/package/metadata.h"
#include "tests/support/py_yaml.h"

#include <QJsonArray>
#include <QtTest>

using namespace outcrop;

namespace {

MetadataReading parsed(const QByteArray &bytes)
{
    const auto reading = parseMetadata(bytes);
    if (!reading)
        qFatal("%s", qPrintable(reading.error().message));
    return *reading;
}

QStringList codes(const MetadataReading &reading)
{
    QStringList result;
    for (const MetadataProblem &problem : reading.problems)
        result.append(problem.code);
    result.sort();
    return result;
}

PlannedCall call(const char *block, const char *className)
{
    PlannedCall result;
    result.block = QString::fromUtf8(block);
    result.className = QString::fromUtf8(className);
    return result;
}

PlannedCandidate network()
{
    PlannedCandidate candidate;
    candidate.estimator = call("mlp", "MLPClassifier");
    candidate.estimator.attributes = {
        {QStringLiteral("learning_rate"), AttributeValue(QStringLiteral("constant"))},
        {QStringLiteral("learning_rate_init"), AttributeValue(0.001)},
        {QStringLiteral("batch_size"), AttributeValue(QStringLiteral("auto"))},
        {QStringLiteral("max_iter"), AttributeValue(200)},
        {QStringLiteral("solver"), AttributeValue(QStringLiteral("adam"))}};
    candidate.transformers = {call("scale", "StandardScaler")};
    return candidate;
}

PlannedCandidate forest()
{
    PlannedCandidate candidate;
    candidate.estimator = call("forest", "RandomForestClassifier");
    candidate.estimator.arguments = {
        {QStringLiteral("n_estimators"), AttributeValue(50)},
        {QStringLiteral("max_features"), AttributeValue(1.0)},
        {QStringLiteral("max_depth"), AttributeValue()},
        {QStringLiteral("class_weight"), AttributeValue(QStringLiteral("no"))}};
    return candidate;
}

Plan loanPlan()
{
    Plan plan;
    plan.name = QStringLiteral("Loan \"default\": #1\n\u20ac");
    plan.input.block = QStringLiteral("loans");
    plan.input.type = QStringLiteral("input.csv");
    plan.target = QStringLiteral("default");
    plan.positiveClass = QStringLiteral("1");
    plan.split.stratify = true;
    plan.candidates = {network(), forest()};
    plan.metric = QStringLiteral("roc_auc");
    plan.requirements =
        QStringList({QStringLiteral("pandas>=1.5"), QStringLiteral("scikit-learn>=1.2")});
    return plan;
}

MetadataSources loanSources()
{
    MetadataSources sources;
    sources.table.format = QStringLiteral("csv");
    sources.table.rows = 5960;
    sources.table.sha256 = QByteArray(64, 'a');
    sources.dataPath = QStringLiteral("data/loans.csv");
    sources.catalogSource = QStringLiteral("scikit-learn 1.2.1");
    return sources;
}

} // namespace

class TestMetadata : public QObject
{
    Q_OBJECT

private slots:
    void aPlanBecomesTheSpecificationsKeysInOrder()
    {
        const QByteArray yaml = formatMetadata(makeMetadata(loanPlan(), loanSources()));
        QByteArrayList keys;
        for (const QByteArray &line : yaml.split('\n')) {
            if (!line.isEmpty() && !line.startsWith(' '))
                keys.append(line.left(line.indexOf(':')));
        }
        QCOMPARE(keys, QByteArrayList({"framework", "model", "Dataset", "data_process",
                                       "model_architecture", "training_params", "evaluation",
                                       "entry_point", "output_folder"}));
        QVERIFY(!yaml.contains("\n  time:") && !yaml.contains("creator"));
    }

    void pythonReadsTheValuesThatWereSet()
    {
        const Metadata metadata = makeMetadata(loanPlan(), loanSources());
        const QJsonObject read = readByPython(formatMetadata(metadata));
        QCOMPARE(read, toJson(metadata));
        QCOMPARE(read[QLatin1String("framework")].toObject()[QLatin1String("version")].toString(),
                 QStringLiteral("1.2.1"));
        QCOMPARE(read[QLatin1String("model")].toObject()[QLatin1String("name")].toString(),
                 loanPlan().name);
        const QJsonObject mlp = read[QLatin1String("training_params")]
                                    .toObject()[QLatin1String("candidates")]
                                    .toObject()[QLatin1String("mlp")]
                                    .toObject();
        QCOMPARE(mlp, QJsonObject({{QStringLiteral("learning_rate"), 0.001},
                                   {QStringLiteral("loss"), QStringLiteral("log_loss")},
                                   {QStringLiteral("batch_size"), 200},
                                   {QStringLiteral("epoch"), 200},
                                   {QStringLiteral("optimizer"), QStringLiteral("adam")}}));
        const QJsonObject architecture = read[QLatin1String("model_architecture")].toObject();
        QCOMPARE(architecture[QLatin1String("mlp")].toObject()[QLatin1String("steps")].toArray(),
                 QJsonArray({QStringLiteral("scale"), QStringLiteral("mlp")}));
        const QJsonObject attributes = architecture[QLatin1String("forest")]
                                           .toObject()[QLatin1String("attributes")]
                                           .toObject();
        QVERIFY(attributes[QLatin1String("max_depth")].isNull());
        QCOMPARE(attributes[QLatin1String("class_weight")].toString(), QStringLiteral("no"));
    }

    void aSingleCandidatesParametersStandUnderTheSpecificationsOwnKeys()
    {
        Plan plan = loanPlan();
        plan.candidates = {network()};
        const QJsonObject params =
            toJson(makeMetadata(plan, loanSources()))[QLatin1String("training_params")].toObject();
        QCOMPARE(params[QLatin1String("epoch")].toInt(), 200);
    }

    void hostileValuesSurvivePython()
    {
        MetadataValue::List values;
        for (const char *text : {"no",
                                 "1.0",
                                 "3.10",
                                 "2024-01-01",
                                 "~",
                                 "null",
                                 "0x10",
                                 "1_000",
                                 "12:30:45",
                                 "<<",
                                 "=",
                                 "&a",
                                 "*a",
                                 "!!python/object:os.system",
                                 "- a",
                                 "a: b",
                                 "#",
                                 "'",
                                 "\"",
                                 "\\",
                                 "\t",
                                 "\r\n",
                                 " ",
                                 "---",
                                 "...",
                                 "%YAML",
                                 "{a: b}",
                                 "[",
                                 "|",
                                 ">",
                                 "@",
                                 "`",
                                 "\xe2\x80\xa8",
                                 "\xf0\x9f\x98\x80",
                                 "\xef\xbb\xbf"})
            values.emplace_back(QString::fromUtf8(text));
        values.emplace_back(1e20);
        values.emplace_back(1.0);
        values.emplace_back(-0.1);
        values.emplace_back(5e-324);
        values.emplace_back(qint64(1) << 52);
        values.emplace_back(true);
        values.emplace_back(std::numeric_limits<double>::infinity());
        Metadata metadata;
        metadata.evaluation.data = values;
        for (const MetadataValue &value : values) {
            if (const auto *text = std::get_if<QString>(&value.data))
                metadata.others.emplace_back(*text, value);
        }

        const QByteArray yaml = formatMetadata(metadata);

        QCOMPARE(readByPython(yaml), toJson(metadata));
        QCOMPARE(formatMetadata(parsed(yaml).metadata), yaml);
    }

    void wholeNumbersAndFloatsStayApart()
    {
        Metadata metadata;
        metadata.evaluation.data =
            MetadataValue::List{MetadataValue(qint64(1)), MetadataValue(1.0)};
        QVERIFY(formatMetadata(metadata).contains("- 1\n"));
        QVERIFY(formatMetadata(metadata).contains("- 1.0\n"));
        const Metadata read = parsed(formatMetadata(metadata)).metadata;
        QVERIFY(read.evaluation == metadata.evaluation);
    }

    void whatIsWrittenIsReadBackWithoutProblems()
    {
        Metadata metadata = makeMetadata(loanPlan(), loanSources());
        metadata.model.creator = QStringLiteral("yes");
        metadata.model.time = QStringLiteral("2026-01-02");
        const MetadataReading reading = parsed(formatMetadata(metadata));
        QCOMPARE(codes(reading), QStringList());
        QCOMPARE(formatMetadata(reading.metadata), formatMetadata(metadata));
    }

    void runtimeIsReadInEveryForm_data()
    {
        QTest::addColumn<QByteArray>("runtime");
        QTest::addColumn<QString>("version");
        QTest::addColumn<QStringList>("requirements");
        QTest::addColumn<QString>("code");
        const QString none;
        QTest::newRow("text") << QByteArray("python2.7") << "2.7" << QStringList()
                              << "runtime_is_text";
        QTest::newRow("text with a space")
            << QByteArray("python 3.10") << "3.10" << QStringList() << "runtime_is_text";
        QTest::newRow("text without version")
            << QByteArray("python") << none << QStringList() << "runtime_is_text";
        QTest::newRow("quoted version")
            << QByteArray("{name: python, version: \"3.10\"}") << "3.10" << QStringList() << none;
        QTest::newRow("number") << QByteArray("{name: python, version: 3.10}") << "3.10"
                                << QStringList() << "text_without_quotes";
        QTest::newRow("requirements")
            << QByteArray("{name: python, requirement: [numpy, \"scipy>=1\"]}") << none
            << QStringList({QStringLiteral("numpy"), QStringLiteral("scipy>=1")}) << none;
        QTest::newRow("one requirement")
            << QByteArray("{name: python, requirement: numpy}") << none
            << QStringList(QStringLiteral("numpy")) << "requirement_is_text";
    }
    void runtimeIsReadInEveryForm()
    {
        QFETCH(QByteArray, runtime);
        QFETCH(QString, version);
        QFETCH(QStringList, requirements);
        QFETCH(QString, code);
        const MetadataReading reading = parsed("framework:\n  name: x\n  runtime: " + runtime
                                               + "\nentry_point: a.py\noutput_folder: out\n");
        QCOMPARE(reading.metadata.framework.runtime, QStringLiteral("python"));
        QCOMPARE(reading.metadata.framework.runtimeVersion, version);
        QCOMPARE(reading.metadata.framework.requirements, requirements);
        QCOMPARE(reading.problems.isEmpty() ? QString() : reading.problems.first().code, code);
        // What was found is mended by writing it.
        const auto again = parsed(formatMetadata(reading.metadata));
        QVERIFY(again.problems.isEmpty()
                || again.problems.first().code == QLatin1String("old_python"));
        QCOMPARE(again.metadata.framework.runtimeVersion, version);
    }

    void frameworkMayBeAListOrAText()
    {
        const QByteArray rest("entry_point: a.py\noutput_folder: out\n");
        MetadataReading reading =
            parsed("framework:\n- name: tensorflow\n- version: 1.12.0\n" + rest);
        QCOMPARE(reading.metadata.framework.name, QStringLiteral("tensorflow"));
        QCOMPARE(reading.metadata.framework.version, QStringLiteral("1.12.0"));
        QCOMPARE(codes(reading), QStringList(QStringLiteral("section_is_list")));
        reading = parsed("framework: pytorch\n" + rest);
        QCOMPARE(reading.metadata.framework.name, QStringLiteral("pytorch"));
        QCOMPARE(codes(reading), QStringList(QStringLiteral("section_is_text")));
    }

    void aJobAsItsAuthorsWroteItIsUnderstood()
    {
        const MetadataReading reading = parsed("framework:\r\n  name: keras\r\n  version: 2.10\r\n"
                                               "model:\r\n  name: Cats\r\n"
                                               "dataset:\r\n  name: pictures\r\n"
                                               "entry_point: ./train_cats.py\r\n");
        QCOMPARE(
            codes(reading),
            QStringList({QStringLiteral("dataset_in_lower_case"), QStringLiteral("line_ends"),
                         QStringLiteral("missing_output_folder"), QStringLiteral("path_not_plain"),
                         QStringLiteral("text_without_quotes")}));
        QVERIFY(!hasErrors(reading.problems));
        QCOMPARE(reading.metadata.framework.version, QStringLiteral("2.10"));
        QCOMPARE(reading.metadata.dataset.name, QStringLiteral("pictures"));
        QCOMPARE(reading.metadata.entryPoint, QStringLiteral("train_cats.py"));
        QCOMPARE(reading.metadata.outputFolder, QStringLiteral("training_result"));
        for (const MetadataProblem &problem : reading.problems)
            QVERIFY(!problem.fix.isEmpty());
        QCOMPARE(codes(parsed(formatMetadata(reading.metadata))), QStringList());
    }

    void anOldPythonIsSaid()
    {
        const auto reading =
            parsed("framework: {name: x, runtime: {name: python, version: \"3.5\"}}\n"
                   "entry_point: a.py\noutput_folder: out\n");
        QCOMPARE(codes(reading), QStringList(QStringLiteral("old_python")));
        QVERIFY(reading.problems.first().message.contains(QLatin1String("3.5")));
    }

    void withoutAnEntryPointItCannotRun()
    {
        const auto reading = parsed("framework: {name: x}\noutput_folder: out\nentrypoint: a.py\n");
        QVERIFY(hasErrors(reading.problems));
        QCOMPARE(codes(reading), QStringList({QStringLiteral("missing_entry_point"),
                                              QStringLiteral("unknown_key")}));
        QVERIFY(reading.problems.first().message.contains(QLatin1String("entry_point")));
    }

    void pathsThatLeaveThePackageAreErrors_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line :
             {"entry_point: ../a.py", "entry_point: /bin/sh", "entry_point: \"a\\nb\"",
              "entry_point: a.py\noutput_folder: ../../home",
              "entry_point: a.py\noutput_folder: /tmp"})
            QTest::newRow(line) << QByteArray(line) + '\n';
    }
    void pathsThatLeaveThePackageAreErrors()
    {
        QFETCH(QByteArray, line);
        const auto reading = parsed("framework: {name: x}\n" + line);
        QVERIFY(hasErrors(reading.problems));
        QVERIFY(codes(reading).contains(QLatin1String("unsafe_path")));
    }

    void unknownKeysAreKept()
    {
        const QByteArray yaml(
            "framework:\n  name: x\n  gpu: {count: 2, kind: \"1.0\"}\n  runtime:\n    name: "
            "python\n"
            "    arch: arm\nmodel: {name: m, license: GPL}\nentry_point: a.py\noutput_folder: o\n"
            "labels: [yes, 1, 1.0, ~]\n");
        const QJsonObject json = toJson(parsed(formatMetadata(parsed(yaml).metadata)).metadata);
        const QJsonObject framework = json[QLatin1String("framework")].toObject();
        QCOMPARE(framework[QLatin1String("gpu")].toObject(),
                 QJsonObject({{QStringLiteral("count"), 2},
                              {QStringLiteral("kind"), QStringLiteral("1.0")}}));
        QCOMPARE(framework[QLatin1String("runtime")].toObject()[QLatin1String("arch")].toString(),
                 QStringLiteral("arm"));
        QCOMPARE(json[QLatin1String("labels")].toArray(),
                 QJsonArray({QStringLiteral("yes"), 1, 1.0, QJsonValue()}));
        QCOMPARE(json[QLatin1String("model")].toObject()[QLatin1String("license")].toString(),
                 QStringLiteral("GPL"));
    }

    void whatIsNoMetadataIsRefusedWithASentence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const char *text : {"", "- a\n", "text", "a: [", "a: &x [*x]", "a: 1\na: 2\n",
                                 "a: \xff", "a: 1\n---\nb: 2\n"})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("deep") << QByteArray(100000, '[');
        QTest::newRow("large") << QByteArray(33 << 20, 'a');
    }
    void whatIsNoMetadataIsRefusedWithASentence()
    {
        QFETCH(QByteArray, bytes);
        const auto reading = parseMetadata(bytes);
        QVERIFY(!reading);
        QVERIFY2(reading.error().message.startsWith(QLatin1String("metadata.yaml")),
                 qPrintable(reading.error().message));
    }

    void sectionsOfAnyShapeAreReadWithoutHarm_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char *value :
             {"~", "1", "text", "[]", "{}", "[a, {name: b}, [c]]", "{name: [1], version: {a: b}}",
              "[{name: a, samples: 1, x: 1}, {name: b, samples: 2, x: 2}]", "{samples: -1}"})
            QTest::newRow(value) << QByteArray(value);
    }
    void sectionsOfAnyShapeAreReadWithoutHarm()
    {
        QFETCH(QByteArray, value);
        for (const char *key :
             {"framework", "model", "Dataset", "dataset", "data_process", "model_architecture",
              "training_params", "evaluation", "entry_point", "output_folder", "else"}) {
            const QByteArray yaml = QByteArray(key) + ": " + value + '\n';
            const MetadataReading reading = parsed(yaml);
            const QByteArray repaired = formatMetadata(reading.metadata);
            QCOMPARE(formatMetadata(parsed(repaired).metadata), repaired);
        }
    }
};

QTEST_GUILESS_MAIN(TestMetadata)
#include "tst_metadata.moc"
