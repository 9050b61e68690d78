#include "core/results/report_reader.h"
#include "tests/results/real_results.h"
#include "widgets/charts/confusion_model.h"
#include "widgets/charts/latency_model.h"
#include "widgets/charts/loss_model.h"
#include "widgets/charts/precision_recall_model.h"
#include "widgets/charts/predicted_model.h"
#include "widgets/charts/resources_model.h"
#include "widgets/charts/roc_model.h"
#include "widgets/charts/scores_model.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace outcrop;

namespace {

// A report of one binary fold pair, small enough to know every number. Higher scores for malignant
// (class 1).
Report smallReport()
{
    Report report;
    report.name = QStringLiteral("small");
    report.metric = QStringLiteral("roc_auc");
    report.classes = QStringList{QStringLiteral("benign"), QStringLiteral("malignant")};
    report.positiveClass = QStringLiteral("malignant");
    for (const char *block : {"good", "bad"}) {
        Candidate candidate;
        candidate.block = QString::fromLatin1(block);
        candidate.title = candidate.block.toUpper();
        const bool good = candidate.block == QLatin1String("good");
        Predictions predictions;
        predictions.scoreClasses = QStringList{report.positiveClass};
        predictions.scores.resize(1);
        for (int fold = 0; fold < 2; ++fold) {
            candidate.folds.push_back(
                {fold, 8, 4, 0.1, {{report.metric, good ? 1.0 : 0.5 + 0.25 * fold}}});
            for (int row = 0; row < 4; ++row) {
                predictions.fold.push_back(fold);
                predictions.row.push_back(fold * 4 + row);
                predictions.truth.push_back(row % 2);
                predictions.prediction.push_back(good ? row % 2 : 0);
                predictions.scores[0].push_back(good ? row % 2 : 0.5 + (row == 3 ? 0.1 * fold : 0));
            }
        }
        candidate.heldOut = predictions;
        report.candidates.push_back(candidate);
    }
    report.winner = QStringLiteral("good");
    return report;
}

MetricEvent metric(const char *model, int fold, const char *name, const char *split, qint64 step,
                   double value)
{
    return {{QString(), QString::fromLatin1(model), fold},
            QString::fromLatin1(split),
            step,
            QStringLiteral("epoch"),
            {{QString::fromLatin1(name), value}}};
}

} // namespace

class TestChartModels : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void rocCurvesAreOrderedByAreaAndNamed();
    void rocBandBelongsToTheBestOnly();
    void rocOfModelsWithoutScoresIsAPoint();
    void rocTestCurveSaysHowOftenItWasLookedAt();
    void rocZoomsOnlyWhereCurvesCrowd();
    void rocOfSeveralClassesPutsMacroFirstAndCountsRows();
    void rocWithoutPredictionsSaysSo();
    void realCurvesHaveFewPointsAndEndInTheCorners();
    void lossPanelsAreSplitByMetricAndRows();
    void lossMeanCoversStepsAllFoldsHave();
    void lossOverTimeStartsWithEachFold();
    void lossToldAfterTrainingHasNoTimes();
    void lossThatDivergesIsNamedAndLeavesAGap();
    void lossNamesWhoRecordedNone();
    void lossWithoutSeriesSaysSo();
    void scoresKeepFoldsMeanAndTies();
    void scoresOfFarBaselineDoNotSqueezeTheCandidates();
    void scoresNameFailedCandidates();
    void scoresOfSeveralJobsKeepTheBestOfEachWhereThereIsLittleRoom();
    void latencyLeavesOutTheSlowestAndSaysSo();
    void latencyWithoutMeasurementSaysSo();
    void predictedShowsFoldsAndTestApart();
    void residualsAreWhatIsTrueLessWhatWasPredicted();
    void simplifyingKeepsEveryCorner();
    void scoreTextFollowsItsSpread_data();
    void scoreTextFollowsItsSpread();
    void meanHasItsSpreadIfThereIsOne();
    void pipelineWithoutANameLeavesNoGapInATitle();

private:
    Report m_binary, m_classes, m_regression;
    QTemporaryDir m_folder;
};

