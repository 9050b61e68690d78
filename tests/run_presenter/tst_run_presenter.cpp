#include "core/run_presenter/run_presenter.h"

#include <QtTest>

using namespace outcrop;

namespace {

constexpr qint64 second = 1000;
constexpr qint64 start = 1'800'000'000 * second;

// A presenter of a running job, told about by short lines. Host and computer agree on the time.
class Run
{
public:
    explicit Run(std::initializer_list<const char *> names)
    {
        QStringList blocks;
        for (const char *name : names)
            blocks << QString::fromLatin1(name);
        job.uuid = QStringLiteral("1");
        job.title = QStringLiteral("swift-fern-12");
        job.attempt.state = JobState::Running;
        presenter.show(job, blocks);
    }

    // `rest` are the keys of an event at `at` seconds after the start, with ' for ".
    Run &at(double at, QByteArray rest)
    {
        rest.replace('\'', '"');
        now = start + qint64(at * second);
        presenter.addEvents("{\"v\":1,\"t\":" + QByteArray::number(double(now) / second, 'f', 3)
                                + "," + rest + "}\n",
                            now);
        return *this;
    }

    void become(JobState state, const QString &reason = {})
    {
        job.attempt.state = state;
        job.attempt.reason = reason;
        presenter.update(job);
    }

    BlockRun of(const char *block, double at = -1) const // As it is `at` seconds later.
    {
        const auto blocks = presenter.view(at < 0 ? now : start + qint64(at * second)).blocks;
        return blocks.value(QString::fromLatin1(block));
    }

    Job job;
    RunPresenter presenter;
    qint64 now = start;
};

Run started(std::initializer_list<const char *> blocks, const char *block)
{
    Run run(blocks);
    run.at(0, QByteArray("'kind':'block_started','block':'") + block + "','log':70");
    return run;
}

} // namespace

Q_DECLARE_METATYPE(outcrop::JobState)
Q_DECLARE_METATYPE(outcrop::BlockRunState)

class TestRunPresenter : public QObject
{
    Q_OBJECT

private slots:
    void blocksWaitUntilTheyStart();
    void elapsedTimeGrowsWhileABlockRunsAndThenStands();
    void clockOfTheHostMayBeWrong();
    void estimateFollowsTheProgress();
    void stepRunsAsLongAsItsCandidate();
    void failedBlockStaysFailedAndSaysWhy();
    void warningsAreCountedOfStepsAndModels();
    void lossesAreThoseOfTheNewestFold();
    void longLossIsThinnedButKeepsWhatStandsOut();
    void startOfABlockIsFoundInTheLog();
    void viewsComeAtMostFiveTimesASecond();
    void timeAloneGivesAViewASecond();
    void endedJobHasNothingRunning_data();
    void endedJobHasNothingRunning();
    void blocksThatTookNoPartAreNotInASucceededJob();
    void anotherAttemptBeginsAnew();
    void strangeBlocksAndOtherJobsAreIgnored();
};

void TestRunPresenter::blocksWaitUntilTheyStart()
{
    const Run run = started({"csv", "forest"}, "csv");
    QCOMPARE(run.of("csv").state, BlockRunState::Running);
    QCOMPARE(run.of("forest").state, BlockRunState::Waiting);
    QCOMPARE(run.of("forest").seconds, -1.0);
    QCOMPARE(run.presenter.view(start).title, QStringLiteral("swift-fern-12"));
}

void TestRunPresenter::elapsedTimeGrowsWhileABlockRunsAndThenStands()
{
    Run run = started({"csv"}, "csv");
    QCOMPARE(run.of("csv", 4).seconds, 4.0);
    run.at(5, "'kind':'block_finished','block':'csv','seconds':4.5");
    QCOMPARE(run.of("csv", 60).seconds, 4.5);
    QCOMPARE(run.of("csv", 60).state, BlockRunState::Done);
}

void TestRunPresenter::clockOfTheHostMayBeWrong()
{
    // Given a host whose clock is a day behind, and a message that was 3 s on its way
    Run run({"csv"});
    const double host = double(start) / second - 86400;
    const auto line = [&](double at, const char *kind) {
        return QByteArray("{\"v\":1,\"t\":") + QByteArray::number(host + at, 'f', 1)
               + ",\"kind\":\"" + kind + "\",\"block\":\"csv\",\"cpu\":1,\"rss\":1,\"load\":1}\n";
    };
    run.presenter.addEvents(line(0, "block_started"), start + 3 * second);
    run.presenter.addEvents(line(10, "host"), start + 10 * second);

    // Then the elapsed time is right
    QCOMPARE(run.of("csv", 20).seconds, 20.0);
}

