#include "core/results/leaderboard.h"

#include <QtTest>

#include <cmath>

using namespace outcrop;

namespace {

Candidate candidate(const char *block, const std::vector<double> &scores)
{
    Candidate result;
    result.block = result.title = QString::fromLatin1(block);
    result.baseline = result.block == QLatin1String("baseline");
    for (std::size_t i = 0; i < scores.size(); ++i)
        result.folds.push_back(
            {int(i), 80, 20, 0.5 + double(i), {{QStringLiteral("auc"), scores[i]}}});
    return result;
}

Candidate failed(const char *block, const char *error)
{
    Candidate result = candidate(block, {0.999});
    result.error = QString::fromLatin1(error);
    return result;
}

Report reportOf(const std::vector<Candidate> &candidates)
{
    Report report;
    report.metric = QStringLiteral("auc");
    report.candidates = candidates;
    return report;
}

// "1 b; 2 a; - baseline": ranks and blocks in order, tied ones with a star.
QString order(const Report &report)
{
    QStringList rows;
    for (const LeaderboardRow &row : makeLeaderboard(report).rows)
        rows << (row.rank ? QString::number(*row.rank) : QStringLiteral("-")) + QLatin1Char(' ')
                    + row.block + (row.tied ? QStringLiteral("*") : QString());
    return rows.join(QLatin1String("; "));
}

} // namespace

class TestLeaderboard : public QObject
{
    Q_OBJECT

private slots:
    void candidatesAreRankedByMeanAndNearOnesAreTied();
    void lowerIsBetterTurnsTheOrder();
    void baselineStandsByScoreWithoutARank();
    void candidateNoBetterThanTheBaselineDoesNotHideIt();
    void candidateFarBelowTheBaselineDoesNotBeatIt();
    void baselineIsBeatenByAClearLead();
    void failedCandidatesAreLastWithTheirError();
    void notANumberIsNotRanked();
    void oneFoldCannotTellCandidatesApart();
    void emptyReportHasNoBest();
    void latencySpreadIsTheSdOverRepeats();
    void p999NeedsTenThousandRequests();
    void latencyOfOneRowAndThreadIsPreferred();
};

void TestLeaderboard::candidatesAreRankedByMeanAndNearOnesAreTied()
{
    const Report report = reportOf({candidate("low", {0.70, 0.72, 0.71, 0.69}),
                                    candidate("best", {0.91, 0.90, 0.92, 0.90}),
                                    candidate("near", {0.90, 0.91, 0.91, 0.90})});
    QCOMPARE(order(report), QStringLiteral("1 best*; 2 near*; 3 low"));
    const Leaderboard leaderboard = makeLeaderboard(report);
    QCOMPARE(leaderboard.best()->block, QStringLiteral("best"));
    QCOMPARE(leaderboard.best()->score, 0.9075);
    QCOMPARE(leaderboard.best()->fitSeconds, 2.0);
    QVERIFY(std::abs(leaderboard.best()->sd - 0.00957427107756338) < 1e-12);
    // Differences 0.21, 0.18, 0.21, 0.21: mean 0.2025, t(3) = 3.182, sd 0.015, variance factor 1/4
    // + 1/4
    const Interval interval = leaderboard.rows[2].behindBest.value();
    QVERIFY(std::abs(interval.low - (0.2025 - 3.18244630528371 * 0.015 * std::sqrt(0.5))) < 1e-9);
}

void TestLeaderboard::lowerIsBetterTurnsTheOrder()
{
    Report report = reportOf({candidate("large", {9, 9.1, 9}), candidate("small", {1, 1.1, 1})});
    report.higherIsBetter = false;
    QCOMPARE(order(report), QStringLiteral("1 small; 2 large"));
    QVERIFY(makeLeaderboard(report).rows[1].behindBest->low > 0);
}

void TestLeaderboard::baselineStandsByScoreWithoutARank()
{
    QCOMPARE(
        order(reportOf({candidate("baseline", {0.5, 0.5, 0.5}), candidate("bad", {0.3, 0.31, 0.3}),
                        candidate("good", {0.9, 0.91, 0.9})})),
        QStringLiteral("1 good; - baseline; 2 bad"));
}

void TestLeaderboard::candidateNoBetterThanTheBaselineDoesNotHideIt()
{
    const Report report =
        reportOf({candidate("baseline", {0.5, 0.6, 0.7}), candidate("only", {0.61, 0.5, 0.6})});
    QCOMPARE(order(report), QStringLiteral("- baseline*; 1 only"));
    const Leaderboard leaderboard = makeLeaderboard(report);
    QVERIFY(leaderboard.unbeatenBaseline());
    QCOMPARE(leaderboard.unbeatenBaseline()->block, QStringLiteral("baseline"));
    QVERIFY(!leaderboard.isBestDistinguished()); // From nobody.
}