void TestChartModels::initTestCase()
{
    real_results::make(m_folder.path(), {QStringLiteral("breast-cancer"), QStringLiteral("iris"),
                                         QStringLiteral("diabetes")});
    const auto read = [this](const char *task) {
        return readReport(
                   m_folder.filePath(QLatin1String(task) + QLatin1String("/training_result")))
            .value();
    };
    m_binary = read("breast-cancer");
    m_classes = read("iris");
    m_regression = read("diabetes");
}

void TestChartModels::pipelineWithoutANameLeavesNoGapInATitle()
{
    for (Report report : {m_binary, m_classes, m_regression}) {
        report.name.clear();
        const Leaderboard board = makeLeaderboard(report);
        const MetricHistory none;
        for (const QString &title :
             {makeRocModel(report, board).title, makeClassRocModel(report, board).title,
              makePrecisionRecallModel(report, board).title,
              makeConfusionModel(report, board).title, makeScoresModel(report, board).title,
              makePredictedModel(report, board).title, makeResidualModel(report, board).title,
              makeLatencyModel(report).title, makeResourcesModel(report.name, {}).title,
              makeLossModel(report, board, none, LossView::Axis::Steps).title})
            QVERIFY2(!title.contains(QStringLiteral("·  ·"))
                         && !title.contains(QStringLiteral("· ·"))
                         && !title.endsWith(QStringLiteral("· ")),
                     qPrintable(title));
    }
}

void TestChartModels::rocCurvesAreOrderedByAreaAndNamed()
{
    const Report report = smallReport();
    const CurveModel model = makeRocModel(report, makeLeaderboard(report));
    QCOMPARE(model.title, QStringLiteral("ROC · small · mean of 2 folds · positive: malignant"));
    QCOMPARE(model.lines.size(), std::size_t(2));
    QCOMPARE(model.lines[0].label, QStringLiteral("GOOD (AUC = 1.000)"));
    QCOMPARE(model.lines[1].label, QStringLiteral("BAD (AUC = 0.625)")); // Mean of 0.5 and 0.75.
    QCOMPARE(model.lines[0].look, 0);
    QCOMPARE(model.lines[1].look, 1);
}

void TestChartModels::rocBandBelongsToTheBestOnly()
{
    const Leaderboard leaderboard = makeLeaderboard(m_binary);
    const CurveModel model = makeRocModel(m_binary, leaderboard);
    QVERIFY(model.band);
    QVERIFY(model.note.contains(QStringLiteral("band: ±1 SD of the best")));
    const auto best = std::find_if(model.lines.begin(), model.lines.end(),
                                   [](const Series &s) { return s.look == 0; });
    QVERIFY(best->label.startsWith(leaderboard.best()->title));
    for (std::size_t i = 0; i < model.band->x.size(); ++i)
        QVERIFY(0 <= model.band->low[i] && model.band->low[i] <= model.band->high[i]
                && model.band->high[i] <= 1);
}

void TestChartModels::rocOfModelsWithoutScoresIsAPoint()
{
    Report report = smallReport();
    report.candidates[0].heldOut->scoreClasses.clear();
    report.candidates[0].heldOut->scores.clear();
    const CurveModel model = makeRocModel(report, makeLeaderboard(report));
    QCOMPARE(model.lines.size(), std::size_t(2));
    QCOMPARE(model.lines[1].x, std::vector<double>{0});
    QCOMPARE(model.lines[1].y, std::vector<double>{1});
    QVERIFY(model.lines[1].label.contains(QLatin1String("a point")));
}

void TestChartModels::rocTestCurveSaysHowOftenItWasLookedAt()
{
    Report report = m_binary;
    QVERIFY(makeRocModel(report, makeLeaderboard(report))
                .test->label.contains(QLatin1String("test part, once")));
    report.test->looks = 3;
    QVERIFY(makeRocModel(report, makeLeaderboard(report))
                .test->label.contains(QLatin1String("looked at 3 times")));
    report.test.reset();
    QVERIFY(!makeRocModel(report, makeLeaderboard(report)).test);
}

