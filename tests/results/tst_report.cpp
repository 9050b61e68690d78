#include "core/results/report_reader.h"
#include "core/results/result_files.h"
#include "tests/results/real_results.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace outcrop;

class TestReport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void binaryReportIsReadWhole();
    void severalClassesHaveAScoreColumnEach();
    void regressionPredictionsAreNumbers();
    void clustersHaveNoTruth();
    void candidateWithoutPredictionsFileHasNone();
    void hostileReportIsRefusedWithItsPlace_data();
    void hostileReportIsRefusedWithItsPlace();
    void hostileFileIsRefusedWithItsName_data();
    void hostileFileIsRefusedWithItsName();
    void missingFilesAreErrors_data();
    void missingFilesAreErrors();
    void pathsOutsideTheFolderAreRefused_data();
    void pathsOutsideTheFolderAreRefused();
    void linksAreRefused();

private:
    QString copy(const QTemporaryDir &folder) const
    {
        real_results::copyFolder(original(QStringLiteral("breast-cancer")), folder.path());
        return folder.path();
    }
    QString original(const QString &task) const
    {
        return m_folder.filePath(task) + QLatin1String("/training_result");
    }

    QTemporaryDir m_folder;
};

void TestReport::initTestCase()
{
    real_results::make(m_folder.path(),
                       {QStringLiteral("breast-cancer"), QStringLiteral("iris"),
                        QStringLiteral("diabetes"), QStringLiteral("wine-clusters")});
}

void TestReport::binaryReportIsReadWhole()
{
    const Result<Report> report = readReport(original(QStringLiteral("breast-cancer")));
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->metric, QStringLiteral("roc_auc"));
    QVERIFY(report->higherIsBetter);
    QVERIFY(report->isBinary());
    QCOMPARE(report->positiveClass, QStringLiteral("malignant"));
    QCOMPARE(report->classCounts.at(QStringLiteral("malignant")), 212);
    QCOMPARE(report->rowCounts.test, 114);
    QCOMPARE(report->foldPlan.count, 10);
    QCOMPARE(report->rows.train.size(), std::size_t(455));
    QCOMPARE(report->rows.folds.size(), std::size_t(10));
    QCOMPARE(report->rows.folds[9].fit.size(), std::size_t(364));
    QCOMPARE(report->candidates.size(), std::size_t(6));

    const Candidate *svc = report->find(QStringLiteral("svc"));
    QCOMPARE(svc->title, QStringLiteral("SVC"));
    QCOMPARE(svc->scoreSource, QStringLiteral("decision_function"));
    QCOMPARE(svc->folds.size(), std::size_t(10));
    QCOMPARE(svc->folds[3].heldRows, 91);
    QVERIFY(svc->folds[3].scores.at(QStringLiteral("roc_auc")) > 0.9);
    QCOMPARE(svc->heldOut->size(), std::size_t(910));
    QCOMPARE(svc->heldOut->scoreClasses, QStringList{QStringLiteral("malignant")});
    QVERIFY(report->find(QStringLiteral("baseline"))->baseline);

    QCOMPARE(report->test->looks, 1);
    QCOMPARE(report->test->predictions->size(), std::size_t(114));
    QVERIFY(report->test->predictions->fold.empty());
    QCOMPARE(report->latency.size(), std::size_t(1));
    QCOMPARE(report->latency[0].milliseconds.size(), std::size_t(500));
    QCOMPARE(report->latency[0].repeat.back(), 4);
    QCOMPARE(report->refit->parts, QStringList{QStringLiteral("train")});
}

void TestReport::severalClassesHaveAScoreColumnEach()
{
    const Report report = readReport(original(QStringLiteral("iris"))).value();
    QVERIFY(!report.isBinary());
    const Predictions &predictions = *report.find(QStringLiteral("svc"))->heldOut;
    QCOMPARE(predictions.scoreClasses, report.classes);
    QCOMPARE(predictions.scores.size(), std::size_t(3));
    QCOMPARE(predictions.scores[2].size(), predictions.size());
}