void TestRunPresenter::estimateFollowsTheProgress()
{
    Run run = started({"forest"}, "forest");
    QCOMPARE(run.of("forest", 1).secondsLeft, -1.0);
    run.at(4, "'kind':'progress','block':'forest','done':2,'total':10,'unit':'folds'");
    QCOMPARE(run.of("forest").done, 2.0);
    QCOMPARE(run.of("forest").total, 10.0);
    QCOMPARE(run.of("forest").unit, QStringLiteral("folds"));
    QCOMPARE(run.of("forest").secondsLeft, 16.0);
    QCOMPARE(run.of("forest", 7).secondsLeft, 13.0);
    QCOMPARE(run.of("forest", 90).secondsLeft, 0.0);
}

void TestRunPresenter::stepRunsAsLongAsItsCandidate()
{
    Run run({"scale", "svc"});
    run.at(0, "'kind':'block_started','block':'svc','model':'svc'")
        .at(1, "'kind':'block_started','block':'scale','model':'svc','fold':0")
        .at(2, "'kind':'block_finished','block':'scale','model':'svc','fold':0,'seconds':1");
    QCOMPARE(run.of("scale", 9).state, BlockRunState::Running); // The next fold comes.
    QCOMPARE(run.of("scale", 9).seconds, 1.0);
    run.at(10, "'kind':'block_started','block':'scale','model':'svc','fold':1")
        .at(12, "'kind':'block_finished','block':'scale','model':'svc','fold':1,'seconds':2")
        .at(13, "'kind':'block_finished','block':'svc','model':'svc','seconds':13");
    QCOMPARE(run.of("scale").state, BlockRunState::Done);
    QCOMPARE(run.of("scale").seconds, 3.0);
}

void TestRunPresenter::failedBlockStaysFailedAndSaysWhy()
{
    Run run = started({"scale", "svc"}, "scale");
    run.at(1, "'kind':'block_failed','block':'scale','error':'no\\nnumbers'")
        .at(2, "'kind':'block_started','block':'scale','model':'svc','fold':1")
        .at(3, "'kind':'block_finished','block':'scale','model':'svc','fold':1,'seconds':1");
    QCOMPARE(run.of("scale").state, BlockRunState::Failed);
    QVERIFY(run.of("scale").message.startsWith(QLatin1String("no")));
    QVERIFY(!run.of("scale").message.contains(QLatin1Char('\n')));
}

void TestRunPresenter::warningsAreCountedOfStepsAndModels()
{
    Run run = started({"mlp"}, "mlp");
    run.at(1, "'kind':'warning','block':'mlp','category':'ConvergenceWarning','text':'not yet',"
              "'count':3")
        .at(2, "'kind':'warning','model':'mlp','category':'FutureWarning','text':'old','count':1");
    QCOMPARE(run.of("mlp").warnings, 4);
    QCOMPARE(run.of("mlp").message, QStringLiteral("FutureWarning: old"));
}

void TestRunPresenter::lossesAreThoseOfTheNewestFold()
{
    Run run = started({"mlp"}, "mlp");
    const auto metric = [&](int fold, const char *split, int step, const char *values) {
        run.at(1, QByteArray("'kind':'metric','model':'mlp','unit':'epoch','split':'") + split
                      + "','fold':" + QByteArray::number(fold)
                      + ",'step':" + QByteArray::number(step) + ",'m':{" + values + "}");
    };
    metric(0, "train", 1, "'accuracy':0.1,'log_loss':0.9");
    metric(0, "train", 2, "'log_loss':0.5");
    metric(1, "train", 1, "'log_loss':0.8");
    metric(1, "validation", 1, "'log_loss':7");
    metric(1, "train", 2, "'log_loss':'NaN'");
    metric(1, "train", 3, "'log_loss':0.4");
    QCOMPARE(run.of("mlp").lossName, QStringLiteral("log_loss"));
    QCOMPARE(run.of("mlp").losses, (QVector<double>{0.8, 0.4}));
}

void TestRunPresenter::longLossIsThinnedButKeepsWhatStandsOut()
{
    Run run = started({"mlp"}, "mlp");
    for (int step = 1; step <= 5000; ++step)
        run.at(1, "'kind':'metric','model':'mlp','unit':'epoch','split':'train','fold':0,'step':"
                      + QByteArray::number(step) + ",'m':{'loss':" + (step == 3333 ? "9" : "0.5")
                      + "}");
    const QVector<double> losses = run.of("mlp").losses;
    QVERIFY(losses.size() <= 120 && losses.size() > 30);
    QVERIFY(losses.contains(9));
}

