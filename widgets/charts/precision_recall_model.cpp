#include "widgets/charts/precision_recall_model.h"

#include "core/results/report_scores.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PrecisionRecallModel)
};

constexpr std::size_t mostLines = 11; // More cannot be told apart.
constexpr int intervals = 400;

struct MeanCurve
{
    Series line;
    std::vector<double> low, high; // ±1 SD
    double averagePrecision = 0;
    double prevalence = 0;
};

// Where this recall is first reached.
double precisionAt(const PrecisionRecallCurve &curve, double recall)
{
    const auto place = std::lower_bound(curve.recall.begin() + 1, curve.recall.end(), recall);
    const auto i = std::min(std::size_t(place - curve.recall.begin()), curve.recall.size() - 1);
    return curve.precision[i];
}

MeanCurve meanOf(const std::vector<PrecisionRecallCurve> &curves)
{
    MeanCurve result;
    for (int i = 0; i <= intervals; ++i) {
        const double recall = double(i) / intervals;
        std::vector<double> precisions;
        precisions.reserve(curves.size());
        for (const PrecisionRecallCurve &curve : curves)
            precisions.push_back(precisionAt(curve, recall));
        const double center = mean(precisions);
        const double sd = curves.size() > 1 ? sampleSd(precisions) : 0;
        result.line.x.push_back(recall);
        result.line.y.push_back(center);
        result.low.push_back(std::max(0.0, center - sd));
        result.high.push_back(std::min(1.0, center + sd));
    }
    for (const PrecisionRecallCurve &curve : curves) {
        result.averagePrecision += curve.averagePrecision / double(curves.size());
        result.prevalence += curve.prevalence / double(curves.size());
    }
    return result;
}

std::vector<PrecisionRecallCurve> curvesOf(const Report &report, const Candidate &candidate)
{
    std::vector<PrecisionRecallCurve> curves;
    for (const FoldResult &fold : candidate.folds) {
        auto curve = precisionRecallOf(report, *candidate.heldOut,
                                       rowsOfFold(*candidate.heldOut, fold.fold));
        if (!curve)
            return {};
        curves.push_back(*std::move(curve));
    }
    return curves;
}

QString labelOf(const QString &title, double averagePrecision)
{
    return Tr::tr("%1 (AP = %2)").arg(shownTitle(title)).arg(averagePrecision, 0, 'f', 3);
}

void addTest(CurveModel &model, const Report &report)
{
    if (!report.test || !report.test->predictions)
        return;
    std::vector<std::size_t> rows(report.test->predictions->size());
    std::iota(rows.begin(), rows.end(), 0);
    const auto curve = precisionRecallOf(report, *report.test->predictions, rows);
    const Candidate *winner = report.find(report.test->block);
    if (curve && winner)
        model.test = Series{labelOf(Tr::tr("%1, test part").arg(shownTitle(winner->title)),
                                    curve->averagePrecision),
                            0, curve->recall, curve->precision};
}

} // namespace

CurveModel makePrecisionRecallModel(const Report &report, const Leaderboard &leaderboard)
{
    CurveModel model;
    model.xLabel = Tr::tr("Recall");
    model.yLabel = Tr::tr("Precision");
    model.legend = Qt::AlignLeft | Qt::AlignBottom;
    model.title = chartTitle({Tr::tr("Precision and recall"), shownTitle(report.name)});
    if (!report.isBinary()) {
        model.empty = Tr::tr("Precision against recall is drawn for two classes.");
        return model;
    }
    std::vector<std::pair<double, Series>> ranked;
    for (const LeaderboardRow &row : leaderboard.rows) {
        const Candidate *candidate = report.find(row.block);
        if (!row.error.isEmpty() || row.baseline || !candidate->heldOut)
            continue;
        const auto curves = curvesOf(report, *candidate);
        if (curves.empty())
            continue;
        MeanCurve mean = meanOf(curves);
        mean.line.look = lookOf(leaderboard, row.block);
        mean.line.label = labelOf(row.title, mean.averagePrecision);
        if (row.rank == 1 && curves.size() > 1)
            model.band = CurveModel::Band{mean.line.x, mean.low, mean.high};
        model.guess = {QString(), 0, {0, 1}, {mean.prevalence, mean.prevalence}};
        ranked.emplace_back(mean.averagePrecision, std::move(mean.line));
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    for (auto &[precision, line] : ranked) {
        if (model.lines.size() < mostLines)
            model.lines.push_back(std::move(line));
    }
    if (model.lines.empty())
        model.empty = Tr::tr("No candidate gave scores for its held-out rows.");
    else
        model.title = chartTitle({Tr::tr("Precision and recall"), shownTitle(report.name),
                                  Tr::tr("mean of %1").arg(foldsText(report)),
                                  Tr::tr("positive: %1").arg(shownTitle(report.positiveClass))});
    model.note = model.band ? Tr::tr("band: ±1 SD of the best") : QString();
    addTest(model, report);
    return model;
}

} // namespace outcrop
