#include "widgets/charts/confusion_model.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>
#include <numeric>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ConfusionModel)
};

constexpr int mostClasses = 30; // More cannot be read.

ConfusionModel::Matrix toMatrix(const QString &title, const Predictions &predictions,
                                std::size_t classes)
{
    ConfusionModel::Matrix matrix{
        title, std::vector<std::vector<qint64>>(classes, std::vector<qint64>(classes))};
    for (std::size_t i = 0; i < predictions.size(); ++i)
        ++matrix.counts[std::size_t(predictions.truth[i])][std::size_t(predictions.prediction[i])];
    return matrix;
}

} // namespace

double ConfusionModel::Matrix::share(std::size_t truth, std::size_t predicted) const
{
    const qint64 rows = std::accumulate(counts[truth].begin(), counts[truth].end(), qint64(0));
    return rows == 0 ? std::numeric_limits<double>::quiet_NaN()
                     : double(counts[truth][predicted]) / double(rows);
}

ConfusionModel makeConfusionModel(const Report &report, const Leaderboard &leaderboard)
{
    ConfusionModel model;
    model.title = chartTitle({Tr::tr("Confusion"), shownTitle(report.name)});
    model.classes = report.classes;
    const LeaderboardRow *best = leaderboard.best();
    const Candidate *candidate = best ? report.find(best->block) : nullptr;
    if (report.task != Report::Task::Classification || !candidate || !candidate->heldOut
        || candidate->heldOut->size() == 0) {
        model.empty = Tr::tr("There are no predicted classes for held-out rows.");
        return model;
    }
    if (report.classes.size() > mostClasses) {
        model.empty = Tr::tr("%1 classes are too many for a picture.").arg(report.classes.size());
        return model;
    }
    model.title =
        chartTitle({Tr::tr("Confusion"), shownTitle(report.name), shownTitle(candidate->title)});
    const auto classes = std::size_t(report.classes.size());
    model.matrices.push_back(toMatrix(Tr::tr("held-out rows of %1").arg(foldsText(report)),
                                      *candidate->heldOut, classes));
    if (report.test && report.test->predictions && report.test->block == best->block)
        model.matrices.push_back(toMatrix(Tr::tr("test part"), *report.test->predictions, classes));
    model.note = Tr::tr("counts, and their share of the rows of the true class");
    if (report.foldPlan.repeats > 1)
        model.note += Tr::tr(" · every row is held out %1 times").arg(report.foldPlan.repeats);
    return model;
}

} // namespace outcrop
