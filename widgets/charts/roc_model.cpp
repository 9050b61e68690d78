#include "widgets/charts/roc_model.h"

#include "core/results/report_scores.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::RocModel)
};

constexpr std::size_t mostLines = 11; // More cannot be told apart.
constexpr double invisible = 0.0004;  // Of the width: below a pixel at 300 dots per inch.
// If even the smallest area is that large, only a narrow strip shows more.
constexpr double packed = 0.995;
constexpr double crowded = 0.9; // From this area on the curves share a corner.

// A mean curve as a curve, to be averaged again.
RocCurve toCurve(const MeanRoc &mean)
{
    return {mean.falsePositiveRate, mean.truePositiveRate, {}, mean.auc};
}

// The curve of one fold, of the test part, or the macro average of the classes' curves.
Result<RocCurve> curveOf(const Report &report, const Predictions &predictions,
                         const std::vector<std::size_t> &rows)
{
    if (report.isBinary())
        return rocOf(report, predictions, rows);
    return rocOfClasses(report, predictions, rows).map([](const OneVersusRestRoc &roc) {
        return toCurve(meanRoc(roc.classes));
    });
}

Result<std::vector<RocCurve>> foldCurves(const Report &report, const Candidate &candidate)
{
    std::vector<RocCurve> curves;
    for (const FoldResult &fold : candidate.folds) {
        Result<RocCurve> curve =
            curveOf(report, *candidate.heldOut, rowsOfFold(*candidate.heldOut, fold.fold));
        if (!curve)
            return failure(curve.error());
        curves.push_back(*std::move(curve));
    }
    if (curves.empty())
        return failure(ErrorKind::NotFound, Tr::tr("There are no folds."));
    return curves;
}

QString labelOf(const QString &title, double auc)
{
    return Tr::tr("%1 (AUC = %2)").arg(shownTitle(title)).arg(auc, 0, 'f', 3);
}

Series toSeries(const QString &label, int look, const std::vector<double> &x,
                const std::vector<double> &y)
{
    Series series{label, look, x, y};
    simplify(series, invisible);
    return series;
}

// A model that gives classes only: the mean of its folds' rates.
std::optional<Series> pointOf(const Report &report, const Candidate &candidate, int look)
{
    const int positive = report.classes.indexOf(report.positiveClass);
    double x = 0;
    double y = 0;
    for (const FoldResult &fold : candidate.folds) {
        double hits = 0, positives = 0, alarms = 0, negatives = 0;
        for (const std::size_t row : rowsOfFold(*candidate.heldOut, fold.fold)) {
            const bool isPositive = candidate.heldOut->truth[row] == positive;
            const bool called = candidate.heldOut->prediction[row] == positive;
            (isPositive ? positives : negatives) += 1;
            (isPositive ? hits : alarms) += called ? 1 : 0;
        }
        if (positives == 0 || negatives == 0)
            return {};
        x += alarms / negatives / double(candidate.folds.size());
        y += hits / positives / double(candidate.folds.size());
    }
    return Series{
        Tr::tr("%1 (no scores: a point)").arg(shownTitle(candidate.title)), look, {x}, {y}};
}

QString titleOf(const Report &report)
{
    return chartTitle(
        {Tr::tr("ROC"), shownTitle(report.name), Tr::tr("mean of %1").arg(foldsText(report)),
         report.isBinary() ? Tr::tr("positive: %1").arg(shownTitle(report.positiveClass))
                           : Tr::tr("macro of %1 classes").arg(report.classes.size())});
}

CurveModel emptyRoc()
{
    CurveModel model;
    model.xLabel = Tr::tr("False positive rate");
    model.yLabel = Tr::tr("True positive rate");
    model.guess = {QString(), 0, {0, 1}, {0, 1}};
    return model;
}

struct RankedLine
{
    Series series;
    double auc = 0;
};

void addTest(CurveModel &model, const Report &report)
{
    if (!report.test || !report.test->predictions)
        return;
    std::vector<std::size_t> rows(report.test->predictions->size());
    std::iota(rows.begin(), rows.end(), 0);
    const Result<RocCurve> curve = curveOf(report, *report.test->predictions, rows);
    const Candidate *winner = report.find(report.test->block);
    if (!curve || !winner)
        return;
    const QString looks = report.test->looks > 1
                              ? Tr::tr("test part, looked at %1 times").arg(report.test->looks)
                              : Tr::tr("test part, once");
    model.test = toSeries(Tr::tr("%1, %2 (AUC = %3)")
                              .arg(shownTitle(winner->title), looks)
                              .arg(curve->auc, 0, 'f', 3),
                          0, curve->falsePositiveRate, curve->truePositiveRate);
}

