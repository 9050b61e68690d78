#include "widgets/charts/loss_chart.h"

#include "widgets/charts/panels_chart.h"
#include "widgets/charts/viewed_panels.h"

#include <QCoreApplication>

#include <memory>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::LossChart)
};

Chart draw(const std::shared_ptr<const LossModels> &models, const LossView &view)
{
    const PanelsModel &model = view.axis == LossView::Axis::Time ? models->byTime : models->bySteps;
    Chart chart = makePanelsChart(viewed(model, view));
    chart.frame = lossViewText({view.axis, view.isLogarithmic, 0});
    if (view.smoothing > 0) {
        ChartTable table = makePanelsChart(model).table;
        table.columns << Tr::tr("Smoothed by %1").arg(view.smoothing, 0, 'f', 2);
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            table.rows[row].push_back(chart.table.rows[row].back());
        chart.table = std::move(table);
    }
    chart.viewed = [models](const LossView &wished) { return draw(models, wished); };
    return chart;
}

} // namespace

Chart makeLossChart(const LossModels &models, const LossView &view)
{
    return draw(std::make_shared<const LossModels>(models), view);
}

} // namespace outcrop
