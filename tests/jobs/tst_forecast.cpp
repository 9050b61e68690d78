#include "core/jobs/forecast.h"

#include <QtTest>

using namespace outcrop;

Q_DECLARE_METATYPE(std::vector<outcrop::Job>)

namespace {

// A run of the pipeline "iris" on "lab" that took so long.
Job ran(qint64 seconds)
{
    static int count = 0;
    Job job;
    job.uuid = QString::number(++count);
    job.name = QStringLiteral("iris");
    job.pipeline = QStringLiteral("/home/ann/iris.outcrop");
    job.packageSha256 = "the package";
    job.attempt.host = QStringLiteral("lab");
    job.attempt.state = JobState::Succeeded;
    job.attempt.startedAt = 1'700'000'000;
    job.attempt.endedAt = 1'700'000'000 + seconds;
    return job;
}

Job withOtherData(Job job, const char *package)
{
    job.packageSha256 = package;
    return job;
}

Job ended(Job job, JobState state)
{
    job.attempt.state = state;
    return job;
}

// One that was just submitted.
Job submitted()
{
    Job job = ended(ran(0), JobState::Queued);
    job.attempt.startedAt = job.attempt.endedAt = std::nullopt;
    return job;
}

} // namespace

// Against medians computed by hand.
class TestForecast : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsSaidWithoutARunThatTells_data()
    {
        QTest::addColumn<std::vector<Job>>("others");
        QTest::newRow("no history") << std::vector<Job>();
        std::vector<Job> without;
        for (const JobState state : {JobState::Failed, JobState::Cancelled, JobState::Lost,
                                     JobState::Running, JobState::Collecting})
            without.push_back(ended(ran(60), state));
        QTest::newRow("none that succeeded") << without;
        QTest::newRow("a clock that was set back") << std::vector<Job>{ran(-1)};
        Job other = ran(60);
        other.attempt.host = QStringLiteral("cellar");
        QTest::newRow("another host") << std::vector<Job>{other};
        other = withOtherData(ran(60), "another package");
        other.name = QStringLiteral("wine");
        QTest::newRow("another pipeline") << std::vector<Job>{other};
        other = ran(60);
        other.attempt.startedAt = std::nullopt;
        QTest::newRow("a start that nobody saw") << std::vector<Job>{other};
    }
    void nothingIsSaidWithoutARunThatTells()
    {
        QFETCH(std::vector<Job>, others);
        QVERIFY(!forecastOf(submitted(), others));
    }

    void jobSaysNothingOfItself()
    {
        const Job job = ran(60);
        QVERIFY(!forecastOf(job, {job}));
        QCOMPARE(forecastOf(job, {job, ran(90)})->seconds, qint64(90));
    }

    void medianIsTheOneThatIsComputedByHand_data()
    {
        QTest::addColumn<QVector<int>>("seconds");
        QTest::addColumn<int>("median");
        QTest::newRow("one run") << QVector<int>{90} << 90;
        QTest::newRow("quicker than a second") << QVector<int>{0} << 0;
        QTest::newRow("two") << QVector<int>{10, 20} << 15;
        QTest::newRow("three, one of them very slow") << QVector<int>{10, 100'000, 30} << 30;
        QTest::newRow("four: 25.5 is 26") << QVector<int>{1000, 20, 10, 31} << 26;
        QTest::newRow("equal ones") << QVector<int>{7, 7, 7, 8} << 7;
    }
    void medianIsTheOneThatIsComputedByHand()
    {
        QFETCH(QVector<int>, seconds);
        QFETCH(int, median);
        std::vector<Job> others;
        for (const int each : seconds)
            others.push_back(ran(each));
        const auto forecast = forecastOf(submitted(), others);
        QVERIFY(forecast);
        QCOMPARE(forecast->seconds, qint64(median));
        QCOMPARE(forecast->runs, seconds.size());
    }

    void runsThatFailedChangeNothing()
    {
        const auto forecast =
            forecastOf(submitted(), {ended(ran(2), JobState::Failed), ran(40), ran(50),
                                     ended(ran(3), JobState::Cancelled), ran(60)});
        QCOMPARE(forecast->seconds, qint64(50));
        QCOMPARE(forecast->runs, 3);
    }

    // Its package is another one: more rows take longer, but how much nobody knows.
    void otherDataOfTheSamePipelineCountOnlyWhereTheseHaveNotRun()
    {
        const std::vector<Job> larger{withOtherData(ran(600), "twice the rows"),
                                      withOtherData(ran(6000), "twenty times the rows")};
        const auto alike = forecastOf(submitted(), larger);
        QCOMPARE(alike->seconds, qint64(3300));
        QCOMPARE(alike->runs, 2);

        std::vector<Job> others = larger;
        others.push_back(ended(ran(4), JobState::Failed)); // Does not count as having run.
        QCOMPARE(forecastOf(submitted(), others)->seconds, qint64(3300));
        others.push_back(ran(60));
        const auto same = forecastOf(submitted(), others);
        QCOMPARE(same->seconds, qint64(60));
        QCOMPARE(same->runs, 1);
    }

    void packagesWithoutAPipelineAreAlikeOnlyIfTheyAreTheSame()
    {
        Job job = submitted(), other = withOtherData(ran(60), "another package");
        job.pipeline.clear();
        QVERIFY(!forecastOf(job, {other}));
        other.pipeline.clear();
        QVERIFY(!forecastOf(job, {other}));
        QVERIFY(!forecastOf(submitted(), {other}));
        other.packageSha256 = job.packageSha256;
        QCOMPARE(forecastOf(job, {other})->seconds, qint64(60));
    }

    void titleSaysHowManyRunsThereWere()
    {
        QCOMPARE(forecastTitle({90, 1}), QStringLiteral("about 1 min 30 s, from 1 run"));
        QCOMPARE(forecastTitle({4320, 4}), QStringLiteral("about 1 h 12 min, from 4 runs"));
    }
};

QTEST_GUILESS_MAIN(TestForecast)
#include "tst_forecast.moc"