void TestReport::regressionPredictionsAreNumbers()
{
    const Report report = readReport(original(QStringLiteral("diabetes"))).value();
    QCOMPARE(report.task, Report::Task::Regression);
    QVERIFY(!report.higherIsBetter);
    const Predictions &predictions = *report.find(QStringLiteral("ridge"))->heldOut;
    QVERIFY(predictions.scores.empty());
    QVERIFY(predictions.truth[0] > 20 && predictions.prediction[0] > 20);
}

void TestReport::clustersHaveNoTruth()
{
    const Report report = readReport(original(QStringLiteral("wine-clusters"))).value();
    QCOMPARE(report.task, Report::Task::Clustering);
    QVERIFY(!report.test);
    QVERIFY(std::isnan(report.find(QStringLiteral("ward"))->heldOut->truth[0]));
}

void TestReport::candidateWithoutPredictionsFileHasNone()
{
    const QTemporaryDir folder;
    QVERIFY(QFile::remove(copy(folder) + QLatin1String("/predictions/svc.csv")));
    const Report report = readReport(folder.path()).value();
    QVERIFY(!report.find(QStringLiteral("svc"))->heldOut);
    QVERIFY(report.find(QStringLiteral("mlp"))->heldOut);
}

void TestReport::hostileReportIsRefusedWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *name, const char *place, const char *value, const char *named) {
        QTest::newRow(name) << QByteArray(place) << QByteArray(value) << QString::fromLatin1(named);
    };
    row("newer schema", "schema", "2", "schema");
    row("no schema", "schema", "null", "schema");
    row("unknown task", "task", R"("magic")", "task");
    row("no metric", "metric", R"("")", "metric");
    row("sideways", "direction", R"("sideways")", "direction");
    row("positive class unknown", "positive_class", R"("purple")", "positive_class");
    row("classes no list", "classes", R"("benign")", "classes");
    row("classes twice", "classes", R"(["malignant", "malignant"])", "classes");
    row("candidates no list", "candidates", "3", "candidates");
    row("candidate no object", "candidates.1", "3", "candidates");
    row("candidate twice", "candidates.0.block", R"("svc")", "candidates");
    row("candidate without block", "candidates.0.block", "null", "candidates[0].block");
    row("score as text", "candidates.0.folds.2.scores.auc", R"("high")",
        "candidates[0].folds[2].scores");
    row("negative rows", "candidates.0.folds.0.fit_rows", "-5", "fit_rows");
    row("half a fold", "candidates.0.folds.0.fold", "0.5", "fold");
    row("huge fold", "candidates.0.folds.0.fold", "1e12", "fold");
    row("baseline as text", "candidates.0.baseline", R"("no")", "baseline");
    row("unknown winner", "winner", R"("nobody")", "winner");
    row("test a list", "test", "[1]", "test");
    row("path out", "test.predictions", R"("../../etc/passwd")", "etc/passwd");
    row("absolute path", "test.predictions", R"("/etc/passwd")", "/etc/passwd");
    row("block is a path", "candidates.5.block", R"("../../x")", "../../x");
    row("latency path out", "latency.0.file", R"("latency/../../x")", "latency/../../x");
    row("latency without file", "latency.0.file", "null", "plain path");
}

void TestReport::hostileReportIsRefusedWithItsPlace()
{
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, value);
    QFETCH(QString, named);
    const QTemporaryDir folder;
    real_results::editJson(copy(folder) + QLatin1String("/report.json"), place, value);
    const Result<Report> report = readReport(folder.path());
    QVERIFY(!report);
    QVERIFY2(report.error().message.contains(named), qPrintable(report.error().message));
}

