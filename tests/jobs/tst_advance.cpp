#include "core/base/text.h"
#include "core/jobs/advance.h"
#include "core/jobs/failure_reason.h"
#include "core/jobs/poll_times.h"

#include <QtTest>

#include <array>
#include <random>

using namespace outcrop;
using namespace std::chrono_literals;

namespace {

constexpr std::array allStates{JobState::Queued,     JobState::Staging,  JobState::Staged,
                               JobState::Submitting, JobState::Pending,  JobState::Running,
                               JobState::Cancelling, JobState::Exited,   JobState::Collecting,
                               JobState::Succeeded,  JobState::Failed,   JobState::Cancelled,
                               JobState::Lost,       JobState::Attention};
constexpr std::array allLooks{
    AttemptState::NoFolder, AttemptState::Unclaimed, AttemptState::Claiming,
    AttemptState::Alive,    AttemptState::Exited,    AttemptState::Vanished,
    AttemptState::Orphaned, AttemptState::Rebooted,  AttemptState::OtherNode};

Attempt in(JobState state)
{
    Attempt attempt;
    attempt.job = QStringLiteral("j");
    attempt.state = state;
    if (state == JobState::Running || state == JobState::Cancelling) {
        attempt.pid = 100;
        attempt.startTicks = QStringLiteral("7");
        attempt.bootId = QStringLiteral("b");
    }
    if (state == JobState::Exited || state == JobState::Collecting)
        attempt.exitCode = 0;
    if (state == JobState::Attention)
        attempt.heldFrom = JobState::Running;
    return attempt;
}

HostLook look(AttemptState state, qint64 now = 1000, std::optional<int> exitCode = 0)
{
    HostLook look;
    look.status.state = state;
    look.now = now;
    look.boot = "b";
    look.cancelTold = true;
    const bool claimed = state != AttemptState::NoFolder && state != AttemptState::Unclaimed
                         && state != AttemptState::Claiming;
    if (claimed) {
        look.status.pid = 100;
        look.status.ticks = 7;
        look.status.boot = "b";
        look.status.startedAt = 900;
    }
    if (state == AttemptState::Exited) {
        look.status.exitCode = exitCode;
        look.status.endedAt = 950;
    }
    return look;
}

EffectFailed failed(Effect effect, ErrorKind kind)
{
    return {effect, {kind, QStringLiteral("no")}};
}

Step step(const Attempt &attempt, const Observation &observation)
{
    return outcrop::advance(attempt, observation);
}

// The state after a second look `seconds` after the first.
Step afterTwoLooks(JobState state, AttemptState seen, qint64 seconds)
{
    const Step first = step(in(state), look(seen, 1000));
    return step(first.after, look(seen, 1000 + seconds));
}

// What comes of results that are missing, and `seconds` later still are.
Step afterNoResults(int exitCode, qint64 seconds)
{
    Attempt attempt = in(JobState::Collecting);
    attempt.exitCode = exitCode;
    const auto missing = [&](qint64 now) {
        return NoResults{look(AttemptState::Exited, now, exitCode), QStringLiteral("no list")};
    };
    return step(step(attempt, missing(1000)).after, missing(1000 + seconds));
}

} // namespace

Q_DECLARE_METATYPE(JobState)
Q_DECLARE_METATYPE(AttemptState)
Q_DECLARE_METATYPE(Effect)

class TestAdvance : public QObject
{
    Q_OBJECT

