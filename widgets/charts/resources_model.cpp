#include "widgets/charts/resources_model.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ResourcesModel)
};

constexpr double mebibyte = 1 << 20;

PanelsModel::Panel panelOf(const QString &quantity, const std::vector<LoadSample> &loads,
                           double (*value)(const HostLoad &))
{
    PanelsModel::Line line;
    line.mean.label = quantity;
    for (const LoadSample &sample : loads) {
        line.mean.x.push_back(sample.time - loads.front().time);
        line.mean.y.push_back(value(sample.load));
    }
    return {Tr::tr("seconds since the start"), quantity, {line}};
}

} // namespace

PanelsModel makeResourcesModel(const QString &name, std::vector<LoadSample> loads)
{
    // Host and job tell of it by turns: what was written later may be older.
    std::stable_sort(loads.begin(), loads.end(),
                     [](const LoadSample &a, const LoadSample &b) { return a.time < b.time; });
    PanelsModel model;
    model.title = chartTitle({Tr::tr("Resources"), shownTitle(name)});
    if (loads.size() < 2) {
        model.empty = Tr::tr("There are fewer than two figures of the load; they come every three "
                             "seconds.");
        return model;
    }
    model.panels = {
        panelOf(Tr::tr("CPU, % of a core"), loads,
                [](const HostLoad &load) { return load.cpuPercent; }),
        panelOf(Tr::tr("memory, MiB"), loads,
                [](const HostLoad &load) { return double(load.memoryBytes) / mebibyte; }),
        panelOf(Tr::tr("load, one minute"), loads, [](const HostLoad &load) { return load.load; }),
    };
    return model;
}

} // namespace outcrop
