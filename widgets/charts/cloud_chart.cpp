#include "widgets/charts/cloud_chart.h"

#include "widgets/charts/chart_parts.h"

#include <QCoreApplication>

#include <array>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CloudChart)
};

// Colour never stands alone.
QCPScatterStyle::ScatterShape shapeOf(int look)
{
    constexpr std::array shapes{QCPScatterStyle::ssDisc, QCPScatterStyle::ssTriangle,
                                QCPScatterStyle::ssSquare, QCPScatterStyle::ssDiamond};
    return shapes[std::size_t(look) % shapes.size()];
}

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
        addToLegend(*cloud, *legend);
}

void draw(QCustomPlot &plot, const CloudModel &model, const ChartStyle &style)
{
    const bool isDiagonal = model.ideal == CloudModel::Ideal::Diagonal;
    QCPAxisRect *rect = addAxes(plot, isDiagonal ? RectShape::Square : RectShape::Wide,
                                model.x.label, model.y.label, style);
    rect->axis(QCPAxis::atBottom)->setRange(model.x.low, model.x.high);
    rect->axis(QCPAxis::atLeft)->setRange(model.y.low, model.y.high);
    QCPLegend *legend = addLegend(*rect, Qt::AlignLeft | Qt::AlignTop, QString(), style);
    const std::vector<double> ends{model.x.low, model.x.high};
    addLine(*rect, {QString(), 0, ends, isDiagonal ? ends : std::vector<double>{0, 0}},
            style.pen(style.faint, 0.7, Qt::DashLine), nullptr);
    for (const Series &folds : model.folds)
        addCloud(
            *rect, folds,
            {shapeOf(folds.look), style.pale(style.color(folds.look), 0.55), style.pixels(3.2)},
            legend);
    addCloud(*rect, model.test,
             {QCPScatterStyle::ssCircle, style.pen(style.text, 0.8), QBrush(Qt::NoBrush),
              style.pixels(4.6)},
             legend);
    addNote(plot, 2, model.note, style);
}

} // namespace

Chart makeCloudChart(const CloudModel &model)
{
    Chart chart;
    chart.title = model.title;
    chart.empty = model.empty;
    chart.printSize = model.ideal == CloudModel::Ideal::Diagonal ? squarePrint : widePrint;
    std::vector<Series> clouds = model.folds;
    clouds.push_back(model.test);
    chart.summary = labelsOf(clouds);
    chart.table = tableOf({{QString(), clouds}}, Tr::tr("Rows"), {model.x.label, model.y.label});
    chart.draw = [model](QCustomPlot &plot, const ChartStyle &style) { draw(plot, model, style); };
    return chart;
}

} // namespace outcrop