    // The wish is read between two steps: no step does two things.
    static void sentAgainUnlessCancelled(const Observation &observation)
    {
        Step next = step(in(JobState::Submitting), observation);
        QCOMPARE(next.after.state, JobState::Staging);
        QCOMPARE(next.effect, Effect::None);
        QCOMPARE(step(next.after, NothingNew{}).effect, Effect::Stage);
        next.after.cancelWanted = true;
        next = step(next.after, NothingNew{});
        QCOMPARE(next.after.state, JobState::Cancelled);
        QCOMPARE(next.effect, Effect::None);
    }

private slots:
    void terminalStateStaysWhateverIsSeen()
    {
        for (const JobState state :
             {JobState::Succeeded, JobState::Failed, JobState::Cancelled, JobState::Lost}) {
            for (const AttemptState seen : allLooks) {
                QVERIFY(sameRecord(step(in(state), look(seen)).after, in(state)));
                QCOMPARE(step(in(state), look(seen)).effect, Effect::None);
            }
            QCOMPARE(step(in(state), NothingNew{}).effect, Effect::None);
            QCOMPARE(step(in(state), TryAgain{}).after.state, state);
            QCOMPARE(step(in(state), ResultsHere{}).after.state, state);
        }
    }

    void unreachableHostChangesNothing()
    {
        for (const JobState state : allStates)
            QVERIFY(sameRecord(step(in(state), Unreachable{}).after, in(state)));
    }

    void passingFailureChangesNothing()
    {
        for (const JobState state : allStates) {
            for (const Effect effect :
                 {Effect::Stage, Effect::Start, Effect::Cancel, Effect::Collect}) {
                for (const ErrorKind kind : {ErrorKind::Network, ErrorKind::Canceled})
                    QVERIFY(sameRecord(step(in(state), failed(effect, kind)).after, in(state)));
            }
        }
    }

    void whatIsToBeDoneFollowsFromTheStoredState_data()
    {
        QTest::addColumn<JobState>("before");
        QTest::addColumn<JobState>("after");
        QTest::addColumn<Effect>("effect");
        const auto row = [](JobState before, JobState after, Effect effect) {
            QTest::newRow(qPrintable(stateName(before))) << before << after << effect;
        };
        row(JobState::Queued, JobState::Staging, Effect::Stage);
        row(JobState::Staging, JobState::Staging, Effect::Stage);
        row(JobState::Staged, JobState::Submitting, Effect::Start);
        row(JobState::Submitting, JobState::Submitting,
            Effect::Look); // Asks; never repeats blindly.
        row(JobState::Pending, JobState::Pending, Effect::Look);
        row(JobState::Running, JobState::Running, Effect::Look);
        row(JobState::Cancelling, JobState::Cancelling, Effect::Look);
        row(JobState::Exited, JobState::Collecting, Effect::Collect);
        row(JobState::Collecting, JobState::Collecting, Effect::Collect);
        row(JobState::Attention, JobState::Attention, Effect::None);
    }
    void whatIsToBeDoneFollowsFromTheStoredState()
    {
        QFETCH(JobState, before);
        const Step next = step(in(before), NothingNew{});
        QTEST(next.after.state, "after");
        QTEST(next.effect, "effect");
    }

    void wishToCancelIsHonouredWhereItStillCounts_data()
    {
        QTest::addColumn<JobState>("before");
        QTest::addColumn<JobState>("after");
        QTest::addColumn<Effect>("effect");
        const auto row = [](JobState before, JobState after, Effect effect) {
            QTest::newRow(qPrintable(stateName(before))) << before << after << effect;
        };
        row(JobState::Queued, JobState::Cancelled, Effect::None);
        row(JobState::Staging, JobState::Cancelled, Effect::None);
        row(JobState::Staged, JobState::Cancelled, Effect::None);
        row(JobState::Submitting, JobState::Cancelling,
            Effect::Cancel); // It may have been started.
        row(JobState::Running, JobState::Cancelling, Effect::Cancel);
        row(JobState::Cancelling, JobState::Cancelling, Effect::Look);
        row(JobState::Exited, JobState::Collecting, Effect::Collect);
        row(JobState::Attention, JobState::Cancelling, Effect::Cancel);
    }
    void wishToCancelIsHonouredWhereItStillCounts()
    {
        QFETCH(JobState, before);
        Attempt attempt = in(before);
        attempt.cancelWanted = true;
        const Step next = step(attempt, NothingNew{});
        QTEST(next.after.state, "after");
        QTEST(next.effect, "effect");
    }