QString tiesNote(const Leaderboard &leaderboard)
{
    if (leaderboard.metric != QLatin1String("roc_auc"))
        return {};
    const auto ties = std::count_if(
        leaderboard.rows.begin(), leaderboard.rows.end(),
        [](const LeaderboardRow &row) { return row.rank && *row.rank > 1 && row.tied; });
    if (leaderboard.unbeatenBaseline())
        return Tr::tr("nothing shows that the best is better than the baseline");
    if (ties == 0)
        return leaderboard.isBestDistinguished()
                   ? Tr::tr("the best is distinguishable from all others")
                   : QString();
    return ties == 1 ? Tr::tr("one other not distinguishable from the best")
                     : Tr::tr("%1 others not distinguishable from the best").arg(ties);
}

void finish(CurveModel &model, std::vector<RankedLine> ranked)
{
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto &a, const auto &b) { return a.auc > b.auc; });
    if (!ranked.empty() && ranked.front().auc >= crowded)
        model.zoom = ranked.back().auc >= packed ? CurveModel::Zoom{0.04, 0.8} : CurveModel::Zoom();
    for (RankedLine &line : ranked) {
        if (model.lines.size() < mostLines)
            model.lines.push_back(std::move(line.series));
    }
    QStringList notes;
    if (!model.note.isEmpty())
        notes << model.note;
    if (model.band)
        notes << Tr::tr("band: ±1 SD of the best");
    if (ranked.size() > mostLines)
        notes << Tr::tr("%1 more not drawn").arg(ranked.size() - mostLines);
    model.note = notes.join(QStringLiteral(" · "));
}

} // namespace

CurveModel makeRocModel(const Report &report, const Leaderboard &leaderboard)
{
    CurveModel model = emptyRoc();
    model.title = titleOf(report);
    std::vector<RankedLine> ranked;
    for (const LeaderboardRow &row : leaderboard.rows) {
        const Candidate *candidate = report.find(row.block);
        if (!row.error.isEmpty() || row.baseline || !candidate->heldOut)
            continue;
        const int look = lookOf(leaderboard, row.block);
        const Result<std::vector<RocCurve>> curves = foldCurves(report, *candidate);
        if (!curves) {
            const auto point = report.isBinary() ? pointOf(report, *candidate, look) : std::nullopt;
            if (point)
                ranked.push_back({*point, 0});
            continue;
        }
        const MeanRoc roc = meanRoc(*curves);
        ranked.push_back({toSeries(labelOf(row.title, roc.auc), look, roc.falsePositiveRate,
                                   roc.truePositiveRate),
                          roc.auc});
        if (row.rank == 1 && curves->size() > 1)
            model.band = CurveModel::Band{roc.falsePositiveRate, roc.low, roc.high};
    }
    model.note = tiesNote(leaderboard);
    addTest(model, report);
    finish(model, std::move(ranked));
    if (model.lines.empty())
        model.empty = Tr::tr("No candidate gave scores for its held-out rows.");
    return model;
}

CurveModel makeClassRocModel(const Report &report, const Leaderboard &leaderboard)
{
    CurveModel model = emptyRoc();
    const LeaderboardRow *best = leaderboard.best();
    const Candidate *candidate = best ? report.find(best->block) : nullptr;
    model.empty = Tr::tr("The best candidate gave no scores for its held-out rows.");
    if (!candidate || !candidate->heldOut)
        return model;
    model.title = chartTitle({Tr::tr("ROC"), shownTitle(report.name), shownTitle(candidate->title),
                              Tr::tr("one class against the others")});
    std::vector<std::vector<RocCurve>> byClass(std::size_t(report.classes.size()));
    std::vector<RocCurve> macro;
    for (const FoldResult &fold : candidate->folds) {
        const auto rows = rowsOfFold(*candidate->heldOut, fold.fold);
        Result<OneVersusRestRoc> roc = rocOfClasses(report, *candidate->heldOut, rows);
        if (!roc)
            return model;
        macro.push_back(toCurve(meanRoc(roc->classes)));
        for (std::size_t c = 0; c < byClass.size(); ++c)
            byClass[c].push_back(std::move(roc->classes[c]));
    }
    if (macro.empty())
        return model;
    model.empty.clear();
    const MeanRoc mean = meanRoc(macro);
    std::vector<RankedLine> ranked;
    for (std::size_t c = 0; c < byClass.size(); ++c) {
        const MeanRoc roc = meanRoc(byClass[c]);
        const QString name = report.classes[int(c)];
        const auto count = report.classCounts.find(name);
        const QString rows =
            count == report.classCounts.end() ? QString() : Tr::tr(", %1 rows").arg(count->second);
        ranked.push_back(
            {toSeries(
                 Tr::tr("%1 (AUC = %2%3)").arg(shownTitle(name)).arg(roc.auc, 0, 'f', 3).arg(rows),
                 int(c) + 1, roc.falsePositiveRate, roc.truePositiveRate),
             roc.auc});
    }
    ranked.push_back({toSeries(labelOf(Tr::tr("Macro average"), mean.auc), 0,
                               mean.falsePositiveRate, mean.truePositiveRate),
                      2}); // Above every area: macro comes first.
    finish(model, std::move(ranked));
    return model;
}

} // namespace outcrop