void TestRunPresenter::startOfABlockIsFoundInTheLog()
{
    Run run = started({"csv", "svc"}, "csv");
    run.at(1, "'kind':'block_started','block':'csv','log':900")
        .at(1, "'kind':'block_started','block':'svc'");
    QCOMPARE(run.of("csv").logOffset, 70); // Where it began first.
    QCOMPARE(run.of("svc").logOffset, -1);
}

void TestRunPresenter::viewsComeAtMostFiveTimesASecond()
{
    Run run = started({"csv"}, "csv");
    QVERIFY(run.presenter.take(start));
    run.at(0.1, "'kind':'progress','block':'csv','done':1,'total':2,'unit':'folds'");
    QVERIFY(!run.presenter.take(start + 100));
    const auto view = run.presenter.take(start + 200);
    QVERIFY(view);
    QCOMPARE(view->blocks.value(QStringLiteral("csv")).done, 1.0);
}

void TestRunPresenter::timeAloneGivesAViewASecond()
{
    Run run = started({"csv"}, "csv");
    QVERIFY(run.presenter.take(start));
    QVERIFY(!run.presenter.take(start + 900));
    QVERIFY(run.presenter.take(start + second));
    run.at(2, "'kind':'block_finished','block':'csv','seconds':2");
    QVERIFY(run.presenter.take(start + 2 * second));
    QVERIFY(!run.presenter.isChanging());
    QVERIFY(!run.presenter.take(start + 60 * second));
}

void TestRunPresenter::endedJobHasNothingRunning_data()
{
    QTest::addColumn<JobState>("state");
    QTest::addColumn<BlockRunState>("running");
    QTest::addColumn<QString>("message");
    const QString reason = QStringLiteral("It was killed.");
    QTest::newRow("failed") << JobState::Failed << BlockRunState::Failed << reason;
    QTest::newRow("lost") << JobState::Lost << BlockRunState::Failed << reason;
    QTest::newRow("cancelled") << JobState::Cancelled << BlockRunState::Cancelled << QString();
    QTest::newRow("succeeded") << JobState::Succeeded << BlockRunState::Done << QString();
}

void TestRunPresenter::endedJobHasNothingRunning()
{
    QFETCH(JobState, state);
    QFETCH(BlockRunState, running);
    QFETCH(QString, message);
    Run run = started({"csv", "svc"}, "csv");
    run.become(state, QStringLiteral("It was killed."));
    QCOMPARE(run.of("csv", 5).state, running);
    QCOMPARE(run.of("csv", 5).message, message);
    QVERIFY(run.of("svc", 5).state != BlockRunState::Running);
    QVERIFY(run.presenter.take(start + 5 * second));
    QVERIFY(!run.presenter.take(start + 50 * second));
}

void TestRunPresenter::blocksThatTookNoPartAreNotInASucceededJob()
{
    Run run = started({"csv", "unused"}, "csv");
    run.become(JobState::Succeeded);
    QVERIFY(!run.presenter.view(start).blocks.contains(QStringLiteral("unused")));
    run.become(JobState::Failed);
    QCOMPARE(run.of("unused").state, BlockRunState::Cancelled);
}

void TestRunPresenter::anotherAttemptBeginsAnew()
{
    Run run = started({"csv"}, "csv");
    run.job.attempt.number = 2;
    run.presenter.update(run.job);
    QCOMPARE(run.of("csv").state, BlockRunState::Waiting);
}

void TestRunPresenter::strangeBlocksAndOtherJobsAreIgnored()
{
    Run run = started({"csv"}, "other");
    QCOMPARE(run.presenter.view(start).blocks.size(), 1);
    QCOMPARE(run.of("csv").state, BlockRunState::Waiting);
    Job other = run.job;
    other.uuid = QStringLiteral("2");
    other.attempt.state = JobState::Failed;
    run.presenter.update(other);
    QCOMPARE(run.presenter.view(start).state, JobState::Running);
    run.presenter.hide();
    const auto view = run.presenter.take(start);
    QVERIFY(view);
    QVERIFY(view->uuid.isEmpty() && view->blocks.isEmpty());
}

QTEST_GUILESS_MAIN(TestRunPresenter)
#include "tst_run_presenter.moc"