    void lookDecides_data()
    {
        QTest::addColumn<JobState>("before");
        QTest::addColumn<AttemptState>("seen");
        QTest::addColumn<JobState>("after");
        QTest::addColumn<Effect>("effect");
        const auto row = [](const char *name, JobState before, AttemptState seen, JobState after,
                            Effect effect) {
            QTest::newRow(name) << before << seen << after << effect;
        };
        const auto S = JobState::Submitting, R = JobState::Running, C = JobState::Cancelling;
        row("submitting: nobody runs it", S, AttemptState::Unclaimed, S, Effect::Start);
        row("submitting: no folder yet", S, AttemptState::NoFolder, S, Effect::Start);
        row("submitting: runs", S, AttemptState::Alive, R, Effect::None);
        row("submitting: ran", S, AttemptState::Exited, JobState::Exited, Effect::None);
        row("submitting: runs on another node", S, AttemptState::OtherNode, R, Effect::None);
        row("submitting: claimed just now", S, AttemptState::Claiming, S, Effect::None);
        row("running: runs", R, AttemptState::Alive, R, Effect::None);
        row("running: ended", R, AttemptState::Exited, JobState::Exited, Effect::None);
        row("running: orphaned", R, AttemptState::Orphaned, R, Effect::None);
        row("running: another node", R, AttemptState::OtherNode, R, Effect::None);
        row("running: gone once", R, AttemptState::Vanished, R, Effect::None);
        row("running: rebooted once", R, AttemptState::Rebooted, R, Effect::None);
        row("running: folder gone once", R, AttemptState::NoFolder, R, Effect::None);
        row("cancelling: still runs", C, AttemptState::Alive, C, Effect::Cancel);
        row("cancelling: orphaned", C, AttemptState::Orphaned, C, Effect::Cancel);
        row("cancelling: not started", C, AttemptState::Unclaimed, C, Effect::Cancel);
        row("cancelling: no folder yet", C, AttemptState::NoFolder, C, Effect::Cancel);
        row("cancelling: ended", C, AttemptState::Exited, JobState::Exited, Effect::None);
        row("queued in an old copy of the store: runs", JobState::Queued, AttemptState::Alive, R,
            Effect::None);
        row("staged: not started", JobState::Staged, AttemptState::NoFolder, JobState::Staged,
            Effect::None);
        row("exited: the same", JobState::Exited, AttemptState::Exited, JobState::Exited,
            Effect::None);
        row("collecting: runs", JobState::Collecting, AttemptState::Alive, JobState::Attention,
            Effect::None);
        row("attention: waits for a person", JobState::Attention, AttemptState::Alive,
            JobState::Attention, Effect::None);
    }
    void lookDecides()
    {
        QFETCH(JobState, before);
        QFETCH(AttemptState, seen);
        const Step next = step(in(before), look(seen));
        QTEST(next.after.state, "after");
        QTEST(next.effect, "effect");
    }

    void absenceIsBelievedAtTheSecondLook_data()
    {
        QTest::addColumn<JobState>("before");
        QTest::addColumn<AttemptState>("seen");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<JobState>("after");
        const auto row = [](const char *name, JobState before, AttemptState seen, int seconds,
                            JobState after) {
            QTest::newRow(name) << before << seen << seconds << after;
        };
        const auto R = JobState::Running, C = JobState::Cancelling, S = JobState::Submitting;
        row("vanished, too soon", R, AttemptState::Vanished, 29, R);
        row("vanished", R, AttemptState::Vanished, 30, JobState::Collecting);
        row("rebooted, too soon", R, AttemptState::Rebooted, 29, R);
        row("rebooted", R, AttemptState::Rebooted, 30, JobState::Collecting);
        row("clock went back", R, AttemptState::Vanished, -500, R);
        row("folder gone, too soon", R, AttemptState::NoFolder, 29, R);
        row("folder gone", R, AttemptState::NoFolder, 30, JobState::Attention);
        row("claim gone", R, AttemptState::Unclaimed, 30, JobState::Attention);
        row("owner forgotten", R, AttemptState::Claiming, 60, JobState::Attention);
        row("start died, too soon", S, AttemptState::Claiming, 59, S);
        row("start died", S, AttemptState::Claiming, 60, JobState::Lost);
        row("start vanished", S, AttemptState::Vanished, 30, JobState::Collecting);
        row("cancelled before the start, too soon", C, AttemptState::Unclaimed, 29, C);
        row("cancelled before the start", C, AttemptState::Unclaimed, 30, JobState::Cancelled);
        row("cancelled, its folder not there", C, AttemptState::NoFolder, 30, JobState::Cancelled);
        row("cancelled and vanished", C, AttemptState::Vanished, 30, JobState::Cancelled);
    }
    void absenceIsBelievedAtTheSecondLook()
    {
        QFETCH(JobState, before);
        QFETCH(AttemptState, seen);
        QFETCH(int, seconds);
        const Step next = afterTwoLooks(before, seen, seconds);
        QTEST(next.after.state, "after");
    }

