#include "widgets/charts/loss_model.h"

#include "core/results/metric_title.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::LossModel)
};

constexpr std::size_t mostPanels = 6;
constexpr std::size_t mostPoints =
    1500; // A line; more are thinned, since a picture has no more columns.

struct PanelKey
{
    QString name, unit, split;

    friend bool operator<(const PanelKey &a, const PanelKey &b)
    {
        return std::tie(a.name, a.unit, a.split) < std::tie(b.name, b.unit, b.split);
    }
};

// One fold of a model. `origin`: when it told its first figure.
struct Fold
{
    const MetricSeries *series;
    double origin;
};
using Folds = std::vector<Fold>;
using Axis = LossView::Axis;

double finiteOrGap(double value)
{
    return std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
}

Series toSeries(const QString &label, int look, std::vector<MetricSample> samples, Axis axis)
{
    while (samples.size() > mostPoints)
        samples = thinned(samples);
    Series series{label, look, {}, {}};
    for (const MetricSample &sample : samples) {
        series.x.push_back(axis == Axis::Steps ? double(sample.step) : sample.time);
        series.y.push_back(finiteOrGap(sample.value));
    }
    return series;
}

// With times since the origin, and only what has one, if it is drawn over time. A clock that was
// set back stands still.
std::vector<MetricSample> samplesOf(const Fold &fold, Axis axis)
{
    if (axis == Axis::Steps)
        return fold.series->samples;
    std::vector<MetricSample> samples;
    double latest = 0;
    for (MetricSample sample : fold.series->samples) {
        if (std::isnan(sample.time))
            continue;
        latest = std::max(latest, sample.time - fold.origin);
        sample.time = latest;
        samples.push_back(sample);
    }
    return samples;
}

// At the steps that all folds have: a mean over changing folds would jump.
std::vector<MetricSample> meanOf(const std::vector<std::vector<MetricSample>> &folds)
{
    struct Step
    {
        std::vector<double> values, times;
    };
    std::map<qint64, Step> steps;
    for (const std::vector<MetricSample> &samples : folds) {
        for (const MetricSample &sample : samples) {
            steps[sample.step].values.push_back(sample.value);
            steps[sample.step].times.push_back(sample.time);
        }
    }
    std::vector<MetricSample> mean;
    for (const auto &[number, step] : steps) {
        if (step.values.size() == folds.size())
            mean.push_back({number, outcrop::mean(step.values), outcrop::mean(step.times)});
    }
    return mean;
}

// The step from which on a value is not finite, as a remark for the legend.
QString divergence(const Folds &folds)
{
    std::optional<qint64> first;
    for (const Fold &fold : folds) {
        for (const MetricSample &sample : fold.series->samples) {
            if (!std::isfinite(sample.value) && (!first || sample.step < *first))
                first = sample.step;
        }
    }
    return first ? Tr::tr(" (not finite at %1 %2)")
                       .arg(shownTitle(folds.front().series->unit))
                       .arg(*first)
                 : QString();
}

PanelsModel::Line toLine(const QString &title, int look, const Folds &folds, Axis axis)
{
    std::vector<std::vector<MetricSample>> samples;
    for (const Fold &fold : folds)
        samples.push_back(samplesOf(fold, axis));
    PanelsModel::Line line;
    line.mean = toSeries(shownTitle(title) + divergence(folds), look, meanOf(samples), axis);
    if (folds.size() > 1) {
        for (const std::vector<MetricSample> &fold : samples)
            line.folds.push_back(toSeries(QString(), look, fold, axis));
    }
    return line;
}

QString rowsText(const QString &split)
{
    if (split == QLatin1String("train"))
        return Tr::tr("training rows");
    if (split == QLatin1String("validation"))
        return Tr::tr("validation rows");
    return shownTitle(split);
}

// When each model told its first figure of each fold.
std::map<std::pair<QString, std::optional<int>>, double> originsOf(const MetricHistory &history)
{
    std::map<std::pair<QString, std::optional<int>>, double> origins;
    for (const auto &[key, series] : history.series()) {
        for (const MetricSample &sample : series.samples) {
            if (std::isnan(sample.time))
                continue;
            const auto place = origins.emplace(std::pair(key.model, key.fold), sample.time).first;
            place->second = std::min(place->second, sample.time);
        }
    }
    return origins;
}

