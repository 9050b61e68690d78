#include "widgets/jobs/job_words.h"
#include "widgets/pages/age_text.h"

#include <QtTest>

using namespace outcrop;

namespace {

const QDateTime now(QDate(2026, 5, 20), QTime(12, 0), Qt::UTC);

} // namespace

class TestJobWords : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void everyStateHasWordsAndAShape();
    void agesAreRounded();
    void daysAreNamedWhileTheyAreNear();
    void runningTimeNeedsAStartAndAnEnd();
    void oldNewsOfARunningJobIsStale();
    void oldStateSaysHowOldItIsAndWhatTheHostIsLike();
};

void TestJobWords::everyStateHasWordsAndAShape()
{
    for (int state = 0; state <= int(JobState::Attention); ++state) {
        JobRow row;
        row.job.attempt.state = JobState(state);
        QVERIFY(!stateText(row).isEmpty());
        const QString icon = QStringLiteral(OUTCROP_SOURCE_DIR "/resources/icons/%1.svg")
                                 .arg(stateIcon(JobState(state)));
        QVERIFY2(QFile::exists(icon), qPrintable(icon));
    }
    JobRow row;
    row.job.attempt.state = JobState::Running;
    row.progress.finishedModels = 2;
    QVERIFY(stateText(row).contains(QLatin1String("2 models")));
    row.progress.models = 5;
    QCOMPARE(stateText(row), QStringLiteral("Running 2 of 5"));
    row.job.attempt.state = JobState::Failed;
    row.progress.failedIn = QStringLiteral("Scaler");
    QCOMPARE(stateText(row), QStringLiteral("Failed in “Scaler”"));
    row = {};
    row.host = QStringLiteral("lab");
    row.job.attempt.state = JobState::Queued;
    QCOMPARE(stateText(row), QStringLiteral("Queued"));
    row.outlook.place = 2;
    QCOMPARE(stateText(row), QStringLiteral("Waiting, 2nd in the queue of lab"));
    row.outlook = {1, false, {}, true};
    QVERIFY(stateText(row).endsWith(QLatin1String("as the list of hosts cannot be read")));
    row.outlook = {11, true, {}};
    QCOMPARE(stateText(row), QStringLiteral("Waiting, 11th in the paused queue of lab"));
    row.job.attempt.state = JobState::Running;
    QCOMPARE(stateText(row), QStringLiteral("Running"));
    QVERIFY(stateIcon(JobState::Failed) != stateIcon(JobState::Succeeded));
}

void TestJobWords::agesAreRounded()
{
    QCOMPARE(ageText({}, now), QString());
    QCOMPARE(ageText(now.addSecs(-3), now), QStringLiteral("just now"));
    QCOMPARE(ageText(now.addSecs(-45), now), QStringLiteral("just now"));
    QCOMPARE(ageText(now.addSecs(-35 * 60 - 10), now), QStringLiteral("35 min ago"));
    QCOMPARE(ageText(now.addSecs(-5 * 3600), now), QStringLiteral("5 h ago"));
    QCOMPARE(ageText(now.addDays(-3), now), QStringLiteral("3 days ago"));
    QCOMPARE(ageText(now.addSecs(60), now), QStringLiteral("just now")); // A clock that runs ahead.
}

void TestJobWords::daysAreNamedWhileTheyAreNear()
{
    const QDateTime local = now.toLocalTime();
    QCOMPARE(whenText(now, now), local.time().toString(QStringLiteral("HH:mm")));
    QVERIFY(whenText(now.addDays(-1), now).startsWith(QLatin1String("Yesterday")));
    QVERIFY(whenText(now.addDays(-30), now).contains(QLatin1String("20 Apr")));
    QVERIFY(whenText(now.addDays(-400), now).contains(QLatin1String("2025")));
    QCOMPARE(utcText(now), QStringLiteral("2026-05-20 12:00:00 UTC"));
}

void TestJobWords::runningTimeNeedsAStartAndAnEnd()
{
    Job job;
    QVERIFY(!secondsOf(job, now));
    job.attempt.startedAt = now.toSecsSinceEpoch() - 100;
    job.attempt.state = JobState::Running;
    QCOMPARE(*secondsOf(job, now), 100.0);
    job.attempt.state = JobState::Lost;
    QVERIFY(!secondsOf(job, now));
    job.attempt.endedAt = now.toSecsSinceEpoch() - 40;
    QCOMPARE(*secondsOf(job, now), 60.0);
}

void TestJobWords::oldNewsOfARunningJobIsStale()
{
    JobRow row;
    row.job.attempt.state = JobState::Running;
    row.seen = now.addSecs(-30);
    QVERIFY(!isStale(row, now));
    row.seen = now.addSecs(-300);
    QVERIFY(isStale(row, now));
    row.job.attempt.state = JobState::Succeeded;
    QVERIFY(!isStale(row, now));
}

void TestJobWords::oldStateSaysHowOldItIsAndWhatTheHostIsLike()
{
    JobRow row;
    row.job.attempt.state = JobState::Running;
    row.progress = {2, 5, 0, {}};
    row.seen = now.addSecs(-20);
    row.link = LinkState::Unreachable;
    QCOMPARE(stateAsOf(row, now), QStringLiteral("Running 2 of 5")); // A moment is no news.
    row.seen = now.addSecs(-40);
    QCOMPARE(stateAsOf(row, now),
             QStringLiteral("Running 2 of 5, as of 40 s ago · host unreachable"));
    row.seen = now.addSecs(-150);
    QCOMPARE(stateAsOf(row, now),
             QStringLiteral("Running 2 of 5, as of 2 min ago · host unreachable"));
    row.link = LinkState::Ok;
    QCOMPARE(stateAsOf(row, now), QStringLiteral("Running 2 of 5, as of 2 min ago"));
    row.job.attempt.orphaned = true; // Odd, whatever its host is like.
    QCOMPARE(stateAsOf(row, now),
             QStringLiteral("Running 2 of 5 · its end will not be recorded, as "
                            "of 2 min ago"));
    row.job.attempt.orphaned = false;
    row.link = LinkState::NeedsLogin;
    row.seen = now;
    QCOMPARE(stateAsOf(row, now),
             QStringLiteral("Running 2 of 5, as of 0 s ago · host wants a login"));
    row.job.attempt.state = JobState::Staging; // The host has nothing to tell of it yet.
    QCOMPARE(stateAsOf(row, now), QStringLiteral("Uploading · host wants a login"));
    row.job.attempt.state = JobState::Succeeded;
    QCOMPARE(stateAsOf(row, now), QStringLiteral("Succeeded"));
}

QTEST_GUILESS_MAIN(TestJobWords)
#include "tst_job_words.moc"