    // Its folder was deleted: nobody ends it unasked, and it counts as ended when it has.
    void jobThatRunsOnWithoutItsFolderIsNamedAndCanBeEnded()
    {
        const auto gone = [](qint64 now, std::vector<qint64> survivors) {
            HostLook look;
            look.status.state = AttemptState::NoFolder;
            look.status.survivors = std::move(survivors);
            look.now = now;
            look.boot = "boot";
            look.cancelTold = true;
            return look;
        };
        Attempt attempt;
        attempt.state = JobState::Running;
        attempt.pid = 100;
        attempt = advance(attempt, gone(1000, {101, 102})).after;
        QCOMPARE(attempt.state, JobState::Running);
        Step step = advance(attempt, gone(1030, {101, 102}));
        QCOMPARE(step.after.state, JobState::Attention);
        QCOMPARE(step.effect, Effect::None);
        QVERIFY2(step.after.reason.contains(QLatin1String("still runs there (processes 101 102)")),
                 qPrintable(step.after.reason));
        QCOMPARE(step.evidence[QStringLiteral("survivors")].toString(), QStringLiteral("101 102"));

        attempt = step.after;
        attempt.cancelWanted = true;
        step = advance(attempt, NothingNew{});
        QCOMPARE(step.effect, Effect::Cancel);
        attempt = step.after;
        attempt = advance(attempt, gone(1040, {102})).after;
        step = advance(attempt, gone(1100, {102}));
        QCOMPARE(step.after.state, JobState::Cancelling);
        QCOMPARE(step.effect, Effect::Cancel);
        step = advance(step.after, gone(1101, {}));
        QCOMPARE(step.after.state, JobState::Cancelled);
        QVERIFY(step.after.reason.contains(QLatin1String("folder on the host is gone")));
    }

    void cancelledBeforeTheStartIsBelievedOnlyAfterTheHostWasTold()
    {
        for (const AttemptState seen : {AttemptState::NoFolder, AttemptState::Unclaimed}) {
            Attempt attempt = in(JobState::Cancelling);
            for (const int now : {1000, 1030, 1060}) {
                HostLook untold = look(seen, now);
                untold.cancelTold = false;
                const Step next = step(attempt, untold);
                QCOMPARE(next.after.state, JobState::Cancelling);
                QCOMPARE(next.effect, Effect::Cancel);
                attempt = next.after;
            }
            attempt = step(attempt, look(seen, 1070)).after;
            QCOMPARE(attempt.state, JobState::Cancelling);
            QCOMPARE(step(attempt, look(seen, 1100)).after.state, JobState::Cancelled);
        }
    }

    void doubtIsForgottenWhenTheJobIsSeenAgain()
    {
        Attempt attempt = step(in(JobState::Running), look(AttemptState::Vanished, 1000)).after;
        QVERIFY(attempt.doubt);
        attempt = step(attempt, look(AttemptState::Alive, 1020)).after;
        QVERIFY(!attempt.doubt);
        attempt = step(attempt, look(AttemptState::Vanished, 1040)).after;
        QCOMPARE(attempt.state, JobState::Running);
    }