void TestChartModels::rocZoomsOnlyWhereCurvesCrowd()
{
    Report report = smallReport();
    QVERIFY(makeRocModel(report, makeLeaderboard(report)).zoom);
    report.candidates.erase(report.candidates.begin());
    QVERIFY(!makeRocModel(report, makeLeaderboard(report)).zoom);
}

void TestChartModels::rocOfSeveralClassesPutsMacroFirstAndCountsRows()
{
    const Leaderboard leaderboard = makeLeaderboard(m_classes);
    QVERIFY(
        makeRocModel(m_classes, leaderboard).title.contains(QLatin1String("macro of 3 classes")));
    const CurveModel model = makeClassRocModel(m_classes, leaderboard);
    QCOMPARE(model.empty, QString());
    QCOMPARE(model.lines.size(), std::size_t(4));
    QVERIFY(model.lines[0].label.startsWith(QLatin1String("Macro average")));
    QVERIFY2(model.lines[1].label.contains(QLatin1String("50 rows")),
             qPrintable(model.lines[1].label));
}

void TestChartModels::rocWithoutPredictionsSaysSo()
{
    Report report = smallReport();
    for (Candidate &candidate : report.candidates)
        candidate.heldOut.reset();
    QVERIFY(!makeRocModel(report, makeLeaderboard(report)).empty.isEmpty());
    QVERIFY(!makeClassRocModel(report, makeLeaderboard(report)).empty.isEmpty());
    QVERIFY(!makeRocModel(Report(), Leaderboard()).empty.isEmpty());
}

void TestChartModels::realCurvesHaveFewPointsAndEndInTheCorners()
{
    const CurveModel model = makeRocModel(m_binary, makeLeaderboard(m_binary));
    QCOMPARE(model.lines.size(), std::size_t(5)); // Without the baseline.
    for (const Series &line : model.lines) {
        QVERIFY(line.x.size() < 300);
        QCOMPARE(line.x.front(), 0.0);
        QCOMPARE(line.y.front(), 0.0);
        QCOMPARE(line.x.back(), 1.0);
        QCOMPARE(line.y.back(), 1.0);
        QVERIFY(std::is_sorted(line.y.begin(), line.y.end()));
    }
}

void TestChartModels::lossPanelsAreSplitByMetricAndRows()
{
    const Report report = smallReport();
    MetricHistory history;
    history.add(metric("good", 0, "log_loss", "train", 1, 0.5), 0);
    history.add(metric("good", 0, "log_loss", "validation", 1, 0.6), 0);
    history.add(metric("bad", 0, "deviance", "train", 1, 1.2), 0);
    history.add(metric("bad", 0, "log_loss", "train", 1, 0.7), 0);
    const PanelsModel model =
        makeLossModel(report, makeLeaderboard(report), history, LossView::Axis::Steps);
    QStringList panels;
    for (const PanelsModel::Panel &panel : model.panels)
        panels << QStringLiteral("%1: %2").arg(panel.yLabel).arg(panel.lines.size());
    QCOMPARE(panels, (QStringList{QStringLiteral("deviance, training rows: 1"),
                                  QStringLiteral("Log loss, training rows: 2"),
                                  QStringLiteral("Log loss, validation rows: 1")}));
    QCOMPARE(model.panels[0].xLabel, QStringLiteral("epoch"));
    QVERIFY2(!model.title.contains(QLatin1String("each of")), qPrintable(model.title));
}

void TestChartModels::lossMeanCoversStepsAllFoldsHave()
{
    const Report report = smallReport();
    MetricHistory history;
    for (int step = 1; step <= 3; ++step)
        history.add(metric("good", 0, "log_loss", "train", step, 1.0 / step), 0);
    for (int step = 1; step <= 2; ++step) // Stopped earlier.
        history.add(metric("good", 1, "log_loss", "train", step, 3.0 / step), 0);
    const PanelsModel model =
        makeLossModel(report, makeLeaderboard(report), history, LossView::Axis::Steps);
    QVERIFY2(model.title.contains(QLatin1String("mean and each of")), qPrintable(model.title));
    QCOMPARE(model.panels[0].lines[0].mean.x, (std::vector<double>{1, 2}));
    QCOMPARE(model.panels[0].lines[0].mean.y, (std::vector<double>{2, 1}));
    QCOMPARE(model.panels[0].lines[0].folds[0].x.size(), std::size_t(3));
}

