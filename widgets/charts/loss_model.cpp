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

using FoldSamples = std::vector<const std::vector<MetricSample> *>;

double finiteOrGap(double value)
{
    return std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
}

Series toSeries(const QString &label, int look, std::vector<MetricSample> samples)
{
    while (samples.size() > mostPoints)
        samples = thinned(samples);
    Series series{label, look, {}, {}};
    for (const MetricSample &sample : samples) {
        series.x.push_back(double(sample.step));
        series.y.push_back(finiteOrGap(sample.value));
    }
    return series;
}

// At the steps that all folds have: a mean over changing folds would jump.
std::vector<MetricSample> meanOf(const FoldSamples &folds)
{
    std::map<qint64, std::vector<double>> bySteps;
    for (const auto *samples : folds) {
        for (const MetricSample &sample : *samples)
            bySteps[sample.step].push_back(sample.value);
    }
    std::vector<MetricSample> mean;
    for (const auto &[step, values] : bySteps) {
        if (values.size() == folds.size())
            mean.push_back({step, outcrop::mean(values)});
    }
    return mean;
}

// The step from which on a value is not finite, as a remark for the legend.
QString divergence(const FoldSamples &folds, const QString &unit)
{
    std::optional<qint64> first;
    for (const auto *samples : folds) {
        for (const MetricSample &sample : *samples) {
            if (!std::isfinite(sample.value) && (!first || sample.step < *first))
                first = sample.step;
        }
    }
    return first ? Tr::tr(" (not finite at %1 %2)").arg(unit).arg(*first) : QString();
}

PanelsModel::Line toLine(const QString &title, int look, const FoldSamples &folds,
                         const QString &unit)
{
    PanelsModel::Line line;
    line.mean = toSeries(shownTitle(title) + divergence(folds, unit), look, meanOf(folds));
    if (folds.size() > 1) {
        for (const auto *samples : folds)
            line.folds.push_back(toSeries(QString(), look, *samples));
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

// Series by panel and model; folds only, or the final refit where a model has no folds.
std::map<PanelKey, std::map<QString, FoldSamples>> arrange(const MetricHistory &history)
{
    std::map<PanelKey, std::map<QString, FoldSamples>> panels;
    std::map<PanelKey, std::map<QString, FoldSamples>> refits;
    for (const auto &[key, series] : history.series()) {
        const PanelKey panel{key.name, series.unit, key.split};
        (key.fold ? panels : refits)[panel][key.model].push_back(&series.samples);
    }
    for (const auto &[panel, models] : refits) {
        for (const auto &[model, samples] : models)
            panels[panel].emplace(model, samples);
    }
    return panels;
}

QString titlesWithout(const Leaderboard &leaderboard, const QStringList &shown)
{
    QStringList titles;
    for (const LeaderboardRow &row : leaderboard.rows) {
        if (!row.baseline && !shown.contains(row.block))
            titles << shownTitle(row.title);
    }
    return titles.join(QStringLiteral(", "));
}

} // namespace

PanelsModel makeLossModel(const Report &report, const Leaderboard &leaderboard,
                          const MetricHistory &history)
{
    PanelsModel model;
    model.title = Tr::tr("Loss while training · %1").arg(shownTitle(report.name));
    const auto panels = arrange(history);
    QStringList shown;
    for (const auto &[key, models] : panels) {
        PanelsModel::Panel panel{shownTitle(key.unit),
                                 Tr::tr("%1, %2").arg(metricTitle(key.name), rowsText(key.split)),
                                 {}};
        for (const LeaderboardRow &row : leaderboard.rows) {
            const auto samples = models.find(row.block);
            if (samples == models.end())
                continue;
            shown << row.block;
            panel.lines.push_back(toLine(row.title, lookOf(leaderboard, row.block), samples->second,
                                         shownTitle(key.unit)));
        }
        if (!panel.lines.empty() && model.panels.size() < mostPanels)
            model.panels.push_back(std::move(panel));
    }
    const QString silent = titlesWithout(leaderboard, shown);
    if (model.panels.empty())
        model.empty =
            Tr::tr("No loss recorded: none of the candidates reports one while it trains.");
    else
        model.title += Tr::tr(" · mean and each of %1").arg(foldsText(report));
    if (!model.panels.empty() && !silent.isEmpty())
        model.note = Tr::tr("no loss recorded: %1").arg(silent);
    if (panels.size() > mostPanels)
        model.note += Tr::tr(" · %1 more metrics not drawn").arg(panels.size() - mostPanels);
    return model;
}

} // namespace outcrop
