#include "core/results/report_check.h"
#include "core/results/report_reader.h"
#include "core/results/report_scores.h"
#include "tests/results/real_results.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

namespace {

QString messages(const Report &report)
{
    QStringList lines;
    for (const ReportProblem &problem : checkReport(report))
        lines << problem.message;
    return lines.join(QLatin1Char('\n'));
}

} // namespace

class TestReportCheck : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void scoresOfScikitLearnAgreeWithOurs_data();
    void scoresOfScikitLearnAgreeWithOurs();
    void scoreOffByALittleIsFound();
    void testScoreOffByALittleIsFound();
    void scoringOnRowsItWasFittedOnIsFound();
    void testRowsUsedForTrainingAreFound();
    void predictionsForOtherRowsAreFound();
    void missingFoldIsFound();
    void winnerThatIsNotTheBestIsFound();

private:
    Report m_report; // Binary.
    QTemporaryDir m_folder;
};

void TestReportCheck::initTestCase()
{
    real_results::make(m_folder.path(),
                       {QStringLiteral("breast-cancer"), QStringLiteral("iris"),
                        QStringLiteral("diabetes"), QStringLiteral("wine-clusters")});
    m_report =
        readReport(m_folder.filePath(QStringLiteral("breast-cancer/training_result"))).value();
}

void TestReportCheck::scoresOfScikitLearnAgreeWithOurs_data()
{
    QTest::addColumn<QStringList>("recomputed");
    QTest::newRow("breast-cancer") << QStringList{
        QStringLiteral("accuracy"), QStringLiteral("average_precision"), QStringLiteral("roc_auc")};
    QTest::newRow("iris") << QStringList{QStringLiteral("accuracy"), QStringLiteral("roc_auc")};
    QTest::newRow("diabetes") << QStringList{QStringLiteral("mae"), QStringLiteral("r2"),
                                             QStringLiteral("rmse")};
    QTest::newRow("wine-clusters") << QStringList();
}

void TestReportCheck::scoresOfScikitLearnAgreeWithOurs()
{
    QFETCH(QStringList, recomputed);
    const Report report = readReport(m_folder.filePath(QLatin1String(QTest::currentDataTag())
                                                       + QLatin1String("/training_result")))
                              .value();
    QCOMPARE(messages(report), QString());
    // And they were not equal for lack of anything to compare.
    const Predictions &predictions = *report.candidates[0].heldOut;
    QStringList names;
    for (const auto &[name, value] :
         recomputeScores(report, predictions, rowsOfFold(predictions, 0)))
        names << name;
    QCOMPARE(names, recomputed);
}

void TestReportCheck::scoreOffByALittleIsFound()
{
    Report report = m_report;
    double &claimed = report.candidates[1].folds[2].scores[QStringLiteral("roc_auc")];
    claimed += 2e-9;
    QVERIFY2(messages(report).contains(QLatin1String("fold 2")), qPrintable(messages(report)));
    QCOMPARE(checkReport(report).size(), std::size_t(1));
    QCOMPARE(checkReport(report)[0].block, report.candidates[1].block);
    claimed = qQNaN();
    QVERIFY(!messages(report).isEmpty());
}

void TestReportCheck::testScoreOffByALittleIsFound()
{
    Report report = m_report;
    report.test->scores[QStringLiteral("accuracy")] += 1e-6;
    QVERIFY(messages(report).contains(QLatin1String("test part")));
}

void TestReportCheck::scoringOnRowsItWasFittedOnIsFound()
{
    Report report = m_report;
    report.rows.folds[4].fit.push_back(report.rows.folds[4].held.front());
    QVERIFY2(messages(report).contains(QLatin1String("fitted on")), qPrintable(messages(report)));
}

void TestReportCheck::testRowsUsedForTrainingAreFound()
{
    Report report = m_report;
    report.rows.train.push_back(report.rows.test.front());
    QVERIFY2(messages(report).contains(QLatin1String("training part")),
             qPrintable(messages(report)));
}

void TestReportCheck::predictionsForOtherRowsAreFound()
{
    Report report = m_report;
    report.rows.folds[0].held.pop_back();
    QVERIFY2(messages(report).contains(QLatin1String("other rows")), qPrintable(messages(report)));
}

void TestReportCheck::missingFoldIsFound()
{
    Report report = m_report;
    Predictions &predictions = *report.candidates[0].heldOut;
    std::replace(predictions.fold.begin(), predictions.fold.end(), 3, 99);
    QVERIFY2(messages(report).contains(QLatin1String("no predictions for fold 3")),
             qPrintable(messages(report)));
}

void TestReportCheck::winnerThatIsNotTheBestIsFound()
{
    Report report = m_report;
    report.winner = QStringLiteral("baseline");
    QVERIFY2(messages(report).contains(QLatin1String("winner")), qPrintable(messages(report)));
}

QTEST_GUILESS_MAIN(TestReportCheck)
#include "tst_report_check.moc"
