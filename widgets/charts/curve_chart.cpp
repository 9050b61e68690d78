#include "widgets/charts/curve_chart.h"

#include "widgets/charts/chart_parts.h"

#include <QCoreApplication>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::CurveChart)
};

constexpr double lineWidth = 1.7;        // Points.
constexpr double smallestWithZoom = 300; // Points; below, corner and legend would collide.

void setScale(QCPAxis &axis, double low, double high, double step)
{
    const QSharedPointer<QCPAxisTickerFixed> ticker(new QCPAxisTickerFixed);
    ticker->setTickStep(step);
    axis.setTicker(ticker);
    axis.setRange(low, high);
}

void addBand(QCPAxisRect &rect, const CurveModel &model, const ChartStyle &style)
{
    if (!model.band || model.lines.empty())
        return;
    LineGraph *low =
        addLine(rect, {QString(), 0, model.band->x, model.band->low}, QPen(Qt::NoPen), nullptr);
    LineGraph *high =
        addLine(rect, {QString(), 0, model.band->x, model.band->high}, QPen(Qt::NoPen), nullptr);
    low->setLineStyle(QCPGraph::lsLine);
    high->setBrush(style.pale(style.color(0), 0.16));
    high->setChannelFillGraph(low);
    belongTo(*high, model.lines.front().label);
}

// Diagonal, band and curves, as they are in the large picture and in the corner drawn larger.
void addCurves(QCPAxisRect &rect, const CurveModel &model, const ChartStyle &style,
               QCPLegend *legend)
{
    addBand(rect, model, style);
    addLine(rect, model.guess, style.pen(style.faint, 0.7, Qt::DashLine), nullptr);
    // The best is drawn last: what lies over it would hide it.
    std::vector<LineGraph *> graphs;
    for (auto line = model.lines.rbegin(); line != model.lines.rend(); ++line) {
        LineGraph *graph = addLine(rect, *line, style.line(line->look, lineWidth), nullptr);
        if (line->x.size() == 1)
            graph->setScatterStyle(
                {QCPScatterStyle::ssDisc, style.color(line->look), style.pixels(6)});
        graphs.push_back(graph);
    }
    LineGraph *test =
        model.test ? addLine(rect, *model.test, style.pen(style.text, 0.8), nullptr) : nullptr;
    if (!legend)
        return;
    for (auto graph = graphs.rbegin(); graph != graphs.rend(); ++graph)
        addToLegend(**graph, *legend);
    if (test)
        addToLegend(*test, *legend);
}

void addZoom(QCustomPlot &plot, QCPAxisRect &rect, const CurveModel &model, const ChartStyle &style)
{
    if (!plot.layer(QStringLiteral("zoom"))) {
        plot.addLayer(QStringLiteral("zoom background"), plot.layer(QStringLiteral("axes")));
        plot.addLayer(QStringLiteral("zoom"), plot.layer(QStringLiteral("zoom background")));
    }
    const QRectF place(0.12, 0.115, 0.58, 0.47); // Of the rect, tick labels included.
    auto *paper = new QCPItemRect(&plot);        // Keeps the diagonal away from the labels.
    paper->setLayer(QStringLiteral("zoom background"));
    paper->setPen(Qt::NoPen);
    paper->setBrush(style.background);
    for (QCPItemPosition *corner : {paper->topLeft, paper->bottomRight}) {
        corner->setAxisRect(&rect);
        corner->setType(QCPItemPosition::ptAxisRectRatio);
    }
    paper->topLeft->setCoords(place.topLeft());
    paper->bottomRight->setCoords(place.bottomRight());
    auto *zoom = new QCPAxisRect(&plot);
    rect.insetLayout()->addElement(zoom, place);
    styleAxes(*zoom, QString(), QString(), style);
    zoom->setMinimumMargins({});
    setMovable(*zoom, {});
    zoom->setLayer(QStringLiteral("zoom background"));
    zoom->setBackground(QBrush(style.background));
    for (QCPAxis *axis : zoom->axes()) {
        axis->setVisible(true);
        axis->setTickLabels(axis->axisType() == QCPAxis::atBottom
                            || axis->axisType() == QCPAxis::atLeft);
        axis->setTicks(axis->tickLabels());
        axis->setTickLabelFont(style.font(7.5));
        axis->setTickLabelColor(style.faint);

        axis->setBasePen(style.pen(style.axis, 0.6));
    }
    setAxesLayer(*zoom, QStringLiteral("zoom background"));
    const double width = model.zoom->right;
    const double height = 1 - model.zoom->bottom;
    for (const auto type : {QCPAxis::atBottom, QCPAxis::atTop})
        setScale(*zoom->axis(type), 0, width, width / 4);
    for (const auto type : {QCPAxis::atLeft, QCPAxis::atRight})
        setScale(*zoom->axis(type), model.zoom->bottom, 1 + height * 0.012, height / 4);
    const int before = plot.plottableCount();
    addCurves(*zoom, model, style, nullptr);
    for (int i = before; i < plot.plottableCount(); ++i)
        plot.plottable(i)->setLayer(QStringLiteral("zoom"));
}

