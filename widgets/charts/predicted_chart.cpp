#include "widgets/charts/predicted_chart.h"

#include "widgets/charts/chart_parts.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PredictedChart)
};

void addCloud(QCPAxisRect &rect, const Series &series, const QCPScatterStyle &scatter,
              QCPLegend *legend)
{
    auto *cloud = new QCPCurve(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    cloud->setLineStyle(QCPCurve::lsNone);
    cloud->setScatterStyle(scatter);
    cloud->setName(series.label);
    for (std::size_t i = 0; i < series.x.size(); ++i)
        cloud->addData(series.x[i], series.y[i]);
    if (!series.x.empty())
        cloud->addToLegend(legend);
}

} // namespace

void drawPredicted(QCustomPlot &plot, const PredictedModel &model, const ChartStyle &style)
{
    if (!model.empty.isEmpty()) {
        drawEmpty(plot, model.title, model.empty, style);
        return;
    }
    clear(plot, style);
    addTitle(plot, 0, model.title, style);
    auto *rect = new SquareAxisRect(&plot);
    plot.plotLayout()->addElement(1, 0, rect);
    styleAxes(*rect, Tr::tr("true"), Tr::tr("predicted"), style);
    rect->axis(QCPAxis::atBottom)->setRange(model.low, model.high);
    rect->axis(QCPAxis::atLeft)->setRange(model.low, model.high);
    QCPLegend *legend = addLegend(*rect, Qt::AlignLeft | Qt::AlignTop, QString(), style);
    addLine(*rect, {QString(), 0, {model.low, model.high}, {model.low, model.high}},
            style.pen(style.faint, 0.7, Qt::DashLine), nullptr);
    addCloud(*rect, model.folds,
             {QCPScatterStyle::ssDisc, style.pale(style.color(0), 0.55), style.pixels(3.2)},
             legend);
    addCloud(*rect, model.test,
             {QCPScatterStyle::ssCircle, style.pen(style.text, 0.8), QBrush(Qt::NoBrush),
              style.pixels(4.6)},
             legend);
    if (!model.note.isEmpty())
        addNote(plot, 2, model.note, style);
}

} // namespace outcrop