    // The first look is late enough to doubt; `beats` is how many heartbeats come until the second.
    void jobOnAnotherNodeWhoseHeartbeatStandsStillIsAQuestion_data()
    {
        QTest::addColumn<JobState>("before");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<int>("beats");
        QTest::addColumn<bool>("told");
        QTest::addColumn<JobState>("after");
        const auto R = JobState::Running, C = JobState::Cancelling;
        QTest::newRow("too soon") << R << 599 << 0 << true << R;
        QTest::newRow("long enough") << R << 600 << 0 << true << JobState::Attention;
        QTest::newRow("it beats, by a clock that is late") << R << 600 << 1 << true << R;
        QTest::newRow("cancelled, too soon") << C << 599 << 0 << true << C;
        QTest::newRow("cancelled, not told") << C << 600 << 0 << false << C;
        QTest::newRow("cancelled") << C << 600 << 0 << true << JobState::Cancelled;
    }
    void jobOnAnotherNodeWhoseHeartbeatStandsStillIsAQuestion()
    {
        QFETCH(JobState, before);
        QFETCH(int, seconds);
        QFETCH(int, beats);
        QFETCH(bool, told);
        const auto lookFrom = [&](const char *node, qint64 now, qint64 beat) {
            HostLook seen = look(AttemptState::OtherNode, now);
            seen.boot = node; // Each has its own.
            seen.node = node;
            seen.cancelTold = told;
            seen.status.node = "cpu1";
            seen.status.heartbeat = beat;
            seen.status.heartbeatAt = 4900 + 5 * (beat - 12);
            return seen;
        };
        const Step first = step(in(before), lookFrom("login1", 5000, 12));
        QCOMPARE(first.after.state, before);
        const Step next = step(first.after, lookFrom("login2", 5000 + seconds, 12 + beats));
        QTEST(next.after.state, "after");
        if (next.after.state == before)
            return;
        QCOMPARE(next.evidence[QStringLiteral("heartbeat")].toInt(), 12);
        QCOMPARE(next.evidence[QStringLiteral("heartbeat_at")].toInt(), 4900);
        QCOMPARE(next.evidence[QStringLiteral("node")].toString(), QStringLiteral("cpu1"));
        QCOMPARE(next.evidence[QStringLiteral("seen_from")].toString(), QStringLiteral("login2"));
        QVERIFY(next.after.reason.contains(QStringLiteral("cpu1")));
        QVERIFY(next.after.reason.contains(formatDuration(600)));
    }

    void jobThatBeatsOnAnotherNodeIsLookedAtWithoutAWord()
    {
        Attempt attempt = in(JobState::Running);
        for (qint64 now = 5000; now < 20000; now += 60) {
            HostLook seen = look(AttemptState::OtherNode, now);
            seen.status.heartbeat = now / 5;
            seen.status.heartbeatAt = now - 55; // Its clock is a little late.
            const Step next = step(attempt, seen);
            QVERIFY(sameRecord(next.after, attempt));
            attempt = next.after;
        }
    }

    void twoLooksAcrossAReBootAreNotTwoLooks()
    {
        Attempt attempt = step(in(JobState::Running), look(AttemptState::Vanished, 1000)).after;
        HostLook second = look(AttemptState::Vanished, 2000);
        second.boot = "another";
        QCOMPARE(step(attempt, second).after.state, JobState::Running);
    }

    void runnerThatDiedAtItsClaimIsRunAgain()
    {
        QVERIFY(afterTwoLooks(JobState::Submitting, AttemptState::Claiming, 60).runAgain);
        QVERIFY(!afterTwoLooks(JobState::Submitting, AttemptState::Vanished, 30).runAgain);
    }

