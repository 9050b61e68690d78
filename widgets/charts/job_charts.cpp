#include "widgets/charts/job_charts.h"

#include "widgets/charts/cloud_chart.h"
#include "widgets/charts/confusion_chart.h"
#include "widgets/charts/curve_chart.h"
#include "widgets/charts/latency_chart.h"
#include "widgets/charts/latency_overlay.h"
#include "widgets/charts/loss_chart.h"
#include "widgets/charts/loss_model.h"
#include "widgets/charts/overlay.h"
#include "widgets/charts/panels_chart.h"
#include "widgets/charts/precision_recall_model.h"
#include "widgets/charts/predicted_model.h"
#include "widgets/charts/resources_model.h"
#include "widgets/charts/roc_model.h"
#include "widgets/charts/scores_chart.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::JobCharts)
};

// Ranks where there are some, else the order of appearance: it gives the looks.
Leaderboard leaderboardOf(const ChartedJob &job)
{
    if (job.hasResults)
        return makeLeaderboard(*job.report);
    Leaderboard leaderboard;
    for (const Candidate &candidate : job.report->candidates) {
        LeaderboardRow row;
        row.block = candidate.block;
        row.title = candidate.title;
        row.baseline = candidate.baseline;
        if (!candidate.baseline)
            row.rank = int(leaderboard.rows.size()) + 1;
        leaderboard.rows.push_back(row);
    }
    return leaderboard;
}

struct Ranked
{
    ChartedJob job;
    Leaderboard leaderboard;
};

// The model of the only job, or of all of them laid over each other.
template<class Make>
auto modelOf(const std::vector<Ranked> &jobs, Make make)
{
    using Model = std::invoke_result_t<Make, const Ranked &>;
    std::vector<OfJob<Model>> models;
    models.reserve(jobs.size());
    for (const Ranked &ranked : jobs)
        models.push_back({ranked.job.title, make(ranked)});
    return models.size() == 1 ? models.front().model : overlay(models);
}

// The same, titled by what it shows where the title of an overlay says only of how many.
template<class Make>
auto modelOf(const std::vector<Ranked> &jobs, const QString &title, Make make)
{
    auto model = modelOf(jobs, make);
    if (jobs.size() > 1)
        model.title = QStringLiteral("%1 · %2").arg(title, model.title);
    return model;
}

Chart named(Chart chart, const char *key, const QString &tab)
{
    chart.key = QString::fromLatin1(key);
    chart.tab = tab;
    if (chart.viewed) {
        chart.viewed = [make = chart.viewed, key, tab](const LossView &view) {
            return named(make(view), key, tab);
        };
    }
    return chart;
}

Chart lossChart(const std::vector<Ranked> &jobs)
{
    const auto over = [&jobs](LossView::Axis axis) {
        return modelOf(jobs, Tr::tr("Loss while training"), [axis](const Ranked &ranked) {
            return makeLossModel(*ranked.job.report, ranked.leaderboard,
                                 ranked.job.events->metrics(), axis);
        });
    };
    return named(makeLossChart({over(LossView::Axis::Steps), over(LossView::Axis::Time)}), "loss",
                 Tr::tr("Loss"));
}

Chart resourcesChart(const std::vector<Ranked> &jobs)
{
    const PanelsModel model = modelOf(jobs, Tr::tr("Resources"), [](const Ranked &ranked) {
        return makeResourcesModel(ranked.job.report->name, ranked.job.events->loads());
    });
    return named(makePanelsChart(model), "resources", Tr::tr("Resources"));
}

Chart rocChart(const std::vector<Ranked> &jobs)
{
    const CurveModel model = modelOf(jobs, Tr::tr("ROC"), [](const Ranked &ranked) {
        return makeRocModel(*ranked.job.report, ranked.leaderboard);
    });
    return named(makeCurveChart(model), "roc", Tr::tr("ROC"));
}

Chart precisionRecallChart(const std::vector<Ranked> &jobs)
{
    const CurveModel model =
        modelOf(jobs, Tr::tr("Precision and recall"), [](const Ranked &ranked) {
            return makePrecisionRecallModel(*ranked.job.report, ranked.leaderboard);
        });
    return named(makeCurveChart(model), "precision-recall", Tr::tr("Precision–recall"));
}

Chart confusionChart(const std::vector<Ranked> &jobs)
{
    const ConfusionModel model = modelOf(jobs, [](const Ranked &ranked) {
        return makeConfusionModel(*ranked.job.report, ranked.leaderboard);
    });
    return named(makeConfusionChart(model), "confusion", Tr::tr("Confusion"));
}

Chart predictedChart(const std::vector<Ranked> &jobs)
{
    const CloudModel model = modelOf(jobs, Tr::tr("Predicted and true"), [](const Ranked &ranked) {
        return makePredictedModel(*ranked.job.report, ranked.leaderboard);
    });
    return named(makeCloudChart(model), "predicted", Tr::tr("Predicted and true"));
}

Chart residualChart(const std::vector<Ranked> &jobs)
{
    const CloudModel model = modelOf(jobs, Tr::tr("Residuals"), [](const Ranked &ranked) {
        return makeResidualModel(*ranked.job.report, ranked.leaderboard);
    });
    return named(makeCloudChart(model), "residuals", Tr::tr("Residuals"));
}

Chart scoresChart(const std::vector<Ranked> &jobs)
{
    const ScoresModel model = modelOf(jobs, [](const Ranked &ranked) {
        return makeScoresModel(*ranked.job.report, ranked.leaderboard);
    });
    return named(makeScoresChart(model), "scores", Tr::tr("Scores"));
}

Chart latencyChart(const std::vector<Ranked> &jobs)
{
    if (jobs.size() == 1)
        return named(makeLatencyChart(makeLatencyModel(*jobs.front().job.report)), "latency",
                     Tr::tr("Latency"));
    std::vector<const Report *> reports;
    QStringList titles;
    for (const Ranked &ranked : jobs) {
        reports.push_back(ranked.job.report.get());
        titles << ranked.job.title;
    }
    return named(makePanelsChart(makeLatencyShares(reports, titles)), "latency", Tr::tr("Latency"));
}

std::vector<Ranked> rank(const std::vector<ChartedJob> &jobs)
{
    std::vector<Ranked> ranked;
    ranked.reserve(jobs.size());
    for (const ChartedJob &job : jobs)
        ranked.push_back({job, leaderboardOf(job)});
    return ranked;
}

} // namespace

std::vector<Chart> makeCharts(const std::vector<ChartedJob> &jobs)
{
    if (jobs.empty())
        return {};
    const std::vector<Ranked> all = rank(jobs);
    std::vector<Ranked> done;
    std::copy_if(all.begin(), all.end(), std::back_inserter(done),
                 [](const Ranked &ranked) { return ranked.job.hasResults; });
    std::vector<Chart> charts{lossChart(all)};
    if (!done.empty()) {
        const auto has = [&](Report::Task task) {
            return std::any_of(done.begin(), done.end(), [task](const Ranked &ranked) {
                return ranked.job.report->task == task;
            });
        };
        if (has(Report::Task::Classification)) {
            charts.push_back(rocChart(done));
            charts.push_back(precisionRecallChart(done));
            charts.push_back(confusionChart(done));
        }
        if (has(Report::Task::Regression)) {
            charts.push_back(predictedChart(done));
            charts.push_back(residualChart(done));
        }
        charts.push_back(scoresChart(done));
        charts.push_back(latencyChart(done));
    }
    charts.push_back(resourcesChart(all));
    return charts;
}

} // namespace outcrop
