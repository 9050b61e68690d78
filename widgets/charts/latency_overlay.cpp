#include "widgets/charts/latency_overlay.h"

#include "core/results/percentiles.h"
#include "widgets/charts/latency_model.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::LatencyOverlay)
};

constexpr int steps = 199; // Percentiles from 0.5 to 99.5: the very slowest would squeeze the rest.

} // namespace

PanelsModel makeLatencyShares(const std::vector<const Report *> &reports, const QStringList &jobs)
{
    PanelsModel model;
    model.title = Tr::tr("Latency · the best of %1 jobs").arg(reports.size());
    PanelsModel::Panel panel{Tr::tr("milliseconds"), Tr::tr("requests answered, %"), {}};
    panel.legend = Qt::AlignRight | Qt::AlignBottom;
    std::vector<double> percents;
    for (int i = 1; i <= steps; ++i)
        percents.push_back(100.0 * i / (steps + 1));
    for (std::size_t i = 0; i < reports.size(); ++i) {
        const LatencyRun *run = latencyOf(*reports[i]);
        const auto times =
            run ? percentiles(run->milliseconds, percents) : Result<std::vector<double>>();
        if (!times || times->empty())
            continue;
        PanelsModel::Line line;
        line.mean = {jobs[int(i)], int(panel.lines.size()), *times, percents};
        panel.lines.push_back(std::move(line));
    }
    if (panel.lines.empty())
        model.empty = Tr::tr("No latency was measured: the pipelines have no Latency test.");
    else
        model.panels.push_back(std::move(panel));
    return model;
}

} // namespace outcrop