    void anotherProcessThanTheStartedOneIsAContradiction()
    {
        for (int fact = 0; fact < 3; ++fact) {
            HostLook other = look(AttemptState::Alive);
            (fact == 0 ? other.status.pid : other.status.ticks) += fact < 2 ? 1 : 0;
            if (fact == 2)
                other.status.boot = "another";
            const Step next = step(in(JobState::Running), other);
            QCOMPARE(next.after.state, JobState::Attention);
            QCOMPARE(next.after.heldFrom, std::optional<JobState>(JobState::Running));
            QVERIFY(!next.after.reason.isEmpty());
            QVERIFY(next.evidence.contains(QStringLiteral("choices")));
            QCOMPARE(next.evidence[QStringLiteral("host")].toString(), QStringLiteral("ALIVE"));
        }
    }

    void exitCodeThatChangesIsAContradiction()
    {
        QCOMPARE(step(in(JobState::Collecting), look(AttemptState::Exited, 1000, 1)).after.state,
                 JobState::Attention);
    }

    void startedJobHasItsIdentityAndEndItsFacts()
    {
        Attempt attempt = in(JobState::Submitting);
        attempt = step(attempt, look(AttemptState::Alive)).after;
        QCOMPARE(attempt.pid, 100);
        QCOMPARE(attempt.startTicks, QStringLiteral("7"));
        QCOMPARE(attempt.bootId, QStringLiteral("b"));
        QCOMPARE(attempt.startedAt, std::optional<qint64>(900));
        HostLook ended = look(AttemptState::Exited, 1000, 3);
        ended.status.cancelled = true;
        ended.status.reason = QStringLiteral("Out of\x1b[31m disk");
        attempt = step(attempt, ended).after;
        QCOMPARE(attempt.exitCode, std::optional<int>(3));
        QCOMPARE(attempt.endedAt, std::optional<qint64>(950));
        QVERIFY(attempt.cancelled);
        QVERIFY(!attempt.reason.contains(QLatin1Char('\x1b')));
    }

    void endSaysHowItEnded()
    {
        Attempt attempt = in(JobState::Collecting);
        Step next = step(attempt, ResultsHere{});
        QCOMPARE(next.after.state, JobState::Succeeded);
        QVERIFY(next.after.collected);

        attempt.exitCode = 1;
        next = step(attempt,
                    ResultsHere{"Traceback (most recent call last):\n  x\nValueError: bad\n"});
        QCOMPARE(next.after.state, JobState::Failed);
        QCOMPARE(next.after.reason, QStringLiteral("ValueError: bad"));

        attempt.reason = QStringLiteral("No usable Python");
        QCOMPARE(step(attempt, ResultsHere{"ValueError: bad\n"}).after.reason,
                 QStringLiteral("No usable Python"));

        attempt.cancelled = true;
        QCOMPARE(step(attempt, ResultsHere{}).after.state, JobState::Cancelled);
    }

    void resultsThatAreNotThereAreNoSuccess()
    {
        QCOMPARE(afterNoResults(0, 60).after.state, JobState::Attention);
        const Step next = afterNoResults(1, 60);
        QCOMPARE(next.after.state, JobState::Failed);
        QVERIFY(!next.after.collected);
    }

    void resultsThatAreNotThereYetAreLookedForAgain()
    {
        for (const int exitCode : {0, 1}) {
            const Step early = afterNoResults(exitCode, 59);
            QCOMPARE(early.after.state, JobState::Collecting);
            QCOMPARE(early.effect, Effect::None);
            QCOMPARE(step(early.after, NothingNew{}).effect, Effect::Look); // At its own pace.
            const Step again = step(early.after, look(AttemptState::Exited, 1059, exitCode));
            QCOMPARE(again.effect, Effect::Collect);
            const Step found = step(again.after, ResultsHere{});
            QCOMPARE(found.after.state, exitCode == 0 ? JobState::Succeeded : JobState::Failed);
            QVERIFY(found.after.collected);
        }
        // Of a runner that died they are listed by whoever comes.
        Attempt attempt = in(JobState::Collecting);
        attempt.exitCode.reset();
        attempt = step(attempt, NoResults{look(AttemptState::Vanished, 1000), {}}).after;
        QCOMPARE(attempt.state, JobState::Collecting);
        QCOMPARE(step(attempt, look(AttemptState::Vanished, 1060)).effect, Effect::Collect);
        QCOMPARE(step(attempt, NoResults{look(AttemptState::Vanished, 1060), {}}).after.state,
                 JobState::Lost);
    }