void TestChartModels::lossOverTimeStartsWithEachFold()
{
    const Report report = smallReport();
    MetricHistory history;
    for (int step = 1; step <= 3; ++step) {
        history.add(metric("good", 0, "log_loss", "train", step, 1.0 / step), 1000 + 2 * step);
        history.add(metric("good", 1, "log_loss", "train", step, 3.0 / step), 5000 + 4 * step);
    }
    history.add(metric("good", 1, "log_loss", "train", 3, 0.5), 9000); // Corrected at the end.
    const PanelsModel model =
        makeLossModel(report, makeLeaderboard(report), history, LossView::Axis::Time);
    const PanelsModel::Line &line = model.panels.at(0).lines.at(0);
    QCOMPARE(line.folds.at(0).x, (std::vector<double>{0, 2, 4}));
    QCOMPARE(line.folds.at(1).x, (std::vector<double>{0, 4, 8}));
    QCOMPARE(line.folds.at(1).y.back(), 0.5);
    QCOMPARE(line.mean.x, (std::vector<double>{0, 3, 6}));
    QCOMPARE(model.panels[0].xLabel, QStringLiteral("seconds of training"));
}

void TestChartModels::lossToldAfterTrainingHasNoTimes()
{
    const Report report = smallReport();
    MetricEvent late = metric("bad", 0, "log_loss", "train", 1, 0.7);
    late.isAfterFit = true;
    MetricHistory history;
    history.add(late, 1009);
    const auto model = [&] {
        return makeLossModel(report, makeLeaderboard(report), history, LossView::Axis::Time);
    };
    QVERIFY2(model().empty.startsWith(QLatin1String("No times recorded")),
             qPrintable(model().empty));
    history.add(metric("good", 0, "log_loss", "train", 1, 0.5), 1001);
    QCOMPARE(model().panels.at(0).lines.size(), std::size_t(1));
    QCOMPARE(model().note, QStringLiteral("told only after training: BAD"));
}

void TestChartModels::lossThatDivergesIsNamedAndLeavesAGap()
{
    const Report report = smallReport();
    MetricHistory history;
    history.add(metric("good", 0, "log_loss", "train", 1, 0.5), 0);
    history.add(metric("good", 0, "log_loss", "train", 2, qInf()), 0);
    history.add(metric("good", 0, "log_loss", "train", 3, 0.4), 0);
    const Series mean =
        makeLossModel(report, makeLeaderboard(report), history, LossView::Axis::Steps)
            .panels[0]
            .lines[0]
            .mean;
    QVERIFY2(mean.label.contains(QLatin1String("not finite at epoch 2")), qPrintable(mean.label));
    QVERIFY(std::isnan(mean.y[1]));
    QCOMPARE(mean.y[2], 0.4);
}

void TestChartModels::lossNamesWhoRecordedNone()
{
    const Report report = smallReport();
    MetricHistory history;
    history.add(metric("good", 0, "log_loss", "train", 1, 0.5), 0);
    QCOMPARE(makeLossModel(report, makeLeaderboard(report), history, LossView::Axis::Steps).note,
             QStringLiteral("no loss recorded: BAD"));
}

void TestChartModels::lossWithoutSeriesSaysSo()
{
    const Report report = smallReport();
    const PanelsModel model =
        makeLossModel(report, makeLeaderboard(report), MetricHistory(), LossView::Axis::Steps);
    QVERIFY(model.panels.empty());
    QVERIFY(model.empty.startsWith(QLatin1String("No loss recorded")));
}

void TestChartModels::scoresKeepFoldsMeanAndTies()
{
    const Report report = m_binary;
    const Leaderboard leaderboard = makeLeaderboard(report);
    const ScoresModel model = makeScoresModel(report, leaderboard);
    QCOMPARE(model.rows.size(), std::size_t(6));
    QCOMPARE(model.axisLabel, QStringLiteral("ROC AUC (higher is better)"));
    QCOMPARE(model.rows[0].folds.size(), std::size_t(10));
    QCOMPARE(model.rows[0].mean, leaderboard.best()->score);
    QCOMPARE(model.rows[0].distinguished, !leaderboard.best()->tied);
    QVERIFY(!model.rows[0].tied);
    for (std::size_t i = 1; i < model.rows.size(); ++i)
        QCOMPARE(model.rows[i].tied, leaderboard.rows[i].tied);
    QVERIFY(model.rows.back().baseline);
    QCOMPARE(model.rows.back().look, baselineLook);
}

