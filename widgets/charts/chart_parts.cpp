#include "widgets/charts/chart_parts.h"

#include <algorithm>
#include <cmath>

namespace outcrop {

namespace {

struct FittedText
{
    QString text;
    QFont font;
};

// Smaller letters where the line is too long for the plot, and fewer where that does not help.
FittedText fit(const QCustomPlot &plot, const QString &text, QFont font, int edge)
{
    const int room = plot.viewport().width() * 24 / 25 - 2 * edge;
    const int smallest = font.pixelSize() * 7 / 10;
    while (font.pixelSize() > smallest && QFontMetrics(font).horizontalAdvance(text) > room)
        font.setPixelSize(font.pixelSize() - 1);
    return {QFontMetrics(font).elidedText(text, Qt::ElideRight, room), font};
}

// In lines of at most `width` pixels: plots break none.
QString wrapped(const QString &sentence, const QFont &font, int width)
{
    const QFontMetrics metrics(font);
    QString text;
    QString line;
    for (const QString &word : sentence.split(QLatin1Char(' '))) {
        const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
        if (!line.isEmpty() && metrics.horizontalAdvance(longer) > width) {
            text += line + QLatin1Char('\n');
            line = word;
        } else {
            line = longer;
        }
    }
    return text + line;
}

} // namespace

void LineGraph::drawLinePlot(QCPPainter *painter, const QVector<QPointF> &lines) const
{
    if (pen().style() != Qt::SolidLine || lines.size() < 3) {
        QCPGraph::drawLinePlot(painter, lines);
        return;
    }
    const auto isPoint = [](const QPointF &p) {
        return std::isfinite(p.x()) && std::isfinite(p.y());
    };
    QVector<QLineF> segments;
    segments.reserve(lines.size());
    for (int i = 1; i < lines.size(); ++i) {
        if (isPoint(lines[i - 1]) && isPoint(lines[i]))
            segments.push_back({lines[i - 1], lines[i]});
    }
    applyDefaultAntialiasingHint(painter);
    painter->setPen(pen());
    painter->drawLines(segments);
}

void SquareAxisRect::update(UpdatePhase phase)
{
    if (phase == upLayout) { // After its place is known, before what lies in it is placed.
        const QRect whole = mOuterRect.marginsRemoved(mMargins);
        const int side = std::max(0, std::min(whole.width(), whole.height()));
        mRect = QRect(whole.x() + (whole.width() - side) / (m_isAtRight ? 1 : 2),
                      whole.y() + (whole.height() - side) / 2, side, side);
    }
    QCPAxisRect::update(phase);
}

void clear(QCustomPlot &plot, const ChartStyle &style)
{
    plot.clearPlottables();
    plot.clearItems();
    plot.plotLayout()->clear();
    plot.plotLayout()->simplify();
    plot.setAutoAddPlottableToLegend(false);
    plot.setNotAntialiasedElements(QCP::aeNone);
    plot.setAntialiasedElements(QCP::aeAll);
    plot.setNoAntialiasingOnDrag(false);
    plot.setBackground(QBrush(style.background));
    plot.plotLayout()->setRowSpacing(0);
    const int edge = style.wholePixels(8);
    plot.plotLayout()->setMargins({edge, edge, edge, edge});
}

void addTitle(QCustomPlot &plot, int row, const QString &title, const ChartStyle &style)
{
    const FittedText text = fit(plot, title, style.font(10.5, true), style.titleEdge);
    auto *element = new QCPTextElement(&plot, text.text, text.font);
    element->setTextColor(style.text);
    element->setMargins({0, style.wholePixels(3), 0, style.wholePixels(6)});
    plot.plotLayout()->addElement(row, 0, element);
}

void addNote(QCustomPlot &plot, int row, const QString &note, const ChartStyle &style)
{
    if (note.isEmpty())
        return;
    const FittedText text = fit(plot, note, style.font(8), 0);
    auto *element = new QCPTextElement(&plot, text.text, text.font);
    element->setTextColor(style.faint);
    element->setMargins({0, style.wholePixels(8), 0, 0});
    plot.plotLayout()->addElement(row, 0, element);
}

void addSentence(QCustomPlot &plot, const QString &sentence, const ChartStyle &style)
{
    auto *rect = new QCPAxisRect(&plot, false);
    plot.plotLayout()->addElement(1, 0, rect);
    auto *text = new QCPItemText(&plot);
    text->position->setAxisRect(rect);
    text->position->setType(QCPItemPosition::ptAxisRectRatio);
    text->position->setCoords(0.5, 0.46);
    text->setClipToAxisRect(false);
    text->setText(wrapped(sentence, style.font(10), plot.viewport().width() * 9 / 10));
    text->setFont(style.font(10));
    text->setColor(style.faint);
}

void setAxesLayer(QCPAxisRect &rect, const QString &layer)
{
    // What is on a layer is drawn in the order of arrival: all grids before all axes.
    for (QCPAxis *axis : rect.axes())
        axis->grid()->setLayer(layer);
    for (QCPAxis *axis : rect.axes())
        axis->setLayer(layer);
}

void styleAxes(QCPAxisRect &rect, const QString &xLabel, const QString &yLabel,
               const ChartStyle &style)
{
    for (QCPAxis *axis : rect.axes()) {
        const bool isShown =
            axis->axisType() == QCPAxis::atBottom || axis->axisType() == QCPAxis::atLeft;
        axis->setVisible(isShown);
        axis->grid()->setVisible(isShown);
        const QPen pen = style.pen(style.axis, 0.8);
        axis->setBasePen(pen);
        axis->setTickPen(pen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setSubTicks(false);
        axis->setTickLength(0, style.wholePixels(3.5));
        axis->setTickLabelFont(style.font(8.5));
        axis->setTickLabelColor(style.text);
        axis->setTickLabelPadding(style.wholePixels(3));
        axis->setLabelFont(style.font(9.5));
        axis->setLabelColor(style.text);
        axis->setLabelPadding(style.wholePixels(5));
        axis->setNumberFormat(QStringLiteral("gb"));
        axis->grid()->setPen(style.pen(style.grid, 0.6));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    setAxesLayer(rect, QStringLiteral("grid"));
    rect.axis(QCPAxis::atBottom)->setLabel(xLabel);
    rect.axis(QCPAxis::atLeft)->setLabel(yLabel);

    rect.setMinimumMargins({0, style.wholePixels(4), style.wholePixels(8), 0});
}

QCPAxisRect *addAxes(QCustomPlot &plot, RectShape shape, const QString &xLabel,
                     const QString &yLabel, const ChartStyle &style)
{
    auto *rect = shape == RectShape::Square ? new SquareAxisRect(&plot) : new QCPAxisRect(&plot);
    auto *row = new QCPLayoutGrid;
    plot.plotLayout()->addElement(1, 0, row);
    row->addElement(0, 0, rect);
    rect->setupFullAxesBox();
    styleAxes(*rect, xLabel, yLabel, style);
    return rect;
}

QCPAxisRect *addPlaceBeside(QCPAxisRect &rect, int width)
{
    auto *place = new QCPAxisRect(rect.parentPlot(), false);
    place->setMinimumSize(width, 0);
    place->setMaximumSize(width, QWIDGETSIZE_MAX);
    auto *row = static_cast<QCPLayoutGrid *>(rect.layout());
    row->addElement(0, 1, place);
    if (auto *square = dynamic_cast<SquareAxisRect *>(&rect)) {
        const QSize whole = rect.parentPlot()->viewport().size();
        square->moveToRight();
        row->setMargins({0, 0, std::max(0, whole.width() - width - whole.height()) / 2, 0});
    }
    return place;
}

void setMovable(QCPAxisRect &rect, Qt::Orientations directions)
{
    rect.setRangeDrag(directions);
    rect.setRangeZoom(directions);
}

void belongTo(QCPAbstractPlottable &plottable, const QString &label)
{
    plottable.setProperty("series", label);
}

QCPLegend *addLegend(QCPAxisRect &rect, Qt::Alignment corner, const QString &note,
                     const ChartStyle &style)
{
    QCustomPlot *plot = rect.parentPlot();
    auto *group = new QCPLayoutGrid;
    auto *legend = new QCPLegend;
    group->setRowSpacing(style.wholePixels(3));

    const int gap = style.wholePixels(9);
    group->setMargins({gap, gap, gap, gap});
    rect.insetLayout()->addElement(
        group, corner); // First: elements take the plot from what they are added to.
    int row = 0;
    if (!note.isEmpty()) {
        auto *text = new QCPTextElement(plot, note, style.font(7.5));
        text->setTextColor(style.faint);
        text->setTextFlags(int(Qt::AlignVCenter) | int(corner & Qt::AlignHorizontal_Mask));
        group->addElement(row++, 0, text);
    }
    group->addElement(row, 0, legend);
    legend->setLayer(QStringLiteral("legend"));
    legend->setFont(style.font(8.5));
    legend->setTextColor(style.text);
    legend->setBrush(style.background);
    legend->setBorderPen(style.pen(style.frame, 0.6));
    legend->setIconSize(style.wholePixels(26), style.wholePixels(9));
    legend->setIconTextPadding(style.wholePixels(6));
    legend->setRowSpacing(0);
    const int inside = style.wholePixels(6);
    legend->setMargins({inside, inside, inside, inside});
    return legend;
}

void addToLegend(QCPAbstractPlottable &plottable, QCPLegend &legend)
{
    plottable.addToLegend(&legend);
    // Items are drawn cut off a pixel above their end, which takes the tails of letters.
    const int gap = std::max(2, legend.iconSize().height() / 5);
    legend.item(legend.itemCount() - 1)->setMargins({0, 0, 0, gap});
}

void setPoints(QCPGraph &graph, const Series &series)
{
    const auto *old = graph.data().data();
    const bool isSame =
        std::size_t(old->size()) == series.x.size()
        && std::equal(old->constBegin(), old->constEnd(), series.y.begin(),
                      [](const QCPGraphData &a, double y) {
                          return a.value == y || (std::isnan(a.value) && std::isnan(y));
                      })
        && std::equal(old->constBegin(), old->constEnd(), series.x.begin(),
                      [](const QCPGraphData &a, double x) { return a.key == x; });
    if (isSame)
        return;
    graph.setData(QVector<double>(series.x.begin(), series.x.end()),
                  QVector<double>(series.y.begin(), series.y.end()), true);
    graph.setAdaptiveSampling(series.x.size() > 2000);
}

LineGraph *addLine(QCPAxisRect &rect, const Series &series, const QPen &pen, QCPLegend *legend)
{
    auto *graph = new LineGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    setPoints(*graph, series);
    graph->setName(series.label);
    graph->setPen(pen);
    if (legend)
        addToLegend(*graph, *legend);
    return graph;
}

} // namespace outcrop