void TestLeaderboard::candidateFarBelowTheBaselineDoesNotBeatIt()
{
    const Leaderboard leaderboard = makeLeaderboard(
        reportOf({candidate("baseline", {0.5, 0.5, 0.5}), candidate("first", {0.3, 0.31, 0.32}),
                  candidate("second", {0.03, 0.04, 0.02})}));
    QVERIFY(leaderboard.unbeatenBaseline());
    QVERIFY(!leaderboard.best()->tied);
    QVERIFY(!leaderboard.isBestDistinguished()); // From the other, and still good for nothing.
}

void TestLeaderboard::baselineIsBeatenByAClearLead()
{
    const Leaderboard leaderboard = makeLeaderboard(
        reportOf({candidate("baseline", {0.5, 0.5, 0.5}), candidate("best", {0.9, 0.91, 0.92}),
                  candidate("low", {0.6, 0.62, 0.61})}));
    QVERIFY(!leaderboard.unbeatenBaseline());
    QVERIFY(leaderboard.isBestDistinguished());
    QVERIFY(!makeLeaderboard(reportOf({candidate("only", {0.9, 0.91})})).unbeatenBaseline());
}

void TestLeaderboard::failedCandidatesAreLastWithTheirError()
{
    const Report report =
        reportOf({failed("broken", "ValueError: no"), candidate("ok", {0.6, 0.7, 0.6})});
    QCOMPARE(order(report), QStringLiteral("1 ok; - broken"));
    QCOMPARE(makeLeaderboard(report).rows[1].error, QStringLiteral("ValueError: no"));
}

void TestLeaderboard::notANumberIsNotRanked()
{
    Candidate partly = candidate("partly", {0.9, 0.9, 0.9});
    partly.folds[1].scores.clear();
    const Report report =
        reportOf({candidate("nan", {0.9, qQNaN(), 0.9}), partly, candidate("ok", {0.6, 0.7, 0.6})});
    QCOMPARE(order(report), QStringLiteral("1 ok; - nan; - partly"));
    QVERIFY(!makeLeaderboard(report).rows[1].error.isEmpty());
    QVERIFY(!makeLeaderboard(report).rows[2].error.isEmpty());
}

void TestLeaderboard::oneFoldCannotTellCandidatesApart()
{
    const Report report = reportOf({candidate("a", {0.9}), candidate("b", {0.2})});
    QCOMPARE(order(report), QStringLiteral("1 a*; 2 b*"));
    QVERIFY(!makeLeaderboard(report).rows[1].behindBest);
}

void TestLeaderboard::emptyReportHasNoBest()
{
    QVERIFY(!makeLeaderboard(Report()).best());
    QVERIFY(!makeLeaderboard(reportOf({failed("a", "no")})).best());
}

void TestLeaderboard::latencySpreadIsTheSdOverRepeats()
{
    LatencyRun run;
    run.repeat = {0, 0, 0, 1, 1, 1};
    run.milliseconds = {1, 2, 3, 3, 4, 5};
    const LatencySummary summary = summarizeLatency(run).value();
    QCOMPARE(summary.repeats, 2);
    QCOMPARE(summary.requests, 6);
    QCOMPARE(summary.percentiles.size(), std::size_t(4));
    QCOMPARE(summary.percentiles[0].milliseconds, 3.0);
    QCOMPARE(summary.percentiles[0].spread, std::sqrt(2.0)); // of 2 and 4
    QVERIFY(!summarizeLatency(LatencyRun()));
}

void TestLeaderboard::p999NeedsTenThousandRequests()
{
    LatencyRun run;
    run.repeat.assign(9'999, 0);
    run.milliseconds.assign(9'999, 1);
    QCOMPARE(summarizeLatency(run)->percentiles.back().percent, 99.0);
    run.repeat.push_back(0);
    run.milliseconds.push_back(1);
    QCOMPARE(summarizeLatency(run)->percentiles.back().percent, 99.9);
    QVERIFY(std::isnan(summarizeLatency(run)->percentiles.back().spread));
}

void TestLeaderboard::latencyOfOneRowAndThreadIsPreferred()
{
    Report report = reportOf({candidate("a", {0.9, 0.8})});
    const QString block = QStringLiteral("a");
    report.latency = {
        {block, 32, 1, 0, {0}, {9}}, {block, 1, 2, 0, {0}, {8}}, {block, 1, 1, 0, {0}, {7}}};
    QCOMPARE(makeLeaderboard(report).rows[0].latency->percentiles[0].milliseconds, 7.0);
}

QTEST_GUILESS_MAIN(TestLeaderboard)
#include "tst_leaderboard.moc"