void TestChartModels::scoresOfFarBaselineDoNotSqueezeTheCandidates()
{
    const ScoresModel model = makeScoresModel(m_binary, makeLeaderboard(m_binary));
    QVERIFY(model.low > 0.6); // The baseline is at 0.5.
    QVERIFY2(model.note.contains(QLatin1String("0.500")), qPrintable(model.note));
    const ScoresModel regression = makeScoresModel(m_regression, makeLeaderboard(m_regression));
    QVERIFY(regression.high > regression.rows.back().mean); // Near enough to be shown.
}

void TestChartModels::scoresOfSeveralJobsKeepTheBestOfEachWhereThereIsLittleRoom()
{
    ScoresModel model;
    for (const auto &[title, rank] : {std::pair("a1", 1), std::pair("a0", 0), std::pair("a2", 2),
                                      std::pair("b1", 1), std::pair("b2", 2), std::pair("b0", 0)}) {
        ScoresModel::Row row;
        row.title = QString::fromLatin1(title);
        row.rank = rank;
        model.rows.push_back(row);
    }
    const auto titles = [&](int count) {
        QStringList all;
        const ScoresModel few = fitted(model, count);
        for (const ScoresModel::Row &row : few.rows)
            all << row.title;
        return all.join(QLatin1Char(' '));
    };
    QCOMPARE(titles(6), QStringLiteral("a1 a0 a2 b1 b2 b0"));
    QCOMPARE(titles(4), QStringLiteral("a1 a2 b1 b2"));
    QCOMPARE(titles(2), QStringLiteral("a1 b1"));
    QCOMPARE(titles(0), QStringLiteral("a1"));
    QCOMPARE(fitted(model, 6).note, QString());
    QVERIFY(fitted(model, 2).note.contains(QLatin1Char('4')));
}

void TestChartModels::scoresNameFailedCandidates()
{
    Report report = smallReport();
    report.candidates[1].error = QStringLiteral("ValueError");
    const ScoresModel model = makeScoresModel(report, makeLeaderboard(report));
    QCOMPARE(model.rows.size(), std::size_t(1));
    QCOMPARE(model.note, QStringLiteral("failed: BAD"));
    report.candidates[0].error = report.candidates[1].error;
    QVERIFY(!makeScoresModel(report, makeLeaderboard(report)).empty.isEmpty());
}

void TestChartModels::latencyLeavesOutTheSlowestAndSaysSo()
{
    Report report = smallReport();
    LatencyRun run{QStringLiteral("good"), 1, 1, 0, {}, {}};
    for (int i = 0; i < 1000; ++i) {
        run.repeat.push_back(i % 2);
        run.milliseconds.push_back(i == 500 ? 50 : 1 + 0.001 * (i % 100));
    }
    report.latency = {run};
    const LatencyModel model = makeLatencyModel(report);
    QCOMPARE(model.title,
             QStringLiteral("Latency of one row · GOOD · 2 × 500 requests · 1 thread"));
    QVERIFY(model.bins.high < 2);
    QVERIFY2(model.note.contains(QLatin1String("50.0 ms")), qPrintable(model.note));
    QCOMPARE(model.marks.size(), std::size_t(3)); // p50, p95, p99
    QVERIFY2(model.marks[0].text.startsWith(QStringLiteral("p50  1.05 ms ±")),
             qPrintable(model.marks[0].text));
}

void TestChartModels::latencyWithoutMeasurementSaysSo()
{
    Report report = smallReport();
    QVERIFY(!makeLatencyModel(report).empty.isEmpty());
    report.latency = {LatencyRun{QStringLiteral("good"), 1, 1, 0, {}, {}}};
    QVERIFY(!makeLatencyModel(report).empty.isEmpty());
}

