#include "widgets/charts/overlay.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::Overlay)
};

constexpr std::size_t mostMatrices = 4;

// Where none has anything to show, it is about all of them.
QString jobsText(std::size_t found, std::size_t all)
{
    const std::size_t count = found > 0 ? found : all;
    return count == 1 ? Tr::tr("one job") : Tr::tr("%1 jobs").arg(count);
}

QString ofJob(const QString &job, const QString &label)
{
    return label.isEmpty() ? job : Tr::tr("%1: %2").arg(job, label);
}

// The models that have something to show; the note names the others.
template<class Model>
std::vector<OfJob<Model>> shown(const std::vector<OfJob<Model>> &jobs, Model &result,
                                bool (*fits)(const Model &, const Model &))
{
    std::vector<OfJob<Model>> found;
    QStringList left;
    for (const OfJob<Model> &job : jobs) {
        if (job.model.empty.isEmpty() && (found.empty() || fits(found.front().model, job.model)))
            found.push_back(job);
        else
            left << job.job;
    }
    if (found.empty() && !jobs.empty())
        result.empty = jobs.front().model.empty;
    if (!left.isEmpty())
        result.note =
            Tr::tr("not comparable or nothing to show: %1").arg(left.join(QStringLiteral(", ")));
    return found;
}

template<class Model>
bool always(const Model &, const Model &)
{
    return true;
}

void include(CloudModel::Axis &axis, const CloudModel::Axis &other)
{
    axis.low = std::min(axis.low, other.low);
    axis.high = std::max(axis.high, other.high);
}

} // namespace

CurveModel overlay(const std::vector<OfJob<CurveModel>> &jobs)
{
    CurveModel result;
    const auto found =
        shown<CurveModel>(jobs, result, [](const CurveModel &a, const CurveModel &b) {
            return a.xLabel == b.xLabel;
        });
    result.title = Tr::tr("the best of %1").arg(jobsText(found.size(), jobs.size()));
    if (found.empty())
        return result;
    const CurveModel &first = found.front().model;
    result.xLabel = first.xLabel;
    result.yLabel = first.yLabel;
    result.guess = first.guess;
    result.legend = first.legend;
    int look = 0;
    for (const OfJob<CurveModel> &job : found) {
        const auto best = std::find_if(job.model.lines.begin(), job.model.lines.end(),
                                       [](const Series &line) { return line.look == 0; });
        Series line = best == job.model.lines.end() ? job.model.lines.front() : *best;
        line.label = ofJob(job.job, line.label);
        line.look = look++;
        result.lines.push_back(std::move(line));
        if (!result.zoom)
            result.zoom = job.model.zoom;
    }
    return result;
}

PanelsModel overlay(const std::vector<OfJob<PanelsModel>> &jobs)
{
    PanelsModel result;
    const auto found = shown<PanelsModel>(jobs, result, always);
    result.title = jobsText(found.size(), jobs.size());
    for (const OfJob<PanelsModel> &job : found) {
        for (const PanelsModel::Panel &panel : job.model.panels) {
            auto same = std::find_if(result.panels.begin(), result.panels.end(), [&](auto &other) {
                return other.xLabel == panel.xLabel && other.yLabel == panel.yLabel;
            });
            if (same == result.panels.end())
                same = result.panels.insert(same, {panel.xLabel, panel.yLabel, {}});
            for (const PanelsModel::Line &line : panel.lines) {
                PanelsModel::Line copy{line.mean, {}};
                copy.mean.label =
                    line.mean.label == panel.yLabel ? job.job : ofJob(job.job, line.mean.label);
                copy.mean.look = int(same->lines.size());
                same->lines.push_back(std::move(copy));
            }
        }
    }
    return result;
}

ScoresModel overlay(const std::vector<OfJob<ScoresModel>> &jobs)
{
    ScoresModel result;
    const auto found =
        shown<ScoresModel>(jobs, result, [](const ScoresModel &a, const ScoresModel &b) {
            return a.axisLabel == b.axisLabel;
        });
    result.title = Tr::tr("Scores of %1").arg(jobsText(found.size(), jobs.size()));
    if (found.empty())
        return result;
    result.axisLabel = found.front().model.axisLabel;
    result.low = found.front().model.low;
    result.high = found.front().model.high;
    int look = 0;
    for (const OfJob<ScoresModel> &job : found) {
        result.low = std::min(result.low, job.model.low);
        result.high = std::max(result.high, job.model.high);
        for (ScoresModel::Row row : job.model.rows) {
            row.title = ofJob(job.job, row.title);
            row.look = row.baseline ? baselineLook : look;
            row.tied = row.distinguished = false; // These were said of one job's candidates.
            result.rows.push_back(std::move(row));
        }
        ++look;
    }
    return result;
}

CloudModel overlay(const std::vector<OfJob<CloudModel>> &jobs)
{
    CloudModel result;
    const auto found = shown<CloudModel>(jobs, result, always);
    result.title = Tr::tr("the best of %1").arg(jobsText(found.size(), jobs.size()));
    if (found.empty())
        return result;
    const CloudModel &first = found.front().model;
    result.x = first.x;
    result.y = first.y;
    result.ideal = first.ideal;
    for (const OfJob<CloudModel> &job : found) {
        include(result.x, job.model.x);
        include(result.y, job.model.y);
        Series cloud = job.model.folds.front();
        cloud.label = ofJob(job.job, cloud.label);
        cloud.look = int(result.folds.size());
        result.folds.push_back(std::move(cloud));
    }
    return result;
}

ConfusionModel overlay(const std::vector<OfJob<ConfusionModel>> &jobs)
{
    ConfusionModel result;
    const auto found =
        shown<ConfusionModel>(jobs, result, [](const ConfusionModel &a, const ConfusionModel &b) {
            return a.classes == b.classes;
        });
    result.title = Tr::tr("Confusion · the best of %1").arg(jobsText(found.size(), jobs.size()));
    for (std::size_t i = 0; i < std::min(found.size(), mostMatrices); ++i) {
        result.classes = found[i].model.classes;
        result.matrices.push_back(found[i].model.matrices.front());
        result.matrices.back().title = found[i].job;
    }
    return result;
}

} // namespace outcrop
