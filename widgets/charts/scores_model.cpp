#include "widgets/charts/scores_model.h"

#include "core/results/metric_title.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ScoresModel)
};

constexpr double mostWidening =
    2.5; // A baseline farther off would squeeze the candidates together.

ScoresModel::Row toRow(const LeaderboardRow &from, const Leaderboard &leaderboard)
{
    ScoresModel::Row row;
    row.title = from.baseline ? Tr::tr("%1 (baseline)").arg(shownTitle(from.title))
                              : shownTitle(from.title);
    row.rank = from.rank.value_or(0);
    row.look = lookOf(leaderboard, from.block);
    row.mean = from.score;
    row.sd = std::isfinite(from.sd) ? from.sd : 0;
    row.folds = from.foldScores;
    row.distinguished = from.rank == 1 && leaderboard.isBestDistinguished();
    row.tied = from.rank != 1 && from.tied;
    row.baseline = from.baseline;
    row.text = meanText(row.mean, row.sd);
    return row;
}

struct Range
{
    double low = qInf();
    double high = -qInf();

    void include(const ScoresModel::Row &row)
    {
        for (const double value : row.folds) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
        low = std::min(low, row.mean - row.sd);
        high = std::max(high, row.mean + row.sd);
    }
    double width() const { return high - low; }
};

void setRange(ScoresModel &model)
{
    Range candidates;
    Range all;
    const ScoresModel::Row *outside = nullptr;
    for (const ScoresModel::Row &row : model.rows) {
        all.include(row);
        if (!row.baseline)
            candidates.include(row);
    }
    Range range = all;
    const bool hasCandidates = std::isfinite(candidates.width());
    if (hasCandidates && all.width() > mostWidening * candidates.width()) {
        range = candidates;
        outside = &*std::find_if(model.rows.begin(), model.rows.end(),
                                 [](const auto &row) { return row.baseline; });
    }
    const double margin =
        range.width() > 0 ? range.width() * 0.06 : std::max(std::abs(range.low) * 0.05, 0.01);
    model.low = range.low - margin;
    model.high = range.high + margin;
    if (outside)
        model.note = Tr::tr("the baseline lies outside: %1").arg(outside->text);
}

} // namespace

ScoresModel makeScoresModel(const Report &report, const Leaderboard &leaderboard)
{
    ScoresModel model;
    model.title = chartTitle({metricTitle(report.metric), shownTitle(report.name),
                              Tr::tr("mean ± SD of %1").arg(foldsText(report))});
    model.axisLabel = report.higherIsBetter
                          ? Tr::tr("%1 (higher is better)").arg(metricTitle(report.metric))
                          : Tr::tr("%1 (lower is better)").arg(metricTitle(report.metric));
    QStringList failed;
    for (const LeaderboardRow &row : leaderboard.rows) {
        if (row.error.isEmpty())
            model.rows.push_back(toRow(row, leaderboard));
        else
            failed << shownTitle(row.title);
    }
    if (model.rows.empty())
        model.empty = Tr::tr("No candidate has a score.");
    else
        setRange(model);
    if (!failed.isEmpty())
        model.note += (model.note.isEmpty() ? QString() : QStringLiteral(" · "))
                      + Tr::tr("failed: %1").arg(failed.join(QStringLiteral(", ")));
    return model;
}

ScoresModel fitted(const ScoresModel &model, int count)
{
    const int all = int(model.rows.size());
    if (all <= count)
        return model;
    std::vector<int> places(std::size_t(all), 0);
    std::iota(places.begin(), places.end(), 0);
    std::stable_sort(places.begin(), places.end(), [&](int a, int b) {
        const auto rank = [&](int place) {
            const int own = model.rows[std::size_t(place)].rank;
            return own > 0 ? own : all;
        };
        return rank(a) < rank(b);
    });
    places.resize(std::size_t(std::max(1, count)));
    std::sort(places.begin(), places.end());
    ScoresModel result = model;
    result.rows.clear();
    for (int place : places)
        result.rows.push_back(model.rows[std::size_t(place)]);
    addRemark(result.note,
              Tr::tr("%n more rows need more room", nullptr, all - int(places.size())));
    return result;
}

} // namespace outcrop