    void failureThatWillNotPassWaitsForAPersonWhoMayTryAgain()
    {
        for (const ErrorKind kind : {ErrorKind::NoSpace, ErrorKind::Denied, ErrorKind::Corrupt,
                                     ErrorKind::Busy, ErrorKind::InvalidInput}) {
            const Step held = step(in(JobState::Staging), failed(Effect::Stage, kind));
            QCOMPARE(held.after.state, JobState::Attention);
            QCOMPARE(held.after.reason, QStringLiteral("no"));
            const Step again = step(held.after, TryAgain{});
            QCOMPARE(again.after.state, JobState::Staging);
            QVERIFY(again.after.reason.isEmpty());
            QVERIFY(!again.after.heldFrom);
        }
    }

    void packageThatIsNoLongerThereIsSentAgain()
    {
        sentAgainUnlessCancelled(failed(Effect::Start, ErrorKind::NotFound));
    }

    void packageThatArrivedWrongIsSentAgain()
    {
        sentAgainUnlessCancelled(PackageWrong{});
        for (const JobState state : {JobState::Running, JobState::Cancelling, JobState::Attention})
            QCOMPARE(step(in(state), PackageWrong{}).after.state, state);
    }

    // Promises 4 and 6 in 10,000 random lives: a terminal state never changes, an unreachable host
    // changes nothing, nothing ends on an absence that was seen once, and who was never started is
    // never lost.
    void randomLivesKeepThePromises()
    {
        std::mt19937 random(20260102);
        const auto pick = [&](int below) { return int(random() % unsigned(below)); };
        int ended = 0;
        for (int life = 0; life < 10000; ++life) {
            Attempt attempt = in(JobState::Queued);
            qint64 now = 1000;
            // A little longer than to its end.
            for (int turn = 0, left = 40; turn < left; ++turn) {
                if (isTerminal(attempt.state))
                    left = std::min(left, turn + 4);
                now += pick(40);
                attempt.cancelWanted = attempt.cancelWanted || pick(50) == 0;
                const AttemptState seen = allLooks[size_t(pick(int(allLooks.size())))];
                const auto effect = Effect(1 + pick(5));
                Observation observation = NothingNew{};
                switch (pick(15)) {
                case 0:
                    observation = PackageThere{};
                    break;
                case 1:
                case 2:
                case 3:
                    observation = look(seen, now, pick(3));
                    break;
                case 4:
                    observation = ResultsHere{};
                    break;
                case 5:
                    observation = failed(effect, ErrorKind(pick(8)));
                    break;
                case 6:
                    observation = Unreachable{};
                    break;
                case 7:
                    observation = TryAgain{};
                    break;
                case 8:
                    observation = PackageWrong{};
                    break;
                default:
                    break;
                }
                const Step next = step(attempt, observation);
                QVERIFY(!isTerminal(attempt.state) || sameRecord(next.after, attempt));
                if (std::holds_alternative<Unreachable>(observation))
                    QVERIFY(sameRecord(next.after, attempt));
                const bool givenUp =
                    next.after.state == JobState::Collecting && !next.after.exitCode;
                if (givenUp && attempt.state != JobState::Collecting
                    && attempt.state != JobState::Attention) {
                    QVERIFY(attempt.doubt);
                    QVERIFY(now - attempt.doubt->since >= secondLook);
                }
                if (next.after.state == JobState::Lost)
                    QVERIFY(!next.after.exitCode);
                if (next.after.state == JobState::Succeeded)
                    QCOMPARE(next.after.exitCode, std::optional<int>(0));
                if (next.after.state == JobState::Attention)
                    QVERIFY(next.after.heldFrom && !next.after.reason.isEmpty());
                if (next.effect == Effect::Start)
                    QCOMPARE(next.after.state, JobState::Submitting); // Stored before it is done.
                attempt = next.after;
            }
            ended += isTerminal(attempt.state) ? 1 : 0;
        }
        QVERIFY(ended > 2000); // The others wait for a person.
    }

