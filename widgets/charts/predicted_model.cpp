#include "widgets/charts/predicted_model.h"

#include "core/results/report_scores.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PredictedModel)
};

constexpr std::size_t mostPoints = 5000; // Beyond, every n-th is drawn: a cloud looks the same.

Series toSeries(const QString &label, const Predictions &predictions)
{
    Series series{label, 0, {}, {}};
    const std::size_t step = predictions.size() / mostPoints + 1;
    for (std::size_t i = 0; i < predictions.size(); i += step) {
        if (!std::isfinite(predictions.truth[i]) || !std::isfinite(predictions.prediction[i]))
            continue;
        series.x.push_back(predictions.truth[i]);
        series.y.push_back(predictions.prediction[i]);
    }
    return series;
}

void include(PredictedModel &model, const Series &series)
{
    for (const auto &values : {series.x, series.y}) {
        for (const double value : values) {
            model.low = std::min(model.low, value);
            model.high = std::max(model.high, value);
        }
    }
}

QString testLabel(const TestScores &test)
{
    const auto score = test.scores.find(QStringLiteral("r2"));
    const QString looks = test.looks > 1 ? Tr::tr("test part, looked at %1 times").arg(test.looks)
                                         : Tr::tr("test part, once");
    return score == test.scores.end()
               ? looks
               : Tr::tr("%1 (R² = %2)").arg(looks).arg(score->second, 0, 'f', 3);
}

} // namespace

PredictedModel makePredictedModel(const Report &report, const Leaderboard &leaderboard)
{
    PredictedModel model;
    model.title = Tr::tr("Predicted and true · %1").arg(shownTitle(report.name));
    if (report.task != Report::Task::Regression) {
        model.empty = Tr::tr("The models predict no numbers.");
        return model;
    }
    const LeaderboardRow *best = leaderboard.best();
    const Candidate *candidate = best ? report.find(best->block) : nullptr;
    if (!candidate || !candidate->heldOut || candidate->heldOut->size() == 0) {
        model.empty = Tr::tr("There are no predictions for held-out rows.");
        return model;
    }
    model.title = Tr::tr("Predicted and true · %1 · %2")
                      .arg(shownTitle(report.name), shownTitle(candidate->title));
    const auto score = best->scores.find(QStringLiteral("r2"));
    const QString held = Tr::tr("held-out rows of %1").arg(foldsText(report));
    Series folds = toSeries(score == best->scores.end()
                                ? held
                                : Tr::tr("%1 (R² = %2)").arg(held).arg(score->second, 0, 'f', 3),
                            *candidate->heldOut);
    if (report.test && report.test->predictions && report.test->block == best->block)
        model.test = toSeries(testLabel(*report.test), *report.test->predictions);
    model.low = qInf();
    model.high = -qInf();
    include(model, folds);
    model.folds.push_back(std::move(folds));
    include(model, model.test);
    const double margin = std::max((model.high - model.low) * 0.04, 1e-9);
    model.low -= margin;
    model.high += margin;
    return model;
}

} // namespace outcrop
