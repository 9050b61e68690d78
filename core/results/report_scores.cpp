#include "core/results/report_scores.h"

#include "core/base/text.h"
#include "core/results/statistics.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ReportScores)
};

std::vector<double> pick(const std::vector<double> &values, const std::vector<std::size_t> &rows)
{
    std::vector<double> result;
    result.reserve(rows.size());
    for (const std::size_t row : rows)
        result.push_back(values[row]);
    return result;
}

// Scores and truths of the positive class, kept as long as the spans on them.
struct PositiveScores
{
    std::vector<double> scores;
    std::vector<std::uint8_t> positive;

    BinaryScores samples() const { return {scores, positive}; }
};

Result<PositiveScores> positiveScores(const Report &report, const Predictions &predictions,
                                      const std::vector<std::size_t> &rows)
{
    const int column = predictions.scoreClasses.indexOf(report.positiveClass);
    if (column < 0)
        return failure(ErrorKind::NotFound, Tr::tr("There are no scores for the class “%1”.")
                                                .arg(plainLine(report.positiveClass, 60)));
    const int positive = report.classes.indexOf(report.positiveClass);
    PositiveScores result{pick(predictions.scores[std::size_t(column)], rows), {}};
    for (const std::size_t row : rows)
        result.positive.push_back(predictions.truth[row] == positive ? 1 : 0);
    return result;
}

void addClassScores(NamedNumbers &scores, const Report &report, const Predictions &predictions,
                    const std::vector<std::size_t> &rows)
{
    const auto hits = std::count_if(rows.begin(), rows.end(), [&](std::size_t row) {
        return predictions.truth[row] == predictions.prediction[row];
    });
    scores.emplace(QStringLiteral("accuracy"), double(hits) / double(rows.size()));
    if (report.isBinary()) {
        const Result<PositiveScores> samples = positiveScores(report, predictions, rows);
        if (!samples)
            return;
        if (const Result<double> auc = rocAuc(samples->samples()))
            scores.emplace(QStringLiteral("roc_auc"), *auc);
        if (const Result<PrecisionRecallCurve> curve = precisionRecallCurve(samples->samples()))
            scores.emplace(QStringLiteral("average_precision"), curve->averagePrecision);
    } else if (const Result<OneVersusRestRoc> roc = rocOfClasses(report, predictions, rows)) {
        scores.emplace(QStringLiteral("roc_auc"), roc->macroAuc);
    }
}

void addNumberScores(NamedNumbers &scores, const Predictions &predictions,
                     const std::vector<std::size_t> &rows)
{
    const std::vector<double> truth = pick(predictions.truth, rows);
    const double center = mean(truth);
    double squares = 0;
    double absolute = 0;
    double total = 0;
    for (const std::size_t row : rows) {
        const double difference = predictions.truth[row] - predictions.prediction[row];
        squares += difference * difference;
        absolute += std::abs(difference);
        total += (predictions.truth[row] - center) * (predictions.truth[row] - center);
    }
    const auto count = double(rows.size());
    scores.emplace(QStringLiteral("rmse"), std::sqrt(squares / count));
    scores.emplace(QStringLiteral("mae"), absolute / count);
    if (total > 0)
        scores.emplace(QStringLiteral("r2"), 1 - squares / total);
}

} // namespace

std::vector<std::size_t> rowsOfFold(const Predictions &predictions, int fold)
{
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < predictions.fold.size(); ++i) {
        if (predictions.fold[i] == fold)
            rows.push_back(i);
    }
    return rows;
}

Result<RocCurve> rocOf(const Report &report, const Predictions &predictions,
                       const std::vector<std::size_t> &rows)
{
    return positiveScores(report, predictions, rows).and_then([](const PositiveScores &samples) {
        return rocCurve(samples.samples());
    });
}

Result<PrecisionRecallCurve> precisionRecallOf(const Report &report, const Predictions &predictions,
                                               const std::vector<std::size_t> &rows)
{
    const Result<PositiveScores> samples = positiveScores(report, predictions, rows);
    return samples ? precisionRecallCurve(samples->samples())
                   : Result<PrecisionRecallCurve>(failure(samples.error()));
}

Result<OneVersusRestRoc> rocOfClasses(const Report &report, const Predictions &predictions,
                                      const std::vector<std::size_t> &rows)
{
    std::vector<int> truth;
    truth.reserve(rows.size());
    for (const std::size_t row : rows)
        truth.push_back(int(predictions.truth[row]));
    std::vector<std::vector<double>> scores;
    for (const QString &name : report.classes) {
        const int column = predictions.scoreClasses.indexOf(name);
        if (column < 0)
            return failure(
                ErrorKind::NotFound,
                Tr::tr("There are no scores for the class “%1”.").arg(plainLine(name, 60)));
        scores.push_back(pick(predictions.scores[std::size_t(column)], rows));
    }
    return rocOneVersusRest({truth, scores});
}

NamedNumbers recomputeScores(const Report &report, const Predictions &predictions,
                             const std::vector<std::size_t> &rows)
{
    NamedNumbers scores;
    if (rows.empty())
        return scores;
    if (report.task == Report::Task::Classification)
        addClassScores(scores, report, predictions, rows);
    else if (report.task == Report::Task::Regression)
        addNumberScores(scores, predictions, rows);
    return scores;
}

} // namespace outcrop
