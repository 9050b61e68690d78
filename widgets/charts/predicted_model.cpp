#include "widgets/charts/predicted_model.h"

#include "core/results/report_scores.h"
#include "core/results/statistics.h"

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

struct Dot
{
    double x, y;
};
using ToDot = Dot (*)(double truth, double prediction);
using Remark = QString (*)(const Predictions &predictions, const NamedNumbers &scores);

QString labelled(const QString &rows, const QString &remark)
{
    return remark.isEmpty() ? rows : Tr::tr("%1 (%2)").arg(rows, remark);
}

Series toSeries(const QString &label, const Predictions &predictions, ToDot toDot)
{
    Series series{label, 0, {}, {}};
    const std::size_t step = predictions.size() / mostPoints + 1;
    for (std::size_t i = 0; i < predictions.size(); i += step) {
        const Dot dot = toDot(predictions.truth[i], predictions.prediction[i]);
        if (!std::isfinite(dot.x) || !std::isfinite(dot.y))
            continue;
        series.x.push_back(dot.x);
        series.y.push_back(dot.y);
    }
    return series;
}

QString testText(const TestScores &test)
{
    return test.looks > 1 ? Tr::tr("test part, looked at %1 times").arg(test.looks)
                          : Tr::tr("test part, once");
}

QString determination(const Predictions &, const NamedNumbers &scores)
{
    const auto score = scores.find(QStringLiteral("r2"));
    return score == scores.end() ? QString() : Tr::tr("R² = %1").arg(score->second, 0, 'f', 3);
}

QString meanAndSd(const Predictions &predictions, const NamedNumbers &)
{
    std::vector<double> residuals;
    for (std::size_t i = 0; i < predictions.size(); ++i)
        residuals.push_back(predictions.truth[i] - predictions.prediction[i]);
    const double sd = sampleSd(residuals);
    return std::isfinite(sd)
               ? Tr::tr("mean %1, SD %2").arg(scoreText(mean(residuals), sd), scoreText(sd, sd))
               : QString();
}

// From the lowest to the highest of all dots, with a margin.
CloudModel::Axis axisOf(const QString &label, const std::vector<const std::vector<double> *> &all)
{
    CloudModel::Axis axis{label, qInf(), -qInf()};
    for (const std::vector<double> *values : all) {
        for (const double value : *values) {
            axis.low = std::min(axis.low, value);
            axis.high = std::max(axis.high, value);
        }
    }
    const double margin = std::max((axis.high - axis.low) * 0.04, 1e-9);
    axis.low -= margin;
    axis.high += margin;
    return axis;
}

// A cloud without axes, or why there is none.
CloudModel cloudOf(const QString &title, const Report &report, const Leaderboard &leaderboard,
                   ToDot toDot, Remark remark)
{
    CloudModel model;
    model.title = chartTitle({title, shownTitle(report.name)});
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
    model.title += QStringLiteral(" · ") + shownTitle(candidate->title);
    const Predictions &held = *candidate->heldOut;
    const QString rows = Tr::tr("held-out rows of %1").arg(foldsText(report));
    model.folds.push_back(toSeries(labelled(rows, remark(held, best->scores)), held, toDot));
    if (report.test && report.test->predictions && report.test->block == best->block) {
        const Predictions &test = *report.test->predictions;
        model.test = toSeries(labelled(testText(*report.test), remark(test, report.test->scores)),
                              test, toDot);
    }
    return model;
}

} // namespace

CloudModel makePredictedModel(const Report &report, const Leaderboard &leaderboard)
{
    CloudModel model = cloudOf(
        Tr::tr("Predicted and true"), report, leaderboard,
        [](double truth, double prediction) {
            return Dot{truth, prediction};
        },
        determination);
    if (!model.empty.isEmpty())
        return model;
    const Series &folds = model.folds.front();
    model.x = axisOf(Tr::tr("true"), {&folds.x, &folds.y, &model.test.x, &model.test.y});
    model.y = model.x;
    model.y.label = Tr::tr("predicted");
    return model;
}

CloudModel makeResidualModel(const Report &report, const Leaderboard &leaderboard)
{
    CloudModel model = cloudOf(
        Tr::tr("Residuals"), report, leaderboard,
        [](double truth, double prediction) {
            return Dot{prediction, truth - prediction};
        },
        meanAndSd);
    if (!model.empty.isEmpty())
        return model;
    const Series &folds = model.folds.front();
    model.ideal = CloudModel::Ideal::Zero;
    model.x = axisOf(Tr::tr("predicted"), {&folds.x, &model.test.x});
    model.y = axisOf(Tr::tr("true − predicted"), {&folds.y, &model.test.y});
    model.y.high += (model.y.high - model.y.low) * 0.25; // Room for the legend.
    return model;
}

} // namespace outcrop