    void reasonIsWhatAPersonWouldLookFor_data()
    {
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("log");
        QTest::addColumn<QString>("part");
        QTest::newRow("exception")
            << 1
            << QByteArray("x\nTraceback (most recent call last):\n  File \"a\"\n"
                          "sklearn.exceptions.NotFittedError: call fit\nbye\n")
            << "sklearn.exceptions.NotFittedError: call fit";
        QTest::newRow("bare exception")
            << 1 << QByteArray("Traceback (most recent call last):\nMemoryError\n")
            << "MemoryError";
        QTest::newRow("chained: the last counts")
            << 1
            << QByteArray("Traceback (most recent call last):\nKeyError: 1\n\nDuring …\n\n"
                          "Traceback (most recent call last):\nValueError: 2\n")
            << "ValueError: 2";
        QTest::newRow("out of memory") << 137 << QByteArray("epoch 3\n") << "signal 9";
        QTest::newRow("segfault") << 139 << QByteArray() << "signal 11";
        QTest::newRow("last words")
            << 2 << QByteArray("usage: train.py FILE\n\n") << "usage: train.py FILE";
        QTest::newRow("silence") << 5 << QByteArray() << "exit code 5";
    }
    void reasonIsWhatAPersonWouldLookFor()
    {
        QFETCH(int, exitCode);
        QFETCH(QByteArray, log);
        QFETCH(QString, part);
        QVERIFY2(failureReason(exitCode, log).contains(part),
                 qPrintable(failureReason(exitCode, log)));
    }

    void reasonOfAHostileLogIsOneSafeLine()
    {
        const QString reason =
            failureReason(1, "Traceback (most recent call last):\nValueError: \x1b]8;;x\x07\xff\xfe"
                                 + QByteArray(100000, 'A') + "\n");
        QVERIFY(reason.size() < 1000);
        QVERIFY(!reason.contains(QLatin1Char('\x1b')) && !reason.contains(QLatin1Char('\n')));
    }

    void pollingSlowsDownAndSpeedsUpForAWatcher()
    {
        const PollTimes times;
        QCOMPARE(times.next(0, false).count(), std::chrono::milliseconds(2s).count());
        QCOMPARE(times.next(3, false).count(), std::chrono::milliseconds(15s).count());
        QCOMPARE(times.next(4, true).count(), std::chrono::milliseconds(15s).count());
        QCOMPARE(times.next(4, false).count(), std::chrono::milliseconds(60s).count());
        QCOMPARE(times.next(1000, false).count(), std::chrono::milliseconds(300s).count());
        QCOMPARE(times.afterFailures(0).count(), std::chrono::milliseconds(2s).count());
        QCOMPARE(times.afterFailures(3).count(), std::chrono::milliseconds(16s).count());
        QCOMPARE(times.afterFailures(10000).count(), std::chrono::milliseconds(300s).count());
    }

    void aHostIsAskedNoMoreOftenThanItsFloor()
    {
        PollTimes times;
        times.floor = 90s;
        for (const int looks : {0, 3, 4})
            QCOMPARE(times.next(looks, true).count(), std::chrono::milliseconds(90s).count());
        QCOMPARE(times.next(1000, false).count(), std::chrono::milliseconds(300s).count());
        QCOMPARE(times.afterFailures(0).count(), std::chrono::milliseconds(90s).count());
        QCOMPARE(times.afterFailures(10000).count(), std::chrono::milliseconds(300s).count());
    }
};

QTEST_GUILESS_MAIN(TestAdvance)
#include "tst_advance.moc"
