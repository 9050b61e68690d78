#include "core/results/job_summary.h"
#include "tests/results/real_results.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace outcrop;

class TestJobSummary : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void summaryHasTheBestItsTestScoreAndItsLatency();
    void lineTellsHowTheFiguresWereObtained();
    void secondLookAtTheTestPartIsTold();
    void brokenResultsGiveASentence();

private:
    QString folder(const char *task) const
    {
        return m_folder.filePath(QLatin1String(task) + QLatin1String("/training_result"));
    }

    QTemporaryDir m_folder;
};

void TestJobSummary::initTestCase()
{
    real_results::make(m_folder.path(),
                       {QStringLiteral("breast-cancer"), QStringLiteral("diabetes")});
}

void TestJobSummary::summaryHasTheBestItsTestScoreAndItsLatency()
{
    const auto summary = readJobSummary(folder("breast-cancer"));
    QVERIFY2(summary, qPrintable(summary ? QString() : summary.error().message));
    const QJsonObject report =
        real_results::readJson(folder("breast-cancer") + QLatin1String("/report.json"));
    QCOMPARE(summary->leaderboard.best()->block, report[QLatin1String("winner")].toString());
    QCOMPARE(summary->metric, QStringLiteral("roc_auc"));
    QCOMPARE(summary->folds, 10);
    const QJsonObject test = report[QLatin1String("test")].toObject();
    QCOMPARE(*summary->testScore,
             test[QLatin1String("scores")].toObject()[QLatin1String("roc_auc")].toDouble());
    QVERIFY(summary->p95.value() > 0);
    QCOMPARE(summary->model, summary->leaderboard.best()->block + QStringLiteral(".joblib"));
}

void TestJobSummary::lineTellsHowTheFiguresWereObtained()
{
    const QString how = readJobSummary(folder("breast-cancer"))->how;
    for (const char *part : {"ROC AUC, higher is better", "10 folds (5 × 2)", "455 training rows",
                             "positive: malignant", "test part (114 rows) looked at once"})
        QVERIFY2(how.contains(QString::fromUtf8(part)), qPrintable(how));
    QVERIFY(readJobSummary(folder("diabetes"))->how.contains(QLatin1String("lower is better")));
}

void TestJobSummary::secondLookAtTheTestPartIsTold()
{
    const QString copy = m_folder.filePath(QStringLiteral("twice"));
    real_results::copyFolder(folder("diabetes"), copy);
    real_results::editJson(copy + QLatin1String("/report.json"), "test.looks", "2");
    QVERIFY(readJobSummary(copy)->how.contains(QLatin1String("looked at 2 times")));
}

void TestJobSummary::brokenResultsGiveASentence()
{
    const auto none = readJobSummary(m_folder.filePath(QStringLiteral("none")));
    QVERIFY(!none);
    QVERIFY(none.error().message.contains(QLatin1String("report.json")));
}

QTEST_GUILESS_MAIN(TestJobSummary)
#include "tst_job_summary.moc"
