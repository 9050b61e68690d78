#include "core/job_store/job_flags.h"
#include "core/jobs/attempt_flags.h"

#include <QtTest>

using namespace outcrop;

namespace {

constexpr qint64 noon = 1'800'000'000;

AttemptStatus alive(qint64 logSize, qint64 beat)
{
    AttemptStatus status;
    status.state = AttemptState::Alive;
    status.logSize = logSize;
    status.heartbeatAt = beat;
    return status;
}

HostStatus host(qint64 now, std::optional<qint64> free = 1LL << 40)
{
    HostStatus status;
    status.now = now;
    status.freeBytes = free;
    return status;
}

// Of a look that comes `seconds` after the one that saw the last byte.
AttemptFlags flagsOf(const AttemptStatus &status, qint64 seconds)
{
    return flagsAfter({}, {noon, status.logSize}, host(noon + seconds), status, noon + seconds);
}

} // namespace

class TestAttemptFlags : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void growthIsSeenInTheLogAndInTheEvents()
    {
        AttemptStatus status = alive(100, noon);
        const Silence first = growthAfter({}, status, noon);
        QCOMPARE(first, (Silence{noon, 100}));
        QCOMPARE(growthAfter(first, status, noon + 600), first);
        status.eventsSize = 1;
        QCOMPARE(growthAfter(first, status, noon + 900), (Silence{noon + 900, 101}));
        // A clock that was put back says nothing of how long it has been.
        QCOMPARE(growthAfter(Silence{noon + 50, 101}, status, noon), (Silence{noon, 101}));
    }

    void whatLivesAndWritesNothingForHalfAnHourIsSilent()
    {
        QVERIFY(!flagsOf(alive(100, noon + 1799), 1799).silence);
        QCOMPARE(flagsOf(alive(100, noon + 1800), 1800).silence, (Silence{noon, 100}));
    }

    void whoseRunnerNoLongerBeatsIsNotSilentButInDoubt()
    {
        QVERIFY(!flagsOf(alive(100, noon + 1700), 1800).silence);
        AttemptStatus gone = alive(100, noon + 1800);
        gone.state = AttemptState::Vanished;
        QVERIFY(!flagsOf(gone, 1800).silence);
    }

    void littleRoomIsToldAndChangesOnlyWhereItMatters()
    {
        const auto room = [](const AttemptFlags &before, std::optional<qint64> free) {
            return flagsAfter(before, {noon, 0}, host(noon, free), alive(0, noon), noon);
        };
        const qint64 some = 700LL << 20;
        QVERIFY(!room({}, 1LL << 30).lowDisk);
        QVERIFY(!room({}, std::nullopt).lowDisk); // Not known is not little.
        const AttemptFlags low = room({}, some);
        QCOMPARE(low.lowDisk, std::optional(some));
        QCOMPARE(room(low, some - 1000), low);
        QCOMPARE(room(low, some / 2).lowDisk, std::optional(some / 2));
        QCOMPARE(room(low, 2LL << 30), AttemptFlags());
    }

    void aClockThatIsWrongIsTold()
    {
        const auto clock = [](const AttemptFlags &before, qint64 ahead) {
            return flagsAfter(before, {noon, 0}, host(noon + ahead), alive(0, noon), noon).skew;
        };
        QVERIFY(!clock({}, 300));
        QVERIFY(!clock({}, -300));
        QCOMPARE(clock({}, -301), std::optional(qint64(-301)));
        AttemptFlags before;
        before.skew = 3600;
        QCOMPARE(clock(before, 3610), std::optional(qint64(3600)));
        QCOMPARE(clock(before, 7200), std::optional(qint64(7200)));
    }

    void flagsAreSaidInWordsWhileTheAttemptRuns()
    {
        const QDateTime now = QDateTime::fromSecsSinceEpoch(noon + 42 * 60, Qt::UTC);
        Attempt attempt;
        attempt.state = JobState::Running;
        QVERIFY(flagNames(attempt).isEmpty());
        QVERIFY(flagSentences(attempt, now).isEmpty());
        QCOMPARE(flagTitle(attempt, now), QString());
        attempt.flags = {Silence{noon, 100}, 700LL << 20, std::nullopt};
        QCOMPARE(flagNames(attempt).join(QLatin1Char(' ')), QStringLiteral("silent low_disk"));
        QCOMPARE(flagTitle(attempt, now), QStringLiteral("silent for 42 min"));
        attempt.flags.skew = 1800; // Silence is of the host's clock.
        QCOMPARE(flagTitle(attempt, now), QStringLiteral("silent for 1 h 12 min"));
        QCOMPARE(flagSentences(attempt, now).last(),
                 QStringLiteral("The clock of the host is 30 min 00 s ahead of this computer's."));
        attempt.orphaned = true;
        QCOMPARE(flagTitle(attempt, now), QStringLiteral("its end will not be recorded"));
        QVERIFY(
            flagSentences(attempt, now)
                .first()
                .startsWith(QLatin1String("Training still runs but its end will not be recorded")));
        attempt.state = JobState::Succeeded;
        QVERIFY(flagNames(attempt).isEmpty());
        QVERIFY(flagSentences(attempt, now).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestAttemptFlags)
#include "tst_attempt_flags.moc"