int legendWidth(const CurveModel &model, const ChartStyle &style)
{
    const QFontMetrics letters(style.font(8.5));
    int width = QFontMetrics(style.font(7.5)).horizontalAdvance(model.note);
    for (const Series &line : model.lines)
        width = std::max(width, letters.horizontalAdvance(line.label) + style.wholePixels(32));
    if (model.test)
        width =
            std::max(width, letters.horizontalAdvance(model.test->label) + style.wholePixels(32));
    return width + style.wholePixels(36);
}

// Whether a legend in a square of that side leaves the zoom above it alone, with its note.
bool hasRoomForNote(const CurveModel &model, int side, const ChartStyle &style)
{
    const int lines = int(model.lines.size()) + (model.test ? 1 : 0);
    const int height = lines * QFontMetrics(style.font(8.5)).height()
                       + QFontMetrics(style.font(7.5)).height() + style.wholePixels(36);
    return legendWidth(model, style) <= side && height <= side * 0.4;
}

void draw(QCustomPlot &plot, const CurveModel &model, const ChartStyle &style)
{
    const QSize room = plot.viewport().size();
    const int besideWidth = legendWidth(model, style);
    // A square leaves room beside it where the plot is wide; where it is small, it would be tiny.
    const bool isBeside = room.width() - besideWidth >= room.height();
    const bool isLarge = std::min(room.width(), room.height()) >= style.pixels(smallestWithZoom);
    const RectShape shape = isBeside || isLarge ? RectShape::Square : RectShape::Wide;
    QCPAxisRect *rect = addAxes(plot, shape, model.xLabel, model.yLabel, style);
    setScale(*rect->axis(QCPAxis::atBottom), 0, 1, 0.2);
    setScale(*rect->axis(QCPAxis::atLeft), 0, 1.004, 0.2);
    QCPAxisRect *place = isBeside ? addPlaceBeside(*rect, besideWidth) : rect;
    const Qt::Alignment corner = isBeside ? Qt::AlignLeft | Qt::AlignTop : model.legend;
    const int side = std::min(room.width(), room.height()) - style.wholePixels(90); // About.
    const bool isNoteBelow = !isBeside && isLarge && !hasRoomForNote(model, side, style);
    QCPLegend *legend = addLegend(*place, corner, isNoteBelow ? QString() : model.note, style);
    if (!isBeside && besideWidth > side) { // Inside the axes.
        legend->setFont(style.font(7.5));
        legend->setIconSize(style.wholePixels(18), legend->iconSize().height());
    }
    addCurves(*rect, model, style, legend);
    if (isNoteBelow)
        addNote(plot, 2, model.note, style);
    if (model.zoom && isLarge)
        addZoom(plot, *rect, model, style);
}

} // namespace

Chart makeCurveChart(const CurveModel &model)
{
    Chart chart;
    chart.title = model.title;
    chart.empty = model.empty;
    chart.printSize = squarePrint;
    std::vector<Series> lines = model.lines;
    if (model.test)
        lines.push_back(*model.test);
    chart.table = tableOf({{QString(), lines}}, Tr::tr("Curve"), {model.xLabel, model.yLabel});
    chart.summary = labelsOf(lines);
    chart.draw = [model](QCustomPlot &plot, const ChartStyle &style) { draw(plot, model, style); };
    return chart;
}

} // namespace outcrop