void TestReport::hostileFileIsRefusedWithItsName_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("named");
    const QString svc = QStringLiteral("predictions/svc.csv");
    const QByteArray header = "fold,row,truth,prediction,score:malignant\n";
    QTest::newRow("empty") << svc << QByteArray() << "empty";
    QTest::newRow("no rows column") << svc << QByteArray("fold,truth,prediction\n") << "row";
    QTest::newRow("no fold column")
        << svc << QByteArray("row,truth,prediction\n1,benign,benign\n") << "fold";
    QTest::newRow("unknown class column")
        << svc << QByteArray("fold,row,truth,prediction,score:x\n") << "x";
    QTest::newRow("unknown truth") << svc << header + "0,1,purple,benign,0.5\n"
                                   << "line 2";
    QTest::newRow("row no number") << svc << header + "0,x,benign,benign,0.5\n"
                                   << "line 2";
    QTest::newRow("negative row") << svc << header + "0,-1,benign,benign,0.5\n"
                                  << "line 2";
    QTest::newRow("score no number") << svc << header + "0,1,benign,benign,high\n"
                                     << "line 2";
    QTest::newRow("short record") << svc << header + "0,1,benign,benign,0.5\n0,1\n"
                                  << "line 3";
    QTest::newRow("binary") << svc << header + QByteArray("\0\xFF\x80", 3) << "svc.csv";
    const QString latency = QStringLiteral("latency/svc-b1-t1.csv");
    QTest::newRow("latency header") << latency << QByteArray("ms\n1\n") << "line 1";
    QTest::newRow("latency nan") << latency << QByteArray("repeat,ms\n0,nan\n") << "line 2";
    QTest::newRow("latency negative") << latency << QByteArray("repeat,ms\n0,-1\n") << "line 2";
    QTest::newRow("folds no JSON") << "folds.json" << QByteArray("{") << "folds.json";
    QTest::newRow("folds of text") << "folds.json" << QByteArray(R"({"train":["a"]})") << "train";
    QTest::newRow("report no JSON") << "report.json" << QByteArray("schema: 1") << "report.json";
    QTest::newRow("report a list") << "report.json" << QByteArray("[]") << "report.json";
    QTest::newRow("report deep") << "report.json" << QByteArray(100'000, '[') << "report.json";
}

void TestReport::hostileFileIsRefusedWithItsName()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, content);
    QFETCH(QString, named);
    const QTemporaryDir folder;
    copy(folder);
    real_results::editJson(folder.filePath(QStringLiteral("report.json")), "latency.0.file",
                           R"("latency/svc-b1-t1.csv")");
    real_results::write(folder.filePath(file), content);
    const Result<Report> report = readReport(folder.path());
    QVERIFY(!report);
    QVERIFY2(report.error().message.contains(named), qPrintable(report.error().message));
}

void TestReport::missingFilesAreErrors_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"report.json", "folds.json", "predictions/test.csv"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void TestReport::missingFilesAreErrors()
{
    QFETCH(QString, file);
    const QTemporaryDir folder;
    QVERIFY(QFile::remove(copy(folder) + QLatin1Char('/') + file));
    const Result<Report> report = readReport(folder.path());
    QVERIFY(!report);
    QVERIFY2(report.error().message.contains(file), qPrintable(report.error().message));
}

void TestReport::pathsOutsideTheFolderAreRefused_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path : {"", "/a", "..", "a/../b", "a//b", "./a", "a/", "a/.."})
        QTest::newRow(path) << QString::fromLatin1(path);
}

void TestReport::pathsOutsideTheFolderAreRefused()
{
    QFETCH(QString, path);
    QVERIFY(!resultPath(QStringLiteral("/tmp"), path));
    QVERIFY(resultPath(QStringLiteral("/tmp"), QStringLiteral("a/..b.csv")));
}

void TestReport::linksAreRefused()
{
    const QTemporaryDir folder;
    const QString file = copy(folder) + QLatin1String("/predictions/svc.csv");
    QVERIFY(QFile::rename(file, file + QLatin1String(".real")));
    QVERIFY(QFile::link(file + QLatin1String(".real"), file));
    const Result<Report> report = readReport(folder.path());
    QVERIFY(!report);
    QVERIFY2(report.error().message.contains(QLatin1String("link")),
             qPrintable(report.error().message));
}

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