void TestChartModels::predictedShowsFoldsAndTestApart()
{
    const CloudModel model = makePredictedModel(m_regression, makeLeaderboard(m_regression));
    QCOMPARE(model.empty, QString());
    QCOMPARE(model.folds.at(0).x.size(), std::size_t(353 * 2)); // Two repeats.
    QCOMPARE(model.test.x.size(), std::size_t(89));
    QVERIFY(model.test.label.contains(QStringLiteral("once (R² =")));
    QVERIFY(model.x.low < 60 && model.x.high > 300);
    // Classes 0 and 1 are no values to compare, though they can be drawn.
    QVERIFY(!makePredictedModel(m_binary, makeLeaderboard(m_binary)).empty.isEmpty());
}

void TestChartModels::residualsAreWhatIsTrueLessWhatWasPredicted()
{
    Report report;
    report.task = Report::Task::Regression;
    Candidate candidate;
    candidate.block = QStringLiteral("linear");
    Predictions held;
    held.row = {0, 1, 2};
    held.fold = {0, 0, 0};
    held.truth = {10, 20, 30};
    held.prediction = {12, 20, qQNaN()};
    candidate.heldOut = held;
    report.candidates.push_back(candidate);
    Leaderboard leaderboard;
    LeaderboardRow row;
    row.block = candidate.block;
    row.rank = 1;
    leaderboard.rows.push_back(row);
    const CloudModel model = makeResidualModel(report, leaderboard);
    QCOMPARE(model.folds.at(0).x, (std::vector<double>{12, 20}));
    QCOMPARE(model.folds.at(0).y, (std::vector<double>{-2, 0}));
    QVERIFY(model.ideal == CloudModel::Ideal::Zero);
    QVERIFY(model.y.low < -2 && model.y.high > 0);
    const CloudModel real = makeResidualModel(m_regression, makeLeaderboard(m_regression));
    QCOMPARE(real.test.x.size(), std::size_t(89));
    QVERIFY2(real.folds.at(0).label.contains(QStringLiteral("mean ")),
             qPrintable(real.folds.at(0).label));
    QVERIFY(!makeResidualModel(m_binary, makeLeaderboard(m_binary)).empty.isEmpty());
}

void TestChartModels::simplifyingKeepsEveryCorner()
{
    Series series{QString(), 0, {0, 0, 0.25, 0.5, 0.75, 1}, {0, 0.5, 0.5, 0.5, 0.5, 1}};
    simplify(series, 1e-6);
    QCOMPARE(series.x, (std::vector<double>{0, 0, 0.75, 1}));
    QCOMPARE(series.y, (std::vector<double>{0, 0.5, 0.5, 1}));
}

void TestChartModels::scoreTextFollowsItsSpread_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("spread");
    QTest::addColumn<QString>("text");
    QTest::newRow("small") << 0.99487 << 0.0051 << "0.9949";
    QTest::newRow("large") << 53.71 << 4.2 << "53.7";
    QTest::newRow("huge") << 5371.0 << 420.0 << "5371";
    QTest::newRow("none") << 0.5 << 0.0 << "0.500";
    QTest::newRow("nan") << 12.345 << qQNaN() << "12.35";
    QTest::newRow("rounding") << 1.0 / 3 << 5.6e-17 << "0.333";
}

void TestChartModels::scoreTextFollowsItsSpread()
{
    QFETCH(double, value);
    QFETCH(double, spread);
    QFETCH(QString, text);
    QCOMPARE(scoreText(value, spread), text);
}

void TestChartModels::meanHasItsSpreadIfThereIsOne()
{
    QCOMPARE(meanText(0.99487, 0.0051), QStringLiteral("0.9949 ± 0.0051"));
    QCOMPARE(meanText(53.71, 4.2), QStringLiteral("53.7 ± 4.2"));
    QCOMPARE(meanText(0.5, 0), QStringLiteral("0.500"));
    QCOMPARE(meanText(1.0 / 3, 5.6e-17), QStringLiteral("0.333"));
    QCOMPARE(meanText(qQNaN(), 0), QStringLiteral("–"));
}

QTEST_GUILESS_MAIN(TestChartModels)
#include "tst_chart_models.moc"