bool hasTimes(const MetricSeries &series)
{
    return std::any_of(series.samples.begin(), series.samples.end(),
                       [](const MetricSample &sample) { return !std::isnan(sample.time); });
}

using Panels = std::map<PanelKey, std::map<QString, Folds>>;

// Series by panel and model; folds only, or the final refit where a model has no folds.
Panels arrange(const MetricHistory &history, Axis axis)
{
    const auto origins = originsOf(history);
    Panels panels;
    Panels refits;
    for (const auto &[key, series] : history.series()) {
        if (axis == Axis::Time && !hasTimes(series))
            continue;
        // Epochs and trees may be compared by the time they take.
        const PanelKey panel{key.name, axis == Axis::Time ? QString() : series.unit, key.split};
        const auto origin = origins.find({key.model, key.fold});
        (key.fold ? panels : refits)[panel][key.model].push_back(
            {&series, origin == origins.end() ? 0 : origin->second});
    }
    for (const auto &[panel, models] : refits) {
        for (const auto &[model, folds] : models)
            panels[panel].emplace(model, folds);
    }
    return panels;
}

bool toldAny(const MetricHistory &history, const QString &block)
{
    return std::any_of(history.series().begin(), history.series().end(),
                       [&](const auto &entry) { return entry.first.model == block; });
}

// Who is not drawn, and why.
QString silentText(const Leaderboard &leaderboard, const MetricHistory &history,
                   const QStringList &shown)
{
    QStringList silent;
    QStringList late;
    for (const LeaderboardRow &row : leaderboard.rows) {
        if (row.baseline || shown.contains(row.block))
            continue;
        (toldAny(history, row.block) ? late : silent) << shownTitle(row.title);
    }
    QString text;
    if (!silent.isEmpty())
        addRemark(text, Tr::tr("no loss recorded: %1").arg(silent.join(QStringLiteral(", "))));
    if (!late.isEmpty())
        addRemark(text,
                  Tr::tr("told only after training: %1").arg(late.join(QStringLiteral(", "))));
    return text;
}

} // namespace

PanelsModel makeLossModel(const Report &report, const Leaderboard &leaderboard,
                          const MetricHistory &history, LossView::Axis axis)
{
    PanelsModel model;
    model.title = chartTitle({Tr::tr("Loss while training"), shownTitle(report.name)});
    const Panels panels = arrange(history, axis);
    QStringList shown;
    for (const auto &[key, models] : panels) {
        PanelsModel::Panel panel{axis == Axis::Time ? Tr::tr("seconds of training")
                                                    : shownTitle(key.unit),
                                 Tr::tr("%1, %2").arg(metricTitle(key.name), rowsText(key.split)),
                                 {}};
        for (const LeaderboardRow &row : leaderboard.rows) {
            const auto folds = models.find(row.block);
            if (folds == models.end())
                continue;
            shown << row.block;
            panel.lines.push_back(
                toLine(row.title, lookOf(leaderboard, row.block), folds->second, axis));
        }
        if (!panel.lines.empty() && model.panels.size() < mostPanels)
            model.panels.push_back(std::move(panel));
    }
    if (model.panels.empty()) {
        model.empty = history.series().empty() || axis == Axis::Steps
                          ? Tr::tr("No loss recorded: none of the candidates told one while it "
                                   "trained.")
                          : Tr::tr("No times recorded: all losses were told after training. Draw "
                                   "them over steps.");
        return model;
    }
    const bool hasFolds =
        std::any_of(model.panels.begin(), model.panels.end(), [](const PanelsModel::Panel &panel) {
            return std::any_of(panel.lines.begin(), panel.lines.end(),
                               [](const PanelsModel::Line &line) { return !line.folds.empty(); });
        });
    model.title += (hasFolds ? Tr::tr(" · mean and each of %1") : Tr::tr(" · %1", "folds"))
                       .arg(foldsText(report));
    model.note = silentText(leaderboard, history, shown);
    if (panels.size() > mostPanels)
        addRemark(model.note, Tr::tr("%1 more metrics not drawn").arg(panels.size() - mostPanels));
    return model;
}

} // namespace outcrop
