#include "core/results/report_check.h"

#include "core/base/text.h"
#include "core/results/leaderboard.h"
#include "core/results/report_scores.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ReportCheck)
};

constexpr double tolerance = 1e-9;

// Large values are compared by their leading digits: an RMSE of 1e6 has no nine decimals.
bool agree(double a, double b)
{
    return std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

class Checker
{
public:
    explicit Checker(const Report &report) : m_report(report) {}

    std::vector<ReportProblem> check()
    {
        for (const Candidate &candidate : m_report.candidates) {
            if (!candidate.heldOut || m_report.task == Report::Task::Clustering)
                continue;
            for (const FoldResult &fold : candidate.folds)
                checkFold(candidate, fold);
        }
        checkTest();
        checkWinner();
        return std::move(m_problems);
    }

private:
    void add(const QString &block, const QString &message)
    {
        m_problems.push_back({block, message});
    }

    void compareScores(const QString &block, const QString &where, const NamedNumbers &claimed,
                       const NamedNumbers &computed)
    {
        for (const auto &[name, value] : computed) {
            const auto claim = claimed.find(name);
            if (claim != claimed.end() && !agree(claim->second, value))
                add(block, Tr::tr("%1 of %2 on %3 is reported as %4; its predictions give %5.")
                               .arg(name, plainLine(block, 60), where)
                               .arg(claim->second, 0, 'g', 12)
                               .arg(value, 0, 'g', 12));
        }
    }

    void checkFold(const Candidate &candidate, const FoldResult &result)
    {
        const Predictions &predictions = *candidate.heldOut;
        const std::vector<std::size_t> rows = rowsOfFold(predictions, result.fold);
        const QString where = Tr::tr("fold %1").arg(result.fold);
        if (rows.empty()) {
            add(candidate.block,
                Tr::tr("%1 has no predictions for %2.").arg(plainLine(candidate.block, 60), where));
            return;
        }
        compareScores(candidate.block, where, result.scores,
                      recomputeScores(m_report, predictions, rows));
        if (std::size_t(result.fold) >= m_report.rows.folds.size()) {
            add(candidate.block, Tr::tr("folds.json has no %1.").arg(where));
            return;
        }
        std::vector<qint64> held;
        held.reserve(rows.size());
        for (const std::size_t row : rows)
            held.push_back(predictions.row[row]);
        const RowParts::Fold &fold = m_report.rows.folds[std::size_t(result.fold)];
        if (std::multiset<qint64>(held.begin(), held.end())
            != std::multiset<qint64>(fold.held.begin(), fold.held.end()))
            add(candidate.block, Tr::tr("%1 predicted other rows than %2 holds out.")
                                     .arg(plainLine(candidate.block, 60), where));
        if (overlap(held, fold.fit))
            add(candidate.block, Tr::tr("%1 was scored on rows of %2 it was fitted on.")
                                     .arg(plainLine(candidate.block, 60), where));
    }

    void checkTest()
    {
        if (!m_report.test || !m_report.test->predictions
            || m_report.task == Report::Task::Clustering)
            return;
        const TestScores &test = *m_report.test;
        std::vector<std::size_t> rows(test.predictions->size());
        std::iota(rows.begin(), rows.end(), 0);
        if (rows.empty()) {
            add(test.block, Tr::tr("There are no predictions for the test part."));
            return;
        }
        compareScores(test.block, Tr::tr("the test part"), test.scores,
                      recomputeScores(m_report, *test.predictions, rows));
        if (overlap(test.predictions->row, m_report.rows.train)
            || overlap(test.predictions->row, m_report.rows.validation))
            add(test.block, Tr::tr("Rows of the test part belong to the training part too."));
    }

    void checkWinner()
    {
        const Leaderboard leaderboard = makeLeaderboard(m_report);
        const LeaderboardRow *best = leaderboard.best();
        const auto winner =
            std::find_if(leaderboard.rows.begin(), leaderboard.rows.end(),
                         [this](const auto &row) { return row.block == m_report.winner; });
        if (best && winner != leaderboard.rows.end() && !agree(winner->score, best->score))
            add(m_report.winner,
                Tr::tr("The report names %1 the winner; by its folds %2 is better.")
                    .arg(plainLine(m_report.winner, 60), plainLine(best->block, 60)));
    }

    static bool overlap(const std::vector<qint64> &a, const std::vector<qint64> &b)
    {
        const std::set<qint64> known(b.begin(), b.end());
        return std::any_of(a.begin(), a.end(), [&](qint64 row) { return known.count(row) > 0; });
    }

    const Report &m_report;
    std::vector<ReportProblem> m_problems;
};

} // namespace

std::vector<ReportProblem> checkReport(const Report &report)
{
    return Checker(report).check();
}

} // namespace outcrop
