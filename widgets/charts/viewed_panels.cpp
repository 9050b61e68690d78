#include "widgets/charts/viewed_panels.h"

#include "core/results/smoothing.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::ViewedPanels)
};

// What was measured, pale behind what is smoothed.
void smooth(PanelsModel::Line &line, double weight)
{
    if (line.folds.empty()) {
        line.folds.push_back(line.mean);
        line.folds.back().label.clear();
    }
    line.mean.y = smoothed(line.mean.y, weight);
}

// Makes gaps of what has no logarithm. Returns how many.
int removeUnder(Series &series)
{
    int count = 0;
    for (double &y : series.y) {
        if (y > 0 || std::isnan(y))
            continue;
        y = std::numeric_limits<double>::quiet_NaN();
        ++count;
    }
    return count;
}

bool hasAboveZero(const PanelsModel::Panel &panel)
{
    return std::any_of(panel.lines.begin(), panel.lines.end(), [](const auto &line) {
        return std::any_of(line.mean.y.begin(), line.mean.y.end(), [](double y) { return y > 0; });
    });
}

// Returns how many values have no logarithm.
int clearForLogarithm(PanelsModel::Panel &panel)
{
    int left = 0;
    panel.isLogarithmic = true;
    for (PanelsModel::Line &line : panel.lines) {
        left += removeUnder(line.mean);
        for (Series &fold : line.folds)
            left += removeUnder(fold);
    }
    return left;
}

} // namespace

PanelsModel viewed(PanelsModel model, const LossView &view)
{
    int left = 0;
    for (PanelsModel::Panel &panel : model.panels) {
        if (view.smoothing > 0) {
            for (PanelsModel::Line &line : panel.lines)
                smooth(line, view.smoothing);
        }
        if (view.isLogarithmic && hasAboveZero(panel))
            left += clearForLogarithm(panel);
    }
    if (view.smoothing > 0)
        model.title += Tr::tr(" · smoothed by %1").arg(view.smoothing, 0, 'f', 2);
    if (left > 0)
        addRemark(model.note, Tr::tr("values of 0 or less are not drawn"));
    return model;
}

} // namespace outcrop
